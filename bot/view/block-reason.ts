import type { BlockReason } from '../../core/care/decide-contact.ts';
import { type Bilingual, type Language, pick } from '../../core/language.ts';

const reasons: Readonly<Record<BlockReason, Bilingual>> = {
  unreachable: { zh: '联系不上', en: 'cannot be reached' },
  'not-a-customer': { zh: '不是客户', en: 'no customer' },
  'opted-out': { zh: '已退订', en: 'opted out' },
  'no-consent': { zh: '未同意接收', en: 'has not agreed' },
  'open-complaint': { zh: '投诉未了', en: 'open complaint' },
  'open-question': { zh: '有问题待回答', en: 'a question waits for an answer' },
  'falling-sentiment': { zh: '情绪下滑', en: 'mood is falling' },
  'person-cap': { zh: '近期已联系过', en: 'was written to lately' },
  'room-cap': { zh: '群里近期已发过', en: 'the room was written to lately' },
  'platform-quota': { zh: '平台配额用完', en: 'quota of the platform' },
  holiday: { zh: '节假日', en: 'public holiday' },
  'quiet-hours': { zh: '免打扰时段', en: 'quiet hours' },
  withdrawn: { zh: '已撤回', en: 'taken back' },
  undelivered: { zh: '平台未送达', en: 'refused by the platform' },
};

/** Returns why a message was not sent, in words. */
export const showReason = (reason: string, language: Language): string =>
  Object.hasOwn(reasons, reason) ? pick(reasons[reason as BlockReason], language) : reason;
