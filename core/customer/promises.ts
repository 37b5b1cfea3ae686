import { sharesMatter } from '../text/matter.ts';
import type { CustomerState } from './state.ts';

type Pending = { readonly key: string; readonly phrase?: string; readonly madeAt: number };

/** Those past their time, then the others, as they fall due: what is named by nobody is the first of them. */
const pendingOf = ({ promises, brokenPromises }: CustomerState): readonly Pending[] => [
  ...brokenPromises.map(({ madeAt = 0, ...promise }) => ({ ...promise, madeAt })),
  ...[...promises].sort(
    (a, b) => (a.dueAt ?? Number.POSITIVE_INFINITY) - (b.dueAt ?? Number.POSITIVE_INFINITY),
  ),
];

/** Takes promises out of a draft state. */
export const forgetPromises = (state: CustomerState, keys: readonly string[]): void => {
  state.promises = state.promises.filter((each) => !keys.includes(each.key));
  state.brokenPromises = state.brokenPromises.filter((each) => !keys.includes(each.key));
};

/**
 * Settles what a message of delivery is evidence for, among the promises that `may` be meant: all of them when it does not
 * say what was delivered or there is but one; else those that speak of the same matter; where none does, the first due.
 */
export const settlePromises = (
  state: CustomerState,
  delivery: string | undefined,
  may: (promise: Pending) => boolean,
): void => {
  const pending = pendingOf(state).filter(may);
  const [first] = pending;
  if (!first) return;
  const named =
    delivery === undefined
      ? pending
      : pending.filter(({ phrase }) => phrase !== undefined && sharesMatter(phrase, delivery));
  const meant = pending.length === 1 || named.length === 0 ? [first] : named;
  forgetPromises(
    state,
    meant.map((each) => each.key),
  );
};

/** Gives a promise another time, also one that is past its own. */
export const movePromise = (state: CustomerState, key: string, dueAt: number): void => {
  const open = state.promises.find((each) => each.key === key);
  const broken = state.brokenPromises.find((each) => each.key === key);
  if (!open && !broken) return;
  forgetPromises(state, [key]);
  const { phrase, madeAt } = open ?? { phrase: broken?.phrase ?? '', madeAt: broken?.madeAt ?? 0 };
  state.promises.push({ key, phrase, madeAt, dueAt });
};
