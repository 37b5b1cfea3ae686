import { z } from 'zod';
import { checkDraft, type DraftOutput, draftRefuses, draftSchema, sentTone, toneSchema } from './drafting.ts';
import type { Prompt } from './prompt.ts';
import { mostSaid, saidSchema, sentMessages } from './said.ts';

const factsSchema = z.strictObject({
  messages: z.array(saidSchema).min(1).max(mostSaid),
  tone: toneSchema,
  wish: z.string().max(500).nullable(),
});
export type DraftFacts = z.infer<typeof factsSchema>;

/** Drafts an answer to what the customer said last, as the colleague would write it. */
export const draft: Prompt<DraftFacts, DraftOutput> = {
  id: 'draft',
  version: 1,
  purpose: 'assist',
  model: 'better',
  sends: [
    ...sentMessages,
    sentTone,
    { field: 'wish', what: { zh: '同事写的要求', en: 'what the colleague wrote they want' } },
  ],
  task: {
    zh: '替同事起草给客户的回复：回应客户最近说的话，先回应投诉和提问；语气、长短、称呼和标点学 tone 里同事自己的消息；wish 不为空时按同事的要求写。text 是可以直接发的正文，cites 是回应的消息 id。不知道的不要编，可以说会去确认。',
    en: "Draft the colleague's answer to the customer: answer what they said last, complaints and questions first; write in the tone, length, way of addressing and punctuation of the colleague's own messages in tone; where wish is not null, do what the colleague wishes. text is ready to be sent, cites are the ids it answers. Do not make up what you do not know; say it will be checked.",
  },
  refuses: draftRefuses,
  facts: factsSchema,
  output: draftSchema,
  examples: [
    {
      language: 'zh',
      facts: {
        messages: [
          { id: 'm1', from: 'customer', at: '2026-03-02 09:10', text: '咖啡机又漏水了，早餐没法做' },
        ],
        tone: ['王总早～货已经在路上啦', '收到，我马上看下哈'],
        wish: null,
      },
      output: {
        text: '王总，漏水的事看到了，耽误您早餐实在抱歉～我马上联系师傅，定好时间第一时间告诉您哈',
        cites: ['m1'],
      },
    },
    {
      language: 'en',
      facts: {
        messages: [
          { id: 'm1', from: 'customer', at: '2026-03-02 09:10', text: 'Any news on the spare part?' },
        ],
        tone: ['Hi Tom, quick one: all shipped. Cheers, M'],
        wish: 'say I ask the warehouse',
      },
      output: {
        text: 'Hi Tom, not yet: I am asking the warehouse now and will come back to you. Cheers, M',
        cites: ['m1'],
      },
    },
  ],
  mostTokens: () => 700,
  check: checkDraft,
};
