import { z } from 'zod';
import { checkDraft, type DraftOutput, draftRefuses, draftSchema, sentTone, toneSchema } from './drafting.ts';
import type { Prompt } from './prompt.ts';
import { mostSaid, saidSchema, sentMessages } from './said.ts';

const factsSchema = z.strictObject({
  reason: z.enum(['price', 'service', 'quality', 'product', 'competitor', 'other', 'unknown']),
  messages: z.array(saidSchema).max(mostSaid),
  tone: toneSchema,
  changed: z.string().max(500).nullable(),
});
export type WinbackFacts = z.infer<typeof factsSchema>;

/** Drafts the first word to a customer who has gone or is going, by the reason that they gave. */
export const winback: Prompt<WinbackFacts, DraftOutput> = {
  id: 'winback',
  version: 1,
  purpose: 'assist',
  model: 'better',
  sends: [
    ...sentMessages,
    sentTone,
    { field: 'reason', what: { zh: '客户说的离开原因（类别）', en: 'the class of reason that they gave' } },
    {
      field: 'changed',
      what: { zh: '同事写的：我们改进了什么', en: 'what has changed with us, as the colleague wrote it' },
    },
  ],
  task: {
    zh: '替同事起草给要流失客户的第一条消息，按 reason 来写：service 和 quality 先承认问题，price 先听对方的预算和用法，product 问缺什么，competitor 尊重选择并问哪里更好，other 和 unknown 只问近况。changed 不为空时说清改进了什么。三四句话，留一个容易回答的问题。text 是可以直接发的正文，cites 是提到的消息 id。',
    en: 'Draft the first message to a customer who is leaving, by reason: for service and quality own the problem first; for price ask about budget and use; for product ask what is missing; for competitor respect the choice and ask what is better there; for other and unknown just ask how things are. Where changed is not null say what has changed. Three or four sentences with one question that is easy to answer. text is ready to be sent, cites are the ids it refers to.',
  },
  refuses: draftRefuses,
  facts: factsSchema,
  output: draftSchema,
  examples: [
    {
      language: 'zh',
      facts: {
        reason: 'service',
        messages: [{ id: 'm1', from: 'customer', at: '2026-03-02 09:10', text: '修个机器等了两周，算了' }],
        tone: ['张经理您好，已安排'],
        changed: '现在有自己的维修师傅',
      },
      output: {
        text: '张经理您好，上次修机器让您等了两周，是我们没做好，向您道歉。现在我们有了自己的维修师傅。您那台机器现在用着还顺吗？',
        cites: ['m1'],
      },
    },
    {
      language: 'en',
      facts: { reason: 'unknown', messages: [], tone: ['Hi Jane, all good here.'], changed: null },
      output: {
        text: 'Hi Jane, we have not spoken for a while and I wondered how things are on your side. Is there anything we could have done better?',
        cites: [],
      },
    },
  ],
  mostTokens: () => 600,
  check: checkDraft,
};
