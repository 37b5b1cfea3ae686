import { z } from 'zod';
import { givenIds, inLanguage, isGrounded } from './grounding.ts';
import type { Prompt } from './prompt.ts';
import { mostSaid, saidSchema, sentMessages } from './said.ts';

const factsSchema = z.strictObject({
  followUps: z.array(z.string().max(400)).max(8),
  promises: z.array(z.string().max(300)).max(10),
  messages: z.array(saidSchema).min(1).max(mostSaid),
});
export const suggestedActions = ['reply', 'call', 'visit', 'fix', 'offer', 'wait'] as const;
const outputSchema = z.object({
  action: z.enum(suggestedActions),
  when: z.enum(['now', 'today', 'this-week']),
  what: z.string().min(1).max(400),
  why: z.string().min(1).max(400),
  cites: z.array(z.string()).max(8),
});
export type SuggestFacts = z.infer<typeof factsSchema>;
export type SuggestOutput = z.infer<typeof outputSchema>;

/** Suggests the one thing to do next. A person does it. */
export const suggest: Prompt<SuggestFacts, SuggestOutput> = {
  id: 'suggest',
  version: 1,
  purpose: 'assist',
  model: 'better',
  sends: [
    {
      field: 'followUps, promises',
      what: {
        zh: '未完成的跟进（规则原因）和承诺',
        en: 'open follow-ups with the reason of their rule, and promises',
      },
    },
    ...sentMessages,
  ],
  task: {
    zh: '建议同事对这位客户的下一步，只给一个。action：reply 回复、call 打电话、visit 拜访、fix 解决问题、offer 提方案、wait 先等；when：now、today、this-week；what：做什么，一句话；why：为什么，一句话；cites：依据的消息 id。有投诉先解决投诉，有提问先答复。',
    en: 'Suggest the one next step with this customer. action: reply, call, visit, fix (a problem), offer, wait; when: now, today, this-week; what: to do, one sentence; why: one sentence; cites: ids of the messages it rests on. A complaint is solved first, then a question is answered.',
  },
  refuses: {
    zh: '建议折扣、赔偿或任何没有给出的条件，建议隐瞒事实。',
    en: 'suggest discounts, compensation or terms that were not given, or hiding facts.',
  },
  facts: factsSchema,
  output: outputSchema,
  examples: [
    {
      language: 'zh',
      facts: {
        followUps: ['投诉待处理'],
        promises: [],
        messages: [{ id: 'm1', from: 'customer', at: '2026-03-02 09:10', text: '咖啡机又漏水了' }],
      },
      output: {
        action: 'fix',
        when: 'now',
        what: '马上联系维修并告诉客户上门时间。',
        why: '客户的设备再次漏水，投诉还没有得到回应。',
        cites: ['m1'],
      },
    },
    {
      language: 'en',
      facts: {
        followUps: [],
        promises: [],
        messages: [
          { id: 'm1', from: 'customer', at: '2026-03-02 09:10', text: 'What would a second oven cost?' },
        ],
      },
      output: {
        action: 'reply',
        when: 'today',
        what: 'Answer with the price of a second oven.',
        why: 'They asked and nobody has answered.',
        cites: ['m1'],
      },
    },
  ],
  mostTokens: () => 500,
  check: (output, facts, language) => {
    const wrong = [output.what, output.why]
      .map((text) => inLanguage(text, language) ?? isGrounded(text, facts))
      .find((each) => each);
    if (wrong) return wrong;
    const cites = [...givenIds(output.cites, facts.messages)];
    return cites.length > 0
      ? { ...output, cites }
      : { fault: 'ungrounded', detail: 'it rests on no message' };
  },
};
