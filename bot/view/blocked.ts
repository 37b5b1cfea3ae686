import { type Bilingual, type Language, pick } from '../../core/language.ts';
import type { AskBlock } from '../survey/ask.ts';

/** Why a message that nobody asked for was not sent, as it stands in a list. */
export const blockNames: Readonly<Record<AskBlock, Bilingual>> = {
  unreachable: { zh: '无法触达', en: 'cannot be reached' },
  'not-a-customer': { zh: '不是客户', en: 'no customer' },
  'opted-out': { zh: '已退订', en: 'opted out' },
  'no-consent': { zh: '没有同意', en: 'has not agreed' },
  'open-complaint': { zh: '有未处理的投诉', en: 'open complaint' },
  'open-question': { zh: '有未回答的提问', en: 'open question' },
  'falling-sentiment': { zh: '情绪走低', en: 'falling mood' },
  'person-cap': { zh: '近期已联系过', en: 'was written to lately' },
  'room-cap': { zh: '群里近期已发过', en: 'the room was written to lately' },
  'platform-quota': { zh: '平台配额用完', en: 'quota of the platform' },
  holiday: { zh: '节假日', en: 'public holiday' },
  'quiet-hours': { zh: '免打扰时段', en: 'quiet hours' },
  withdrawn: { zh: '已撤回', en: 'taken back' },
  undelivered: { zh: '平台未送达', en: 'refused by the platform' },
  'asked-recently': { zh: '近期已问过', en: 'was asked lately' },
  ended: { zh: '已结束', en: 'over' },
};

/** Returns why somebody gets no message now, in words; what was stored by another version as it is. */
export const showBlocked = (reason: string, language: Language): string =>
  Object.hasOwn(blockNames, reason) ? pick(blockNames[reason as AskBlock], language) : reason;

/** Returns the reasons with how many each concerns: "quiet hours 3, opted out 1". */
export const countBlocked = (blocked: readonly AskBlock[], language: Language): string =>
  [...Map.groupBy(blocked, (each) => each)]
    .map(([reason, all]) => `${showBlocked(reason, language)} ${all.length}`)
    .join(language === 'zh' ? '，' : ', ');
