import type { CallAccuracy } from '../../core/churn/grading.ts';
import type { DigestContent } from '../../core/digest/content.ts';
import type { Language } from '../../core/language.ts';
import { percent } from '../../core/words.ts';
import { digestWords } from './digest-words.ts';

const show = (value: number | null): string => (value === null ? '–' : value.toFixed(3));
const share = (value: number | null): string => (value === null ? '–' : percent(value));

const words = {
  zh: {
    calls: (count: number, auc: number | null, brier: number | null) =>
      `近一年到期的流失预测 ${count} 条：Brier ${show(brier)}${auc === null ? '' : `，AUC ${show(auc)}`}。`,
    high: (count: number, precision: number | null, recall: number | null, lead: number | null) =>
      count === 0
        ? '其中没有 60% 及以上的预测。'
        : `其中 60% 及以上 ${count} 条，应验 ${share(precision)}；实际流失者中事先达到 60% 的占 ${share(recall)}${lead === null ? '' : `；提前量中位数 ${lead} 天`}。`,
  },
  en: {
    calls: (count: number, auc: number | null, brier: number | null) =>
      `Churn calls that came due in the last year: ${count}, Brier ${show(brier)}${auc === null ? '' : `, AUC ${show(auc)}`}.`,
    high: (count: number, precision: number | null, recall: number | null, lead: number | null) =>
      count === 0
        ? 'None of them said 60 % or more.'
        : `${count} said 60 % or more: ${share(precision)} of those were gone; ${share(recall)} of all who left had been called${lead === null ? '' : `; median lead ${lead} days`}.`,
  },
} as const;

/** Returns the lines that say how right the churn calls were. */
export const callLines = (calls: CallAccuracy, language: Language): readonly string[] => {
  const say = words[language];
  return [
    say.calls(calls.calls, calls.auc, calls.brier),
    say.high(calls.high, calls.precision, calls.recall, calls.leadDays),
  ];
};

/** Returns the lines that say how right the warnings of the past were; none while there is nothing to say. */
export const gradeLines = ({ grade, calls }: DigestContent, language: Language): readonly string[] => {
  const say = digestWords[language];
  const { lost, warned, warnedLost } = grade;
  return [
    ...(lost + warned === 0 ? [] : [say.recall(grade)]),
    ...(warned === 0 ? [] : [say.precision(warned, warnedLost)]),
    ...(calls ? callLines(calls, language) : []),
  ];
};
