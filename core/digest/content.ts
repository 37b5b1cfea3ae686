import type { CallAccuracy } from '../churn/grading.ts';
import type { StageKey } from '../stages/stage.ts';
import { type Grade, type GradedMove, gradeWarnings } from './grade.ts';
import type { MonthReview } from './month.ts';

/** A stage move in the digest's window, with the figures that it had then. */
export type DigestMove = {
  readonly customerId: number;
  readonly name: string;
  readonly owner: string | null;
  readonly at: number;
  readonly from: StageKey;
  readonly to: StageKey;
  readonly rule: string;
  readonly numbers: Readonly<Record<string, number>>;
  readonly churn: number;
  readonly valueAtRisk: number;
};

/** What is late, by owner. */
export type Overdue = { readonly owner: string; readonly followUps: number; readonly promises: number };

/** A complaint in the window. */
export type DigestComplaint = {
  readonly customerId: number;
  readonly name: string;
  readonly at: number;
  readonly quote: string;
};

/** A community's day. */
export type CommunityDay = {
  readonly name: string;
  readonly messages: number;
  readonly people: number;
  readonly joined: number;
  readonly left: number;
  readonly unanswered: number;
};

/** Questions of customers in the window: how many, and how many waited longer than R3 allows. */
export type ReplyTimes = { readonly questions: number; readonly late: number };

/** What a language model was used for in a day. Cost is in the money of its prices, 0 where none are known. */
export type ModelDay = {
  readonly calls: number;
  readonly failed: number;
  readonly tokens: number;
  readonly cost: number;
  readonly medianMs: number | null;
};

/** What the digest is made from; lists in any order. */
export type DigestFacts = {
  readonly from: number;
  readonly at: number;
  readonly moves: readonly DigestMove[];
  readonly overdue: readonly Overdue[];
  readonly complaints: readonly DigestComplaint[];
  readonly communities: readonly CommunityDay[];
  readonly replies: ReplyTimes;
  /** Every stage move until `at`, in order of time, to grade the past. */
  readonly history: readonly GradedMove[];
  /** How right the churn calls of the last year were; left out while none has been graded. */
  readonly calls?: CallAccuracy;
  /** Left out while no model is used. */
  readonly models?: ModelDay;
  /** What the first working digest of a month tells besides. */
  readonly month?: MonthReview;
};

/** What the managers read: only what changed, worst first by value at risk. */
export type DigestContent = Omit<DigestFacts, 'moves' | 'history'> & {
  readonly atRisk: readonly DigestMove[];
  readonly churned: readonly DigestMove[];
  readonly wonBack: readonly DigestMove[];
  readonly better: readonly DigestMove[];
  readonly flow: readonly { readonly from: StageKey; readonly to: StageKey; readonly count: number }[];
  readonly grade: Grade;
  /** True when nothing changed: the digest is one line. */
  readonly empty: boolean;
};

const worse: readonly StageKey[] = ['dormant', 'declining'];
const rising: readonly StageKey[] = ['prospect', 'new', 'growing'];

/** Recovered, or a step up at the beginning; growing on for long enough is no news. */
const isBetter = ({ from, to }: DigestMove): boolean =>
  (worse.includes(from) && [...rising, 'mature'].includes(to)) ||
  (rising.indexOf(to) > rising.indexOf(from) && rising.includes(from));
const worstFirst = (a: DigestMove, b: DigestMove): number =>
  b.valueAtRisk - a.valueAtRisk || b.churn - a.churn || a.name.localeCompare(b.name);

/** One entry a customer: where they stood first and stand last in the window. */
const netMoves = (moves: readonly DigestMove[]): readonly DigestMove[] => {
  const net = new Map<number, DigestMove>();
  for (const move of [...moves].sort((a, b) => a.at - b.at)) {
    const before = net.get(move.customerId);
    net.set(move.customerId, before ? { ...move, from: before.from } : move);
  }
  return [...net.values()].filter((move) => move.from !== move.to).sort(worstFirst);
};

/** Returns the digest's content. Pure: the same facts always give the same digest. */
export const composeDigest = (facts: DigestFacts): DigestContent => {
  const moves = netMoves(facts.moves);
  const flows = new Map<string, { from: StageKey; to: StageKey; count: number }>();
  for (const move of moves) {
    const key = `${move.from}>${move.to}`;
    flows.set(key, { from: move.from, to: move.to, count: (flows.get(key)?.count ?? 0) + 1 });
  }
  const { from, at, overdue, complaints, communities, replies, calls, month, models } = facts;
  const late = [...overdue].filter((each) => each.followUps + each.promises > 0);
  const active = communities.filter((each) => each.messages + each.joined + each.left + each.unanswered > 0);
  return {
    from,
    at,
    atRisk: moves.filter((move) => worse.includes(move.to)),
    churned: moves.filter((move) => move.to === 'churned'),
    wonBack: moves.filter((move) => move.to === 'won_back'),
    better: moves.filter(isBetter),
    flow: [...flows.values()].sort((a, b) => b.count - a.count),
    overdue: late.sort((a, b) => b.followUps + b.promises - (a.followUps + a.promises)),
    complaints: [...complaints].sort((a, b) => a.at - b.at),
    communities: [...active].sort((a, b) => b.messages - a.messages),
    replies,
    grade: gradeWarnings(facts.history, at),
    ...(calls ? { calls } : {}),
    ...(month ? { month } : {}),
    ...(models ? { models } : {}),
    empty:
      month === undefined &&
      replies.late === 0 &&
      moves.length === 0 &&
      late.length === 0 &&
      complaints.length === 0 &&
      active.length === 0,
  };
};
