/** A text that was judged: what it is, and what was read in it. */
export type Judged = {
  readonly label: 'negative' | 'neutral' | 'positive';
  readonly score: number;
  readonly read: 'negative' | 'neutral' | 'positive';
};

/**
 * Returns the mean of the labels' F1, from 0 to 1. Where no text is neutral, a text counts as negative below a score of
 * 0 and as positive from there on; else by the label that was read.
 */
export const macroF1 = (judged: readonly Judged[]): number => {
  const three = judged.some(({ label }) => label === 'neutral');
  const readOf = ({ read, score }: Judged) => (three ? read : score < 0 ? 'negative' : 'positive');
  const labels = three ? (['negative', 'neutral', 'positive'] as const) : (['negative', 'positive'] as const);
  let sum = 0;
  for (const label of labels) {
    let hits = 0;
    let either = 0;
    for (const each of judged) {
      const isSo = each.label === label;
      const isRead = readOf(each) === label;
      if (isSo && isRead) hits += 1;
      either += Number(isSo) + Number(isRead);
    }
    sum += either > 0 ? (2 * hits) / either : 0;
  }
  return sum / labels.length;
};

/** Returns the chance that a positive text scores above a negative one, ties counting half (Mann and Whitney 1947). */
export const auc = (judged: readonly Judged[]): number => {
  const polar = judged.filter(({ label }) => label !== 'neutral').sort((a, b) => a.score - b.score);
  const positives = polar.filter(({ label }) => label === 'positive').length;
  let ranks = 0;
  for (let from = 0; from < polar.length; ) {
    let until = from;
    let here = 0;
    while (until < polar.length && polar[until]?.score === polar[from]?.score) {
      if (polar[until]?.label === 'positive') here += 1;
      until += 1;
    }
    ranks += (here * (from + 1 + until)) / 2;
    from = until;
  }
  return (ranks - (positives * (positives + 1)) / 2) / (positives * (polar.length - positives));
};
