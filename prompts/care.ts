import { z } from 'zod';
import { checkDraft, type DraftOutput, draftRefuses, draftSchema, sentTone, toneSchema } from './drafting.ts';
import type { Prompt } from './prompt.ts';
import { mostSaid, saidSchema, sentMessages } from './said.ts';

const factsSchema = z.strictObject({
  occasion: z.string().min(1).max(300),
  messages: z.array(saidSchema).max(mostSaid),
  tone: toneSchema,
});
export type CareFacts = z.infer<typeof factsSchema>;

/** Drafts a message of care: a greeting, a check after a delivery, a word after silence. */
export const care: Prompt<CareFacts, DraftOutput> = {
  id: 'care',
  version: 1,
  purpose: 'assist',
  model: 'better',
  sends: [
    ...sentMessages,
    sentTone,
    {
      field: 'occasion',
      what: { zh: '关怀的由头（同事写的）', en: 'the occasion, as the colleague wrote it' },
    },
  ],
  task: {
    zh: '替同事起草一条关怀消息，由头是 occasion，可以自然地提到对话里的事；两三句话，真诚，不推销；语气学 tone。text 是可以直接发的正文，cites 是提到的消息 id（没有就空）。',
    en: 'Draft a short message of care for the occasion; it may naturally pick up something from the conversation. Two or three sentences, sincere, selling nothing, in the tone of the messages in tone. text is ready to be sent, cites are the ids it picks up (empty if none).',
  },
  refuses: draftRefuses,
  facts: factsSchema,
  output: draftSchema,
  examples: [
    {
      language: 'zh',
      facts: {
        occasion: '客户新店开业一个月',
        messages: [
          { id: 'm1', from: 'customer', at: '2026-03-02 09:10', text: '新店终于开业了，忙得团团转' },
        ],
        tone: ['李姐，货到了您吱一声'],
      },
      output: {
        text: '李姐，新店开业一个月啦，忙坏了吧？设备用着有什么不顺手的您吱一声，我来安排。',
        cites: ['m1'],
      },
    },
    {
      language: 'en',
      facts: { occasion: 'a week after the delivery', messages: [], tone: ['Hi all, just checking in.'] },
      output: {
        text: 'Hi all, just checking in: is everything from the delivery working as it should? Tell me if anything is missing.',
        cites: [],
      },
    },
  ],
  mostTokens: () => 500,
  check: checkDraft,
};
