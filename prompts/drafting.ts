import { z } from 'zod';
import type { Language } from '../core/language.ts';
import { givenIds, inLanguage, isGrounded } from './grounding.ts';
import type { Fault, SentField } from './prompt.ts';
import type { Said } from './said.ts';

/** Words for a customer, as a model drafts them; a person reads, changes and sends them. */
export const draftSchema = z.object({ text: z.string().min(1).max(2000), cites: z.array(z.string()).max(8) });
export type DraftOutput = z.infer<typeof draftSchema>;

/** How the one who will send it writes: some of their own latest messages. */
export const toneSchema = z.array(z.string().max(500)).max(8);

export const sentTone: SentField = {
  field: 'tone[]',
  what: {
    zh: '写这条消息的同事自己最近的几条消息（已隐去个人信息）',
    en: 'some latest messages of the colleague who will send it, masked',
  },
};

/** Words that are ours alone and stand in nothing that a customer reads. */
const internal =
  /健康分|流失风险|流失概率|风险价值|情绪分|客户等级|挽回名单|提示词|系统提示|churn|health score|at[- ]risk|value at risk|sentiment score|segment|system prompt|as an ai|language model|作为(?:一个)?(?:AI|人工智能|语言模型)/i;
/** A gap that somebody would have to fill in. */
const gap =
  /\{[^}]{0,40}\}|\[(?!(?:PHONE|ID|CARD|EMAIL|ADDRESS)_\d)[^\]]{0,40}\]|【[^】]{0,40}】|<[a-z ]{2,40}>|XXX/i;

/** Returns the draft where it is fit to be shown to the colleague, else the fault. */
export const checkDraft = (
  output: DraftOutput,
  facts: { readonly messages: readonly Said[] },
  language: Language,
): DraftOutput | Fault => {
  const { text } = output;
  const wrong = inLanguage(text, language) ?? isGrounded(text, facts);
  if (wrong) return wrong;
  if (internal.test(text)) return { fault: 'ungrounded', detail: 'it has words in it that are ours alone' };
  if (gap.test(text)) return { fault: 'malformed', detail: 'it has gaps to fill in' };
  return { text: text.trim(), cites: [...givenIds(output.cites, facts.messages)] };
};

/** What no draft does. */
export const draftRefuses = {
  zh: '许诺折扣、赔偿、日期或结果，除非资料里我方已经答应；提到分数、阶段、风险或内部安排；提到别的客户；留下要填的空。',
  en: 'promise discounts, compensation, dates or results unless our side has already done so in the data; mention scores, stages, risk or internal matters; mention other customers; leave gaps to fill in.',
};
