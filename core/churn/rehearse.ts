import { datesBefore } from './dates.ts';
import { learn, scoreOf } from './learn.ts';
import { type Judged, levelTo, logLoss } from './metrics.ts';
import { pickDates, type Sample } from './sample.ts';
import type { ChurnWindow } from './window.ts';

/** One past date predicted from earlier ones: logits with outcomes, and which rows are of active customers. */
export type Rehearsal = Judged & {
  readonly day: number;
  /** How much older the newest date learnt from was; lead + horizon or more makes the check strict. */
  readonly gapDays: number;
  readonly active: Uint8Array;
};

/** So many of the newest dates are predicted. */
const rehearsed = 3;

const isMixed = ({ outcomes }: { readonly outcomes: Uint8Array }): boolean =>
  outcomes.includes(0) && outcomes.includes(1);

/**
 * Predicts the newest dates of `sample`, each from dates before it alone, with each of `ridges`. Returns the rehearsals of
 * each ridge, newest date first; empty where history is too short for any.
 */
export const rehearse = (
  sample: Sample,
  window: ChurnWindow,
  ridges: readonly number[],
): readonly { readonly ridge: number; readonly rehearsals: readonly Rehearsal[] }[] => {
  const results = ridges.map((ridge) => ({ ridge, rehearsals: [] as Rehearsal[] }));
  for (let index = 0; index < Math.min(rehearsed, sample.groupCount); index++) {
    const { earlier, gapDays } = datesBefore(sample.dates, index, window);
    const past = pickDates(sample, earlier);
    const present = pickDates(sample, [index]);
    if (!isMixed(past) || !isMixed(present)) continue;
    for (const { ridge, rehearsals } of results) {
      const learnt = learn(past, ridge);
      const values = Float64Array.from({ length: present.size }, (_, row) =>
        scoreOf(learnt, present.values, row * present.width),
      );
      rehearsals.push({
        values,
        outcomes: present.outcomes,
        active: present.active,
        day: sample.dates[index] as number,
        gapDays,
      });
    }
  }
  return results;
};

/** Returns `judged` with all logits moved by one number so that their probabilities add up to the outcomes. */
export const centre = <Values extends Judged>(judged: Values): Values => {
  const level = levelTo(
    judged.values,
    judged.outcomes.reduce((sum, each) => sum + each, 0),
  );
  return { ...judged, values: judged.values.map((each) => each + level) };
};

const ofActive = ({ values, outcomes, active }: Rehearsal): Judged => ({
  values: values.filter((_, row) => active[row] === 1),
  outcomes: outcomes.filter((_, row) => active[row] === 1),
});

/**
 * Returns what is lost by these rehearsals, in nats: half the mean log loss of everyone and half that of active
 * customers, after each date's level was set right, so that it judges who is told from whom.
 */
export const lossOf = (rehearsals: readonly Rehearsal[]): number => {
  let loss = 0;
  for (const each of rehearsals) {
    const centred = centre(each);
    const active = ofActive(centred);
    loss += logLoss(centred) + (active.values.length > 0 ? logLoss(active) : 0);
  }
  return loss / (2 * Math.max(1, rehearsals.length));
};

/** Returns several dates' logits and outcomes as one. */
export const join = (parts: readonly Judged[]): Judged => {
  const size = parts.reduce((sum, { values }) => sum + values.length, 0);
  const joined = { values: new Float64Array(size), outcomes: new Uint8Array(size) };
  let at = 0;
  for (const { values, outcomes } of parts) {
    joined.values.set(values, at);
    joined.outcomes.set(outcomes, at);
    at += values.length;
  }
  return joined;
};
