import type { RuleTest } from '../rules/rule.ts';

/** How many of a rule's follow-ups were right, by those who were told: the share with its 95 % interval. */
export type Precision = {
  readonly judged: number;
  readonly wrong: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
  /** Enough were judged, and even the upper end of the interval says that most are wrong. */
  readonly mostlyWrong: boolean;
};

/** Fewer judgements than this say nothing about a rule. */
const fewest = 10;
const z = 1.959964;

/**
 * Returns the precision that `done` and `wrong` judgements show: done / (done + wrong) with the Wilson score interval of
 * 95 % (Wilson 1927). Undefined without a judgement.
 */
export const precisionOf = (done: number, wrong: number): Precision | undefined => {
  const judged = done + wrong;
  if (judged === 0) return undefined;
  const share = done / judged;
  const scale = 1 + z ** 2 / judged;
  const middle = (share + z ** 2 / (2 * judged)) / scale;
  const half = (z * Math.sqrt((share * (1 - share)) / judged + z ** 2 / (4 * judged ** 2))) / scale;
  const high = Math.min(1, middle + half);
  const low = Math.max(0, middle - half);
  return { judged, wrong, share, low, high, mostlyWrong: judged >= fewest && high < 0.5 };
};

type Stricter = { readonly key: string; readonly next: (value: number) => number };
const more = (key: string, by: number): Stricter => ({ key, next: (value) => value + by });
const half = (key: string): Stricter => ({ key, next: (value) => Math.ceil(value * 1.5) });

/** Which number of a test makes it say less often that something is to be done, and by how much. */
const stricter: Partial<Record<RuleTest['kind'], Stricter>> = {
  'below-own-mean': more('belowPercent', 10),
  'unbought-and-unopened': more('months', 1),
  'no-order': more('months', 1),
  complaints: more('count', 1),
  silence: half('days'),
  'no-reply': half('days'),
  unanswered: { key: 'businessMinutes', next: (value) => value * 2 },
  'missed-order': more('gapTimes', 0.5),
  'predicted-loss': more('percent', 10),
};

/** Returns one number of a test, a step stricter; undefined where the test has none such. */
export const stricterNumber = (
  test: RuleTest,
): { readonly key: string; readonly value: number } | undefined => {
  const change = stricter[test.kind];
  const value = change && (test as unknown as Readonly<Record<string, number>>)[change.key];
  return change && value !== undefined ? { key: change.key, value: change.next(value) } : undefined;
};
