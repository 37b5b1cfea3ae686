import type { StageKey } from '../stages/stage.ts';
import type { ReasonClass } from '../text/churn-reason.ts';
import type { Tier } from '../value/rfm.ts';

/** A mark of when something happened and which interaction says so. */
export type Mark = { readonly at: number; readonly key: string };

/** A rule that holds for the customer now, with the numbers and interactions that made it hold. */
export type ActiveWarning = {
  readonly since: number;
  readonly numbers: Readonly<Record<string, number>>;
  readonly evidence: readonly string[];
};

/** An open follow-up as the fold knows it. `key` is unique for the customer. */
export type OpenFollowUp = ActiveWarning & {
  readonly key: string;
  readonly rule: string;
  readonly dueAt: number;
  readonly snoozedUntil?: number;
  /** A playbook asked for it, no rule: it stays until something is done about it. */
  readonly asked?: true;
};

/** That a rule's follow-up was dealt with: when, and the evidence that it stood on. */
export type Settled = { readonly at: number; readonly evidence: readonly string[] };

/** A promise of our side that is not settled. */
export type OpenPromise = {
  readonly key: string;
  readonly phrase: string;
  readonly madeAt: number;
  readonly dueAt?: number;
  readonly broken?: true;
};

/** A promise past its time; `at` is when that came. */
export type BrokenPromise = Mark & { readonly phrase?: string; readonly madeAt?: number };

/** What happened in one local month. Sums begin at 0. */
export type MonthSums = {
  readonly month: number;
  /** Days on which the customer was active. */
  days: number;
  /** Messages and calls of ours. */
  ours: number;
  questions: number;
  uses: number;
  /** Visits, survey answers, calls and questions: what we do for them beyond selling. */
  services: number;
  orderDays: number;
  /** Orders less refunds. */
  amount: number;
  campaignsSent: number;
  campaignsOpened: number;
  referrals: number;
};

/**
 * All that is remembered of one customer between interactions; its size is bounded. Only the fold writes it.
 * Absent marks are null so that the state reads the same before and after it was stored as JSON.
 */
export type CustomerState = {
  /** Time up to which this state is true: the last interaction or check that went into it. */
  seenAt: number;
  lastKey: string;
  firstAt: number | null;
  firstKey: string;
  lastAt: number | null;
  lastIn: Mark | null;
  lastOut: Mark | null;
  interactions: number;
  /** Local days with customer activity, ascending, the latest 120; and how many there were in all. */
  days: number[];
  activeDays: number;
  /** What happened by local month, ascending, months without anything left out, the latest 20. */
  months: MonthSums[];
  sentiment: { sum: number; weight: number; slowSum: number; slowWeight: number; at: number };
  /** The latest messages with a feeling in them. */
  feelings: { at: number; key: string; score: number }[];
  complaints: Mark[];
  openComplaint: Mark | null;
  orders: {
    count: number;
    days: number;
    amount: number;
    refunded: number;
    /** What was ordered on the first day. */
    firstAmount: number;
    first: number | null;
    last: Mark | null;
    /** The latest 24 local days with an order, ascending. */
    recent: number[];
  };
  openQuestions: Mark[];
  replies: { count: number; late: number; businessMinutes: number };
  /** What was sent to them last of our own accord, while they have not answered it. */
  mailed: { at: number; campaign?: string } | null;
  /** Our last message, while the customer has not reacted to it. */
  awaiting: Mark | null;
  /** The first exchange both ways: they reacted to us, we wrote to who had spoken, a call or a visit. */
  touched: Mark | null;
  /** The first thing that they said. */
  said: Mark | null;
  /** Since when they are known as a lead: added as a contact, or written to by us. */
  leadSince: Mark | null;
  /** What runs out, by what it is; the latest 5. */
  renewals: { key: string; dueAt: number; what: string }[];
  /** The latest 6 answers to surveys, 0 to 100. */
  surveys: { at: number; key: string; satisfaction: number; scale?: 'nps' | 'csat' }[];
  /** The latest 12 messages that name a reason for leaving. */
  reasons: { at: number; key: string; reason: ReasonClass }[];
  promises: OpenPromise[];
  /** Those past their time; what was said and when it was made lets evidence find them. */
  brokenPromises: BrokenPromise[];
  /** Where the customer's people are, as conversation and person; the latest 200. */
  present: string[];
  gone: Mark | null;
  stage: StageKey;
  stageSince: number;
  stageRule: string;
  growingSince: number | null;
  tier: Tier | null;
  tierSince: number;
  /** The local month of the last monthly review of the tier. */
  tierMonth: number;
  override: { stage: StageKey; untilAt: number } | null;
  lowHealthSince: number | null;
  warnings: Record<string, ActiveWarning>;
  followUps: OpenFollowUp[];
  /** What was done about rules that still hold, so that the same reason does not come back at once. */
  dismissed: Record<string, Settled>;
  /** The next time at which something may change without any interaction; null when nothing can. */
  nextCheckAt: number | null;
};

/** Returns the state of a customer of whom nothing is known yet. */
export const initialState = (): CustomerState => ({
  seenAt: 0,
  lastKey: '',
  firstAt: null,
  firstKey: '',
  lastAt: null,
  lastIn: null,
  lastOut: null,
  interactions: 0,
  days: [],
  activeDays: 0,
  months: [],
  sentiment: { sum: 0, weight: 0, slowSum: 0, slowWeight: 0, at: 0 },
  feelings: [],
  complaints: [],
  openComplaint: null,
  orders: {
    count: 0,
    days: 0,
    amount: 0,
    refunded: 0,
    firstAmount: 0,
    first: null,
    last: null,
    recent: [],
  },
  openQuestions: [],
  replies: { count: 0, late: 0, businessMinutes: 0 },
  mailed: null,
  awaiting: null,
  touched: null,
  said: null,
  leadSince: null,
  renewals: [],
  surveys: [],
  reasons: [],
  promises: [],
  brokenPromises: [],
  present: [],
  gone: null,
  stage: 'prospect',
  stageSince: 0,
  stageRule: 'known',
  growingSince: null,
  tier: null,
  tierSince: 0,
  tierMonth: 0,
  override: null,
  lowHealthSince: null,
  warnings: {},
  followUps: [],
  dismissed: {},
  nextCheckAt: null,
});
