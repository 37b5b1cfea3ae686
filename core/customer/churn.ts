import { shortageWords } from '../churn/words.ts';
import type { Bilingual } from '../language.ts';
import type { ReasonClass } from '../text/churn-reason.ts';
import { modelEstimate, modelProbability, populationOf } from './churn-model.ts';
import type { Scene } from './context.ts';
import { silenceAt } from './own-rhythm.ts';
import { sentimentAt } from './sentiment-mean.ts';
import type { CustomerState } from './state.ts';

/**
 * One reason for the estimate. By rules, `survival` is the factor by which it cut the chance of staying; by a model,
 * `points` are logits against the average customer (above 0 speaks for leaving).
 */
export type ChurnFactor = {
  readonly key: string;
  readonly survival?: number;
  readonly points?: number;
  readonly numbers: Readonly<Record<string, number>>;
  readonly because: Bilingual;
};

/** A reason for leaving that the customer named, most often named first, with the messages that say so. */
export type NamedReason = { readonly reason: ReasonClass; readonly evidence: readonly string[] };

/** An estimate in [0,1] that the customer is leaving, how it was made, and why. */
export type Churn = {
  readonly probability: number;
  readonly method: 'gone' | 'model' | 'rules';
  readonly factors: readonly ChurnFactor[];
  readonly reasons: readonly NamedReason[];
  /** How it was made, in words, shown beside every figure. */
  readonly formula: Bilingual;
};

const ruleFormula: Bilingual = {
  zh: '1 − 各项留存系数之积；沉默按自身节奏（3 倍通常间隔，21–120 天）折半。为规则估计，尚未按结果校准',
  en: '1 − the product of the factors below; silence halves the chance every 3 usual gaps (21 to 120 days). A rule-based estimate, not calibrated on outcomes',
};

const because = {
  gone: {
    zh: '客户已离开所有群、删除了联系人或终止了合同。',
    en: 'The customer left every room, removed the contact or ended the contract.',
  },
  own: {
    zh: '已沉默 {silent} 天；通常间隔 {gap} 天，每 {halving} 天减半。',
    en: 'Silent for {silent} days; usual gap {gap} days, the chance halves every {halving}.',
  },
  usual: {
    zh: '已沉默 {silent} 天；历史尚短，按同类客户的间隔 {gap} 天，每 {halving} 天减半。',
    en: 'Silent for {silent} days; too little history, so the gap of such customers, {gap} days, stands in; the chance halves every {halving}.',
  },
  mood: { zh: '情绪偏负面（{mean}）。', en: 'The mood is negative ({mean}).' },
} satisfies Record<string, Bilingual>;

const ruleFactors = (state: CustomerState, at: number, scene: Scene): readonly ChurnFactor[] => {
  const { silentDays, halvingDays, survival, rhythm } = silenceAt(state, at, scene);
  const { gapDays, own } = rhythm;
  const factors: ChurnFactor[] = [
    {
      key: 'silence',
      survival,
      numbers: {
        silent: Math.floor(silentDays),
        halving: Math.round(halvingDays),
        gap: Math.round(gapDays * 10) / 10,
      },
      because: own ? because.own : because.usual,
    },
  ];
  for (const rule of scene.rules) {
    if (!state.warnings[rule.id] || rule.risk === 0) continue;
    factors.push({ key: rule.id, survival: 1 - rule.risk, numbers: {}, because: rule.name });
  }
  const { mean } = sentimentAt(state, at);
  if (mean < -0.1) {
    const numbers = { mean: Math.round(mean * 100) / 100 };
    factors.push({ key: 'sentiment', survival: 1 + mean * 0.3, numbers, because: because.mood });
  }
  return factors;
};

const productOf = (factors: readonly ChurnFactor[]): number => {
  const survival = factors.reduce((product, factor) => product * (factor.survival as number), 1);
  return Math.min(1, Math.max(0, 1 - survival));
};

/** Returns the probability of {@link churnAt} alone: what the fold asks for at every step. */
export const churnProbabilityAt = (state: CustomerState, at: number, scene: Scene): number => {
  if (state.gone) return 1;
  return modelProbability(state, at, scene) ?? productOf(ruleFactors(state, at, scene));
};

const namedReasons = (state: CustomerState): readonly NamedReason[] =>
  [...Map.groupBy(state.reasons, (each) => each.reason)]
    .map(([reason, marks]) => ({ reason, evidence: marks.map((each) => each.key) }))
    .sort((one, other) => other.evidence.length - one.evidence.length);

const modelFormula = ({
  window,
  check,
  rows,
}: NonNullable<ReturnType<typeof modelEstimate>>['model']): Bilingual => {
  const { leadDays, horizonDays } = window;
  const auc = check?.auc?.toFixed(2);
  const zhCheck = auc === undefined ? '' : `；最近一次回测 AUC ${auc}`;
  const enCheck = auc === undefined ? '' : `; AUC ${auc} at the last past date it was checked on`;
  return {
    zh: `${leadDays} 天后起 ${horizonDays} 天内毫无音讯的概率；由本公司 ${rows} 条历史学得并校准${zhCheck}`,
    en: `chance of no word at all in the ${horizonDays} days that begin ${leadDays} days from now, learnt from ${rows} cases of this company and calibrated${enCheck}`,
  };
};

const whyRules = (state: CustomerState, { policy }: Scene): Bilingual => {
  const learnt = policy.models.churn[populationOf(state)];
  if (!learnt || !('shortage' in learnt)) return ruleFormula;
  const why = shortageWords[learnt.shortage];
  return { zh: `${ruleFormula.zh}（${why.zh}）`, en: `${ruleFormula.en} (${why.en})` };
};

/**
 * Returns the churn estimate at `at`. Where the nights have learnt a model of the company's own outcomes it speaks;
 * before that silence counts on the working calendar against the customer's own rhythm, and each rule that holds and a
 * negative mood cut the chance of staying further. Who has left is gone.
 */
export const churnAt = (state: CustomerState, at: number, scene: Scene): Churn => {
  const reasons = namedReasons(state);
  if (state.gone) {
    const factor = { key: 'gone', survival: 0, numbers: {}, because: because.gone };
    return { probability: 1, method: 'gone', factors: [factor], reasons, formula: because.gone };
  }
  const learnt = modelEstimate(state, at, scene);
  if (!learnt) {
    const factors = ruleFactors(state, at, scene);
    return {
      probability: productOf(factors),
      method: 'rules',
      factors,
      reasons,
      formula: whyRules(state, scene),
    };
  }
  const factors = learnt.factors.map((each) => ({ ...each, numbers: {} }));
  const { probability, model } = learnt;
  return { probability, method: 'model', factors, reasons, formula: modelFormula(model) };
};
