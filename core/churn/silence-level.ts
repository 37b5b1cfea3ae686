import { fitOrders } from '../value/fit-orders.ts';
import { toHistories } from '../value/history.ts';
import { defaultModel } from '../value/model.ts';
import { silenceProbability } from '../value/predict.ts';
import { type Activity, endOfPast } from './activity.ts';
import type { FeatureSet } from './features.ts';
import { type Learnt, scoreOf } from './learn.ts';
import { levelTo } from './metrics.ts';

/**
 * Returns by how many logits scores at day 0 would have to be moved to agree, on average, with a buy-till-you-die model
 * (MBG/NBD) of all active days until then on the chance of `horizonDays` of silence. It needs no outcomes, so it knows of
 * the days since the last outcome settled. Null where it cannot be fitted.
 */
export const silenceShift = (
  activity: Activity,
  set: FeatureSet,
  learnt: Learnt,
  horizonDays: number,
): number | null => {
  const { customers, begins, days } = activity;
  const scores = new Float64Array(customers.length);
  const values = new Float64Array(set.features.length);
  const histories = customers.map((_, i) => {
    set.write(i, 0, values, 0);
    scores[i] = scoreOf(learnt, values, 0);
    const [from, end] = [begins[i] as number, endOfPast(activity, i, 0)];
    const first = days[from] as number;
    return { x: end - from - 1, tx: (days[end - 1] as number) - first, T: -first };
  });
  const fit = fitOrders(defaultModel, toHistories(histories));
  if (fit.status === 'failed') return null;
  let silent = 0;
  for (const history of histories) {
    silent += silenceProbability(defaultModel, fit.parameters, history, horizonDays);
  }
  return levelTo(scores, silent);
};
