import type { Language } from '../../core/language.ts';
import type { CardBlock } from '../../core/messages.ts';
import { excerpt, money } from '../../core/words.ts';
import type { Zone } from '../../core/zone.ts';
import type { Evidence } from '../../db/interactions.ts';
import { showTime } from './time.ts';

const kinds: Readonly<Record<string, { zh: string; en: string }>> = {
  message: { zh: '消息', en: 'message' },
  edited: { zh: '编辑', en: 'edit' },
  recalled: { zh: '撤回', en: 'recall' },
  reaction: { zh: '表情', en: 'reaction' },
  joined: { zh: '进群', en: 'joined' },
  left: { zh: '退群', en: 'left' },
  present: { zh: '在群', en: 'in the room' },
  'peer-reply': { zh: '群友答复', en: 'answered by a peer' },
  order: { zh: '订单', en: 'order' },
  refund: { zh: '退款', en: 'refund' },
  complaint: { zh: '投诉', en: 'complaint' },
  visit: { zh: '拜访', en: 'visit' },
  note: { zh: '备注', en: 'note' },
  'stage-override': { zh: '人工调整阶段', en: 'stage set by hand' },
  'follow-up-done': { zh: '跟进完成', en: 'follow-up done' },
  'follow-up-wrong': { zh: '跟进标为误报', en: 'follow-up marked wrong' },
  'follow-up-snoozed': { zh: '跟进推迟', en: 'follow-up snoozed' },
  'promise-kept': { zh: '承诺已兑现', en: 'promise kept' },
  'contact-added': { zh: '添加联系人', en: 'contact added' },
  'contact-removed': { zh: '删除联系人', en: 'contact removed' },
};

/** Returns an interaction kind in words. */
export const showKind = (kind: string, language: Language): string => kinds[kind]?.[language] ?? kind;

/** Returns in one line what an interaction was: its words, for money its kind and amount before them. */
export const showEvidence = (evidence: Evidence, language: Language): string => {
  const { amount, currency } = (evidence.data ?? {}) as { amount?: unknown; currency?: unknown };
  const words = evidence.quote ? excerpt(evidence.quote) : '';
  if (typeof amount !== 'number') return words || showKind(evidence.kind, language);
  const sum = `${showKind(evidence.kind, language)} ${money(amount)} ${typeof currency === 'string' ? currency : 'CNY'}`;
  return words ? `${sum} · ${words}` : sum;
};

/** Returns an interaction as a quote block: its words, who and when. */
export const quoteBlock = (evidence: Evidence, zone: Zone, language: Language): CardBlock => ({
  kind: 'quote',
  text: showEvidence(evidence, language),
  source: [evidence.person, showTime(evidence.at, zone)].filter(Boolean).join(' · '),
});
