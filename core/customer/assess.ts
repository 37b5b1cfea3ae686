import type { StageKey } from '../stages/stage.ts';
import type { Tier } from '../value/rfm.ts';
import { type Churn, churnAt } from './churn.ts';
import { type FoldContext, sceneAt } from './context.ts';
import { type Health, healthAt } from './health.ts';
import { sentimentAt } from './sentiment-mean.ts';
import type { CustomerState } from './state.ts';
import { type Rfm, rfmAt, type TierFinding, tierAt } from './tier.ts';
import { type Value, valueAt } from './value.ts';

/** Everything that is said about a customer at one time, with the factors that produced it. */
export type Assessment = {
  readonly at: number;
  readonly stage: StageKey;
  readonly health: Health;
  readonly sentiment: { readonly mean: number; readonly slope: number };
  readonly churn: Churn;
  readonly value: Value;
  /** What the customer should bring if they stay × churn probability, never below 0; 0 where a rule puts them last. */
  readonly valueAtRisk: number;
  /** The tier that is held, and what the last 12 months would earn; null before there are cut points. */
  readonly tier: Tier | null;
  readonly tierFinding: TierFinding | null;
  readonly rfm: Rfm | null;
};

/** Returns the assessment of `state` at `at` (epoch ms, not before `state.seenAt`). Pure. */
export const assess = (state: CustomerState, at: number, context: FoldContext): Assessment => {
  const scene = sceneAt(context, at);
  const churn = churnAt(state, at, scene);
  const value = valueAt(state, at, scene);
  const last = scene.rules.some((rule) => rule.lastInLine && state.warnings[rule.id]);
  return {
    at,
    stage: state.stage,
    health: healthAt(state, at, scene),
    sentiment: sentimentAt(state, at),
    churn,
    value,
    valueAtRisk: last ? 0 : Math.max(0, value.ifStays) * churn.probability,
    tier: state.tier,
    tierFinding: tierAt(state, at, scene),
    rfm: rfmAt(state, at, scene),
  };
};
