import type { Bilingual } from '../language.ts';
import type { FoldContext } from './context.ts';
import { sentimentAt } from './sentiment-mean.ts';
import type { CustomerState } from './state.ts';

/** One thing that raised the churn estimate: `survival` is the factor by which it cut the chance of staying. */
export type ChurnFactor = {
  readonly key: string;
  readonly survival: number;
  readonly numbers: Readonly<Record<string, number>>;
  readonly because: Bilingual;
};

/** An estimate in [0,1] that the customer is leaving, with the factors whose survivals multiply to 1 − it. */
export type Churn = { readonly probability: number; readonly factors: readonly ChurnFactor[] };

/** How the estimate is made, in words, shown beside every figure. */
export const churnFormula: Bilingual = {
  zh: '1 − 各项留存系数之积；沉默按自身节奏（3 倍平均间隔，21–120 天）折半。为规则估计，尚未按结果校准。',
  en: '1 − the product of the factors below; silence halves the chance every 3 own mean gaps (21 to 120 days). A rule-based estimate, not yet calibrated on outcomes.',
};

/** Mean days between the customer's active days, or 14 while there are fewer than 4 of them. */
const ownGapDays = (state: CustomerState): number => {
  const first = state.days[0];
  const last = state.days.at(-1);
  if (first === undefined || last === undefined || state.days.length < 4) return 14;
  return (last - first) / (state.days.length - 1);
};

/**
 * Returns the churn estimate at `at`. Silence counts on the working calendar against the customer's own rhythm;
 * each rule that holds and a negative mood cut the chance of staying further.
 */
export const churnAt = (state: CustomerState, at: number, { calendar, rules }: FoldContext): Churn => {
  if (state.gone) {
    const because = {
      zh: '客户已离开所有群或删除了联系人。',
      en: 'The customer left every room or removed the contact.',
    };
    return { probability: 1, factors: [{ key: 'gone', survival: 0, numbers: {}, because }] };
  }
  const since = state.lastIn?.at ?? state.firstAt ?? at;
  const silent = calendar.silenceDays(since, at);
  const gap = ownGapDays(state);
  const halving = Math.min(120, Math.max(21, 3 * gap));
  const factors: ChurnFactor[] = [
    {
      key: 'silence',
      survival: 2 ** (-silent / halving),
      numbers: { silent: Math.floor(silent), halving: Math.round(halving), gap: Math.round(gap * 10) / 10 },
      because: {
        zh: '已沉默 {silent} 天；平均间隔 {gap} 天，每 {halving} 天减半。',
        en: 'Silent for {silent} days; usual gap {gap} days, the chance halves every {halving}.',
      },
    },
  ];
  for (const rule of rules) {
    if (!state.warnings[rule.id] || rule.risk === 0) continue;
    factors.push({ key: rule.id, survival: 1 - rule.risk, numbers: {}, because: rule.name });
  }
  const { mean } = sentimentAt(state, at);
  if (mean < -0.1) {
    factors.push({
      key: 'sentiment',
      survival: 1 + mean * 0.3,
      numbers: { mean: Math.round(mean * 100) / 100 },
      because: { zh: '情绪偏负面（{mean}）。', en: 'The mood is negative ({mean}).' },
    });
  }
  const survival = factors.reduce((product, factor) => product * factor.survival, 1);
  return { probability: Math.min(1, Math.max(0, 1 - survival)), factors };
};
