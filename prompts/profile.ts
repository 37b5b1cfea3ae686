import { z } from 'zod';
import { restingPoints } from './points.ts';
import { isFault, type Prompt } from './prompt.ts';
import { mostSaid, pointSchema, saidSchema, sentMessages } from './said.ts';

/** What there is to know about a customer. */
export const factKinds = ['need', 'pain', 'decision-maker', 'date', 'preference', 'competitor'] as const;

const factsSchema = z.strictObject({
  messages: z.array(saidSchema).min(1).max(mostSaid),
  known: z.array(z.string().max(300)).max(30),
});
const outputSchema = z.object({ facts: z.array(pointSchema.extend({ kind: z.enum(factKinds) })).max(10) });
export type ProfileFacts = z.infer<typeof factsSchema>;
export type ProfileOutput = z.infer<typeof outputSchema>;

/** Finds lasting facts about a customer in what they said. A person confirms each before it counts. */
export const profile: Prompt<ProfileFacts, ProfileOutput> = {
  id: 'profile',
  version: 1,
  purpose: 'assist',
  model: 'better',
  sends: [
    ...sentMessages,
    { field: 'known[]', what: { zh: '已确认的画像', en: 'facts that were confirmed before' } },
  ],
  task: {
    zh: '从对话里找出关于这位客户、以后还用得上的事实，known 里已有的不再写。kind：need 需求、pain 痛点、decision-maker 谁做决定、date 重要日期、preference 偏好、competitor 在用或在比较的对手。text 一句话；cites 依据的消息 id；quote 原话。只写客户明说的，没有就给空列表。',
    en: 'Find facts about this customer in the conversation that will still matter later; leave out what stands in known. kind: need, pain, decision-maker (who decides), date, preference, competitor (whom they use or compare). text: one sentence; cites: ids it rests on; quote: exact words. Only what was said outright; an empty list where there is nothing.',
  },
  refuses: {
    zh: '记录健康、信仰、政治、家庭收入等敏感的个人情况，推断没有明说的事。',
    en: 'note sensitive personal matters such as health, faith, politics or income, or infer what was not said.',
  },
  facts: factsSchema,
  output: outputSchema,
  examples: [
    {
      language: 'zh',
      facts: {
        messages: [
          { id: 'm1', from: 'customer', at: '2026-03-02 09:10', text: '这事要等我们李总五月回来定' },
        ],
        known: [],
      },
      output: {
        facts: [
          {
            kind: 'decision-maker',
            text: '采购由李总决定。',
            cites: ['m1'],
            quote: '要等我们李总五月回来定',
          },
        ],
      },
    },
    {
      language: 'en',
      facts: {
        messages: [
          { id: 'm1', from: 'customer', at: '2026-03-02 09:10', text: 'We open the second shop in May' },
        ],
        known: ['need: a second oven'],
      },
      output: {
        facts: [
          {
            kind: 'date',
            text: 'They open their second shop in May.',
            cites: ['m1'],
            quote: 'open the second shop in May',
          },
        ],
      },
    },
  ],
  mostTokens: () => 1200,
  check: (output, { messages }, language) => {
    const facts = restingPoints(output.facts, messages, language);
    return isFault(facts) ? facts : { facts: [...facts] };
  },
};
