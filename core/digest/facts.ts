import type { CallAccuracy } from '../churn/grading.ts';
import type { StageKey } from '../stages/stage.ts';
import type { CareDone } from './care.ts';
import type { Cohort, Retention } from './cohorts.ts';
import type { Edition } from './edition.ts';
import type { GradedMove } from './grade.ts';
import type { PortfolioReview } from './review.ts';
import type { SurveyAnswers } from './surveys.ts';

/** A customer as a digest names them. */
type Named = { readonly customerId: number; readonly name: string; readonly owner: string | null };

/** A stage move in the digest's time, with the figures that it had then. */
export type DigestMove = Named & {
  readonly at: number;
  readonly from: StageKey;
  readonly to: StageKey;
  readonly rule: string;
  readonly numbers: Readonly<Record<string, number>>;
  readonly churn: number;
  readonly value: number;
  readonly valueAtRisk: number;
};

/** A customer in the same stage as before whose chance to leave is another: `before` and `churn`, 0 to 1. */
export type Shift = Named & {
  readonly at: number;
  readonly stage: StageKey;
  readonly before: number;
  readonly churn: number;
  readonly value: number;
  readonly valueAtRisk: number;
};

/** What is late, by owner. */
export type Overdue = {
  readonly owner: string | null;
  readonly followUps: number;
  readonly promises: number;
};

/** A follow-up past its due time, of those with the most at stake. */
export type OverdueFollowUp = Named & { readonly id: number; readonly rule: string; readonly dueAt: number };

/** A complaint; `open` while nobody of ours has written or called since. */
export type DigestComplaint = Named & {
  readonly at: number;
  readonly quote: string;
  readonly open: boolean;
};

/** A question in a community that nobody has answered. */
export type CommunityQuestion = { readonly person: string; readonly at: number; readonly text: string };

/** An event of a community: `guests` said that they come, `waiting` have no place, `came` were seen there. */
export type CommunityHappening = {
  readonly title: string;
  readonly startsAt: number;
  readonly over: boolean;
  readonly guests: number;
  readonly waiting: number;
  readonly came: number;
};

/** How a community did; `leavers` are the names of some who left, `questions` the oldest of those unanswered. */
export type CommunityDay = {
  readonly name: string;
  readonly messages: number;
  readonly people: number;
  readonly joined: number;
  readonly left: number;
  readonly leavers: readonly string[];
  readonly unanswered: number;
  readonly questions: readonly CommunityQuestion[];
  readonly events: readonly CommunityHappening[];
};

/** A question of a customer, and when somebody of ours wrote or called next; null when nobody has yet. */
export type AskedQuestion = {
  readonly customerId: number;
  readonly owner: string | null;
  readonly askedAt: number;
  readonly answeredAt: number | null;
};

/** Questions and how many waited longer than R3 allows; `medianMinutes` of business time until an answer. */
export type RepReplies = {
  readonly owner: string | null;
  readonly questions: number;
  readonly late: number;
  readonly medianMinutes: number | null;
};

/** All questions, and the same by the customers' owners, the latest first. */
export type ReplyTimes = Omit<RepReplies, 'owner'> & {
  readonly limitMinutes: number;
  readonly byOwner: readonly RepReplies[];
};

/** How many customers were at risk (dormant or declining) at `at`, and how many were lost since the point before. */
export type TrendPoint = { readonly at: number; readonly atRisk: number; readonly lost: number };

/** What a language model was used for in a day. Cost is in the money of its prices, 0 where none are known. */
export type ModelDay = {
  readonly calls: number;
  readonly failed: number;
  readonly tokens: number;
  readonly cost: number;
  readonly medianMs: number | null;
};

/** What a digest is made from; lists in any order. */
export type DigestFacts = {
  readonly edition: Edition;
  readonly from: number;
  readonly at: number;
  /** It is posted later than it should have been. */
  readonly late?: true;
  readonly moves: readonly DigestMove[];
  readonly shifts: readonly Shift[];
  readonly overdue: readonly Overdue[];
  readonly overdueWorst: readonly OverdueFollowUp[];
  readonly complaints: { readonly count: number; readonly latest: readonly DigestComplaint[] };
  readonly communities: readonly CommunityDay[];
  readonly replies: ReplyTimes;
  /** The stage moves until `at`, in order of time, of those whose warnings are graded. */
  readonly history: readonly GradedMove[];
  /** How many were at risk over time, in order of time. */
  readonly trend: readonly TrendPoint[];
  /** How right the churn calls of the last year were; left out while none has been graded. */
  readonly calls?: CallAccuracy;
  /** What we wrote on our own account; left out where there was nothing. */
  readonly care?: CareDone;
  readonly surveys: SurveyAnswers;
  /** Left out while no model is used. */
  readonly models?: ModelDay;
  /** What the weekly and monthly editions tell besides. */
  readonly review?: PortfolioReview;
  readonly retention?: Retention;
  readonly cohorts?: readonly Cohort[];
};
