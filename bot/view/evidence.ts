import type { Bilingual, Language } from '../../core/language.ts';
import type { CardBlock } from '../../core/messages.ts';
import { excerpt, grouped } from '../../core/words.ts';
import type { Evidence } from '../../db/interactions.ts';
import type { Company } from '../ingest/context.ts';
import { showDate, showTime } from './time.ts';

const kinds: Readonly<Record<string, { zh: string; en: string }>> = {
  message: { zh: '消息', en: 'message' },
  edited: { zh: '编辑', en: 'edit' },
  recalled: { zh: '撤回', en: 'recall' },
  'sentiment-correction': { zh: '情绪更正', en: 'mood corrected' },
  'model-reading': { zh: '模型读情绪', en: 'read by the model' },
  withdrawn: { zh: '撤销', en: 'taken back' },
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
  call: { zh: '通话', en: 'call' },
  'renewal-due': { zh: '到期', en: 'runs out' },
  'contract-ended': { zh: '合同终止', en: 'contract ended' },
  'survey-answer': { zh: '问卷', en: 'survey answer' },
  rsvp: { zh: '活动报名', en: 'event answer' },
  attended: { zh: '参加活动', en: 'event attended' },
  voted: { zh: '投票', en: 'voted' },
  'product-use': { zh: '产品使用', en: 'product use' },
  'campaign-sent': { zh: '推送', en: 'mailing sent' },
  'campaign-opened': { zh: '打开推送', en: 'mailing opened' },
  'campaign-replied': { zh: '回复推送', en: 'mailing answered' },
  'coupon-issued': { zh: '发券', en: 'coupon issued' },
  'coupon-redeemed': { zh: '用券', en: 'coupon redeemed' },
  referral: { zh: '转介绍', en: 'referral' },
  'stage-override': { zh: '人工调整阶段', en: 'stage set by hand' },
  'follow-up-asked': { zh: '剧本提醒', en: 'asked by a playbook' },
  'follow-up-done': { zh: '跟进完成', en: 'follow-up done' },
  'follow-up-wrong': { zh: '跟进标为误报', en: 'follow-up marked wrong' },
  'follow-up-snoozed': { zh: '跟进推迟', en: 'follow-up snoozed' },
  'promise-kept': { zh: '承诺已兑现', en: 'promise kept' },
  'promise-dropped': { zh: '承诺取消', en: 'promise dropped' },
  'promise-moved': { zh: '承诺改期', en: 'promise moved' },
  'promise-noted': { zh: '补记承诺', en: 'promise noted' },
  'questions-settled': { zh: '提问已在别处答复', en: 'questions answered elsewhere' },
  'contact-added': { zh: '添加联系人', en: 'contact added' },
  'contact-removed': { zh: '删除联系人', en: 'contact removed' },
};

/** Returns an interaction kind in words. */
export const showKind = (kind: string, language: Language): string => kinds[kind]?.[language] ?? kind;

/** What an interaction is shown by. */
type Shown = Pick<Company, 'zone' | 'currency'>;

type Details = {
  readonly amount?: unknown;
  readonly currency?: unknown;
  readonly dueAt?: unknown;
  readonly what?: unknown;
  readonly satisfaction?: unknown;
  readonly survey?: unknown;
  readonly times?: unknown;
  readonly minutes?: unknown;
  readonly campaign?: unknown;
  readonly coupon?: unknown;
};

/** What the data of an interaction that is no message says: an amount, a date, a score. */
const detailsOf = (data: Details, company: Shown, language: Language): string | undefined => {
  const { amount, currency, dueAt, what, satisfaction, survey, times, minutes, campaign, coupon } = data;
  if (typeof amount === 'number')
    return `${grouped(amount)} ${typeof currency === 'string' ? currency : company.currency}`;
  const zh = language === 'zh';
  const said = [
    typeof dueAt === 'number' ? showDate(dueAt, company.zone) : undefined,
    typeof satisfaction === 'number' ? `${Math.round(satisfaction)}/100` : undefined,
    typeof times === 'number' ? (zh ? `${times} 次` : `${times} times`) : undefined,
    typeof minutes === 'number' ? (zh ? `${minutes} 分钟` : `${minutes} min`) : undefined,
    ...[what, survey, campaign, coupon].map((each) =>
      typeof each === 'string' ? excerpt(each, 60) : undefined,
    ),
  ].filter((each) => each !== undefined);
  return said.length > 0 ? said.join(' · ') : undefined;
};

/** Returns what a playbook asks to be done, in its own words; undefined for any other interaction. */
export const askedText = ({ kind, data }: Evidence, language: Language): string | undefined =>
  kind === 'follow-up-asked' ? (data as { readonly text?: Bilingual } | null)?.text?.[language] : undefined;

/** Returns in one line what an interaction was: its words; before them its kind where there is more to say. */
export const showEvidence = (evidence: Evidence, company: Shown, language: Language): string => {
  const said = askedText(evidence, language) ?? evidence.quote;
  const words = said ? excerpt(said) : '';
  const details = detailsOf((evidence.data ?? {}) as Details, company, language);
  const kind = showKind(evidence.kind, language);
  if (details === undefined) return words || kind;
  return words ? `${kind} ${details} · ${words}` : `${kind} ${details}`;
};

/** Returns an interaction as a quote block: its words, who and when. */
export const quoteBlock = (evidence: Evidence, company: Shown, language: Language): CardBlock => ({
  kind: 'quote',
  text: showEvidence(evidence, company, language),
  source: [evidence.person, showTime(evidence.at, company.zone)].filter(Boolean).join(' · '),
});
