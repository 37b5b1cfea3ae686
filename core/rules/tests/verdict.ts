import type { Calendar } from '../../calendar.ts';
import type { Scene } from '../../customer/context.ts';
import type { CustomerState, Mark } from '../../customer/state.ts';
import type { RuleTest } from '../rule.ts';

/**
 * What a test found. `nextAt` is the earliest time after which the answer may differ although nothing happens
 * (infinite when it never does). When it holds: the numbers for the sentence and the interactions to show.
 */
export type Verdict =
  | { readonly holds: false; readonly nextAt: number }
  | {
      readonly holds: true;
      readonly nextAt: number;
      readonly numbers: Readonly<Record<string, number>>;
      readonly evidence: readonly string[];
    };

/** The code that tests one kind of rule at a time (epoch ms). Pure; never throws. */
export type Test<Kind extends RuleTest['kind']> = (
  state: CustomerState,
  at: number,
  test: Extract<RuleTest, { kind: Kind }>,
  scene: Scene,
) => Verdict;

const never = Number.POSITIVE_INFINITY;

/** Returns that a rule does not hold, and when that may change by itself. */
export const no = (nextAt: number = never): Verdict => ({ holds: false, nextAt });

/** Returns that a rule holds, with the numbers, what shows it, and when that may change by itself. */
export const yes = (
  numbers: Readonly<Record<string, number>>,
  evidence: readonly string[],
  nextAt: number = never,
): Verdict => ({ holds: true, nextAt, numbers, evidence });

/** Returns the mark as evidence, none where there is no mark. */
export const evidenceOf = (mark: Mark | null): readonly string[] => (mark ? [mark.key] : []);

/** Returns a figure with one decimal, as it is told. */
export const round1 = (value: number): number => Math.round(value * 10) / 10;

/** Returns when so many months have passed since `at`: the same time of the same day of the month, or of its last. */
export const monthsAfter = (at: number, months: number, calendar: Calendar): number => {
  const month = calendar.monthOf(at);
  const intoMonth = at - calendar.startOfMonth(month);
  return Math.min(
    calendar.startOfMonth(month + months) + intoMonth,
    calendar.startOfMonth(month + months + 1),
  );
};
