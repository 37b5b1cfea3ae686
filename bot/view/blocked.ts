import { type Bilingual, type Language, pick } from '../../core/language.ts';
import type { AskBlock } from '../survey/ask.ts';

const reasons: Readonly<Record<AskBlock, Bilingual>> = {
  unreachable: { zh: '联系不上', en: 'cannot be reached' },
  'not-a-customer': { zh: '不是客户', en: 'no customer' },
  'opted-out': { zh: '已退订', en: 'opted out' },
  'no-consent': { zh: '未同意接收', en: 'no consent' },
  'open-complaint': { zh: '有未处理的投诉', en: 'open complaint' },
  'open-question': { zh: '有问题待答复', en: 'open question' },
  'falling-sentiment': { zh: '情绪下滑', en: 'falling sentiment' },
  'person-cap': { zh: '个人触达上限', en: "the person's contact budget" },
  'room-cap': { zh: '群触达上限', en: "the room's contact budget" },
  'platform-quota': { zh: '平台配额', en: 'the platform’s quota' },
  holiday: { zh: '节假日', en: 'holiday' },
  'quiet-hours': { zh: '免打扰时间', en: 'quiet hours' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
  undelivered: { zh: '未能送达', en: 'not delivered' },
  'asked-recently': { zh: '近期已问过', en: 'asked recently' },
  ended: { zh: '已结束', en: 'over' },
};

/** Returns why somebody gets no message now, in words. */
export const showBlocked = (reason: AskBlock, language: Language): string => pick(reasons[reason], language);

/** Returns the reasons with how many each concerns: "quiet hours 3, opted out 1". */
export const countBlocked = (blocked: readonly AskBlock[], language: Language): string =>
  [...Map.groupBy(blocked, (each) => each)]
    .map(([reason, all]) => `${showBlocked(reason, language)} ${all.length}`)
    .join(language === 'zh' ? '，' : ', ');
