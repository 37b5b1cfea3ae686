/** What came back from those whom a broadcast reached. */
export type Reception = { readonly reached: number; readonly optOuts: number; readonly negatives: number };

/** One bad answer is chance; below this many nothing is stopped. */
export const leastBad = 2;

/**
 * Returns whether a broadcast stops by itself: at least two people opted out or answered angrily, and they are more than
 * `stopPercent` of those reached.
 */
export const isUnwelcome = ({ reached, optOuts, negatives }: Reception, stopPercent: number): boolean => {
  const bad = optOuts + negatives;
  return bad >= leastBad && bad * 100 > reached * stopPercent;
};
