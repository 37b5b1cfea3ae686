/** From this probability on a call says that the customer is leaving. */
export const calledFrom = 0.6;

/** Calls of one probability whose time has come: how many there were, and how many of those customers were gone. */
export type CallCount = { readonly probability: number; readonly count: number; readonly gone: number };

/** What was said and what happened in one tenth of the probabilities: `from` 0, 0.1 … 0.9. Shares in [0, 1]. */
export type Tenth = {
  readonly from: number;
  readonly calls: number;
  readonly predicted: number;
  readonly happened: number;
};

/** How right the calls were. Shares in [0, 1], null where nothing can be said. */
export type CallGrades = {
  readonly calls: number;
  readonly gone: number;
  /** Mean squared error of the probabilities (Brier 1950). */
  readonly brier: number | null;
  /** Chance that who left was given more than who stayed. */
  readonly auc: number | null;
  /** The tenths in which there were calls, ascending. */
  readonly tenths: readonly Tenth[];
  /** Calls of 60 % and more. */
  readonly high: number;
  /** Which share of those were gone. */
  readonly precision: number | null;
  /** Which share of the gone had been given 60 % and more. */
  readonly recall: number | null;
};

/** How right calls were, with the median days of lead of those of 60 % and more that came true. */
export type CallAccuracy = CallGrades & { readonly leadDays: number | null };

const share = (part: number, all: number): number | null => (all === 0 ? null : part / all);

/** The area under the ROC curve by ranks (Mann and Whitney), ties counting half. `sorted` ascending. */
const areaOf = (sorted: readonly CallCount[]): number | null => {
  let [gone, stayed, pairs] = [0, 0, 0];
  for (const each of sorted) {
    const staying = each.count - each.gone;
    pairs += each.gone * (stayed + staying / 2);
    gone += each.gone;
    stayed += staying;
  }
  return share(pairs, gone * stayed);
};

const tenthOf = (probability: number): number => Math.min(9, Math.floor(probability * 10 + 1e-9));

const tenthsOf = (counts: readonly CallCount[]): readonly Tenth[] => {
  const sums = Array.from({ length: 10 }, () => ({ calls: 0, predicted: 0, happened: 0 }));
  for (const { probability, count, gone } of counts) {
    const sum = sums[tenthOf(probability)] as (typeof sums)[number];
    sum.calls += count;
    sum.predicted += count * probability;
    sum.happened += gone;
  }
  return sums.flatMap(({ calls, predicted, happened }, index) =>
    calls === 0
      ? []
      : [{ from: index / 10, calls, predicted: predicted / calls, happened: happened / calls }],
  );
};

/** Returns how right calls were, from how many there were of each probability (in any order). */
export const gradeCalls = (counts: readonly CallCount[]): CallGrades => {
  const sorted = [...counts].sort((one, other) => one.probability - other.probability);
  let [calls, gone, error, high, highGone] = [0, 0, 0, 0, 0];
  for (const each of sorted) {
    calls += each.count;
    gone += each.gone;
    error += each.gone * (1 - each.probability) ** 2 + (each.count - each.gone) * each.probability ** 2;
    if (each.probability < calledFrom) continue;
    high += each.count;
    highGone += each.gone;
  }
  return {
    calls,
    gone,
    brier: share(error, calls),
    auc: areaOf(sorted),
    tenths: tenthsOf(sorted),
    high,
    precision: share(highGone, high),
    recall: share(highGone, gone),
  };
};
