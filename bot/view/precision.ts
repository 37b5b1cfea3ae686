import { type Precision, precisionOf } from '../../core/follow-ups/precision.ts';
import type { Language } from '../../core/language.ts';
import { percent } from '../../core/words.ts';
import type { Judgements } from '../../db/precision.ts';

/** Judgements are looked at so far back. */
export const judgedDays = 180;

/** Returns the precision over all these judgements, undefined when there is none. */
export const precisionIn = (judgements: readonly Judgements[]): Precision | undefined =>
  precisionOf(
    judgements.reduce((sum, each) => sum + each.done, 0),
    judgements.reduce((sum, each) => sum + each.wrong, 0),
  );

/** Returns a precision in words: how many were judged, how many wrong, the share that was right with its interval. */
export const showPrecision = ({ judged, wrong, share, low, high }: Precision, language: Language): string =>
  language === 'zh'
    ? `评判 ${judged} 次，误报 ${wrong} 次，准确率 ${percent(share)}（95% 区间 ${percent(low)}–${percent(high)}）`
    : `${judged} judged, ${wrong} wrong, precision ${percent(share)} (95 % interval ${percent(low)}–${percent(high)})`;
