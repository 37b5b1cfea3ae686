import { type Activity, endOfPast } from './activity.ts';
import { boundProbability } from './metrics.ts';
import type { ChurnWindow } from './window.ts';

/** An estimate from the own rhythm alone, with the numbers that it was made of. */
export type RecencyEstimate = {
  readonly probability: number;
  readonly silentDays: number;
  readonly gapDays: number;
  /** Chance of still being a customer, 0 to 1. */
  readonly alive: number;
};

/** A customer who is still there comes back within three usual gaps, half of the time or more often. */
const gapsToHalve = 3;

/**
 * Returns an estimate that learns from nobody's outcome, for histories too short for a model; null where the
 * customer was not seen by `day`. The usual gap g counts one gap of a third of the horizon besides the own ones:
 * g = (last − first + H/3) / n. Staying halves every 3 g of silence, and at least a third of the horizon; who stays is silent
 * for H days with chance (1 + H / (n g))^−n (a gamma mixture of Poisson rates, as in the NBD model). So
 * P = 1 − 2^(−silence / max(3 g, H/3)) × (1 − (1 + H / (n g))^−n), kept within [0.0001, 0.9999].
 */
export const estimateByRecency = (
  activity: Activity,
  i: number,
  day: number,
  { horizonDays }: ChurnWindow,
): RecencyEstimate | null => {
  const from = activity.begins[i] as number;
  const end = endOfPast(activity, i, day);
  if (end === from) return null;
  const last = activity.days[end - 1] as number;
  const count = end - from;
  const own = last - (activity.days[from] as number) + horizonDays / 3;
  const gapDays = own / count;
  const silentDays = day - last;
  const alive = 2 ** (-silentDays / Math.max(gapsToHalve * gapDays, horizonDays / 3));
  const silent = (1 + horizonDays / own) ** -count;
  return { probability: boundProbability(1 - alive * (1 - silent)), silentDays, gapDays, alive };
};
