import type { StageKey } from '../stages/stage.ts';
import type { DigestMove, Shift } from './facts.ts';
import { type Listed, listed } from './listed.ts';

/** Stages in which a customer is at risk. */
export const riskStages: readonly StageKey[] = ['dormant', 'declining'];
const rising: readonly StageKey[] = ['prospect', 'new', 'growing'];

/** Returns whether a stage is one at risk. */
export const isAtRisk = (stage: StageKey): boolean => riskStages.includes(stage);

/** Recovered, or a step up at the beginning; growing on for long enough is no news. */
const isBetter = ({ from, to }: DigestMove): boolean =>
  (isAtRisk(from) && [...rising, 'mature'].includes(to)) ||
  (rising.indexOf(to) > rising.indexOf(from) && rising.includes(from));

type Ranked = {
  readonly value: number;
  readonly valueAtRisk: number;
  readonly churn: number;
  readonly name: string;
};

/** Orders by value at risk, then by chance to leave, then by name. */
export const worstFirst = (a: Ranked, b: Ranked): number =>
  b.valueAtRisk - a.valueAtRisk || b.churn - a.churn || a.name.localeCompare(b.name);

/** Orders by value, then by name: good news has no value at risk to be ordered by. */
export const dearestFirst = (a: Ranked, b: Ranked): number =>
  b.value - a.value || a.name.localeCompare(b.name);

/** Returns one move a customer: where they stood first and stand last; there and back again is none. Worst first. */
export const netMoves = (moves: readonly DigestMove[]): readonly DigestMove[] => {
  const net = new Map<number, DigestMove>();
  for (const move of [...moves].sort((a, b) => a.at - b.at)) {
    const before = net.get(move.customerId);
    net.set(move.customerId, before ? { ...move, from: before.from } : move);
  }
  return [...net.values()].filter((move) => move.from !== move.to).sort(worstFirst);
};

/** The net moves by what they mean. */
export type SortedMoves = {
  readonly atRisk: Listed<DigestMove>;
  readonly worse: Listed<DigestMove>;
  readonly churned: Listed<DigestMove>;
  readonly wonBack: Listed<DigestMove>;
  readonly better: Listed<DigestMove>;
};

/** Returns net moves by what they mean; growing on, and what a hand set otherwise, means nothing here. */
export const sortMoves = (moves: readonly DigestMove[]): SortedMoves => ({
  atRisk: listed(moves.filter(({ from, to }) => isAtRisk(to) && !isAtRisk(from))),
  worse: listed(moves.filter(({ from, to }) => isAtRisk(to) && isAtRisk(from))),
  churned: listed(moves.filter(({ to }) => to === 'churned')),
  wonBack: listed(moves.filter(({ to }) => to === 'won_back').sort(dearestFirst)),
  better: listed(moves.filter(isBetter).sort(dearestFirst)),
});

/** The chance to leave has to change by so much to be news. */
export const newsFrom = 0.15;

/** Returns who is likelier to leave than before and who less, of those who did not move; worst, and dearest, first. */
export const sortShifts = (
  shifts: readonly Shift[],
  moved: ReadonlySet<number>,
): { readonly likelier: Listed<Shift>; readonly lessLikely: Listed<Shift> } => {
  const stayed = shifts.filter(({ customerId, stage }) => !moved.has(customerId) && stage !== 'churned');
  // A hundredth of a point less than the limit is rounding.
  const by = (sign: 1 | -1): Shift[] =>
    stayed.filter(({ before, churn }) => sign * (churn - before) >= newsFrom - 1e-9);
  return {
    likelier: listed(by(1).sort(worstFirst)),
    lessLikely: listed(by(-1).sort(dearestFirst)),
  };
};
