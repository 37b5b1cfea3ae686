import type { StageKey } from '../stages/stage.ts';
import { careNews } from './care.ts';
import type { DigestFacts, DigestMove, Shift } from './facts.ts';
import { type Grade, gradeWarnings } from './grade.ts';
import type { Listed } from './listed.ts';
import { netMoves, type SortedMoves, sortMoves, sortShifts } from './moves.ts';

/** How many customers went from one stage to another. */
export type Flow = { readonly from: StageKey; readonly to: StageKey; readonly count: number };

/** What the managers read: only what changed, worst first by value at risk. */
export type DigestContent = Omit<DigestFacts, 'moves' | 'shifts' | 'history'> &
  SortedMoves & {
    /** Who did not move, and is likelier to leave than before, or less likely. */
    readonly likelier: Listed<Shift>;
    readonly lessLikely: Listed<Shift>;
    readonly flow: readonly Flow[];
    readonly grade: Grade;
    /** True when nothing changed: the digest is one line. */
    readonly empty: boolean;
  };

const flowOf = (moves: readonly DigestMove[]): readonly Flow[] => {
  const flows = new Map<string, Flow>();
  for (const { from, to } of moves) {
    const key = `${from}>${to}`;
    flows.set(key, { from, to, count: (flows.get(key)?.count ?? 0) + 1 });
  }
  return [...flows.values()].sort((a, b) => b.count - a.count || (a.from + a.to < b.from + b.to ? -1 : 1));
};

/** Returns the digest's content. Pure: the same facts always give the same digest. */
export const composeDigest = (facts: DigestFacts): DigestContent => {
  const { moves: all, shifts, history, care: done, ...others } = facts;
  const care = done && careNews(done);
  const moves = netMoves(all);
  const { likelier, lessLikely } = sortShifts(shifts, new Set(moves.map(({ customerId }) => customerId)));
  const overdue = facts.overdue.filter((each) => each.followUps + each.promises > 0);
  const communities = facts.communities.filter(
    (each) => each.messages + each.joined + each.left + each.unanswered + each.events.length > 0,
  );
  const { retention } = facts;
  const isQuiet =
    moves.length + likelier.count + lessLikely.count + overdue.length + communities.length === 0 &&
    facts.complaints.count === 0 &&
    facts.replies.late === 0 &&
    facts.surveys.kinds.length === 0 &&
    !care;
  return {
    ...others,
    ...(care ? { care } : {}),
    ...sortMoves(moves),
    likelier,
    lessLikely,
    flow: flowOf(moves),
    overdue: overdue.sort((a, b) => b.followUps + b.promises - (a.followUps + a.promises)),
    complaints: {
      count: facts.complaints.count,
      latest: [...facts.complaints.latest].sort((a, b) => Number(b.open) - Number(a.open) || a.at - b.at),
    },
    communities: communities.sort((a, b) => b.messages - a.messages),
    grade: gradeWarnings(history, facts.at),
    empty: isQuiet && (!retention || retention.before + retention.fresh + retention.back === 0),
  };
};
