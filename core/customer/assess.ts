import type { StageKey } from '../stages/stage.ts';
import { type Churn, churnAt } from './churn.ts';
import type { FoldContext } from './context.ts';
import { type Health, healthAt } from './health.ts';
import { sentimentAt } from './sentiment-mean.ts';
import type { CustomerState } from './state.ts';
import { historicValue, type Value } from './value.ts';

/** Everything that is said about a customer at one time, with the factors that produced it. */
export type Assessment = {
  readonly at: number;
  readonly stage: StageKey;
  readonly health: Health;
  readonly sentiment: { readonly mean: number; readonly slope: number };
  readonly churn: Churn;
  readonly value: Value;
  /** Value × churn probability, never below 0. */
  readonly valueAtRisk: number;
};

/** Returns the assessment of `state` at `at` (epoch ms, not before `state.seenAt`). Pure. */
export const assess = (state: CustomerState, at: number, context: FoldContext): Assessment => {
  const churn = churnAt(state, at, context);
  const value = historicValue(state);
  return {
    at,
    stage: state.stage,
    health: healthAt(state, at, context),
    sentiment: sentimentAt(state, at),
    churn,
    value,
    valueAtRisk: Math.max(0, value.amount) * churn.probability,
  };
};
