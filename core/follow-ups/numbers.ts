import type { Tier } from '../value/rfm.ts';

/** After how many working days without anything being done each step of the ladder comes; ascending. */
export type LadderDays = {
  /** The rep is reminded. */
  readonly remindDays: number;
  /** The lead hears of it. */
  readonly leadDays: number;
  /** A manager hears of it, with a way to give the customer to somebody else. */
  readonly managerDays: number;
};

/** How follow-ups reach people: data that a company may change. */
export type FollowUpNumbers = {
  /** New follow-ups told to one rep on one local day at most; the rest wait in the list. */
  readonly perDay: number;
  /** After a message to a rep, what opens within so many minutes goes into one message. */
  readonly bundleMinutes: number;
  /** Local hours (0 to 24, halves allowed) between which nobody is written to; the same twice: none. */
  readonly quietFromHour: number;
  readonly quietUntilHour: number;
  /** Rules that are told at once, also in quiet hours and without waiting for others. */
  readonly atOnce: readonly string[];
  /** By tier; a customer without a tier is taken as B. */
  readonly ladder: Readonly<Record<Tier, LadderDays>>;
};

/** The shipped numbers (domain, section 6): 10 a day, the ladder 3/5/7, faster for A and slower for C. */
export const shippedFollowUps: FollowUpNumbers = {
  perDay: 10,
  bundleMinutes: 10,
  quietFromHour: 21,
  quietUntilHour: 9,
  atOnce: ['R9'],
  ladder: {
    A: { remindDays: 2, leadDays: 3, managerDays: 5 },
    B: { remindDays: 3, leadDays: 5, managerDays: 7 },
    C: { remindDays: 5, leadDays: 8, managerDays: 12 },
  },
};
