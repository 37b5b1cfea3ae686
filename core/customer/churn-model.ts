import { type EstimateFactor, factorsOf, probabilityBy } from '../churn/estimate.ts';
import { writeRhythm } from '../churn/features.ts';
import type { ChurnModel } from '../churn/train.ts';
import { rhythmWords } from '../churn/words.ts';
import type { Scene } from './context.ts';
import type { CustomerState } from './state.ts';

/** The population that a customer is judged with: who has ordered, or who only talks. */
export const populationOf = (state: CustomerState): 'orders' | 'talk' =>
  state.orders.count > 0 ? 'orders' : 'talk';

const values = new Float64Array(rhythmWords.length);

/** The model in force for the customer, or null where the night could not learn one. */
const modelFor = (state: CustomerState, { policy }: Scene): ChurnModel | null => {
  const learnt = policy.models.churn[populationOf(state)];
  return learnt && 'model' in learnt ? learnt.model : null;
};

/** Writes the features of the state's latest active days and returns whether there are any. */
const writeFeatures = (state: CustomerState, at: number, model: ChurnModel, { zone }: Scene): boolean => {
  const { days } = state;
  if (days.length === 0) return false;
  writeRhythm(days, 0, days.length, zone.dayOf(at), model.window.horizonDays, values, 0);
  return true;
};

/**
 * Returns the learnt, calibrated probability in (0, 1) that the customer will be gone: silent in the window that begins
 * 14 days ahead (90 days for who orders, 30 for who only talks). Null where there is no model or no activity yet.
 */
export const modelProbability = (state: CustomerState, at: number, scene: Scene): number | null => {
  const model = modelFor(state, scene);
  return model && writeFeatures(state, at, model, scene) ? probabilityBy(model, values) : null;
};

/** Returns the estimate of {@link modelProbability} with its largest reasons and the model that made it, or null. */
export const modelEstimate = (
  state: CustomerState,
  at: number,
  scene: Scene,
): {
  readonly probability: number;
  readonly factors: readonly EstimateFactor[];
  readonly model: ChurnModel;
} | null => {
  const model = modelFor(state, scene);
  if (!model || !writeFeatures(state, at, model, scene)) return null;
  return { probability: probabilityBy(model, values), factors: factorsOf(rhythmWords, model, values), model };
};
