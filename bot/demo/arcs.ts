/** A scene that must happen: that many days ago, or that many workdays before today (0 = today if open). */
export type Beat = { readonly topic: string } & (
  | { readonly daysAgo: number }
  | { readonly workdaysAgo: number }
);

/** How an organisation's half year goes. All days are counted back from the end of the history. */
export type Arc = {
  readonly story: string;
  /** Scenes in 30 days, for the six months from the oldest to the latest. */
  readonly rates: readonly [number, number, number, number, number, number];
  /** Shares (0 to 1) of grateful and of cool scenes among them; cool ones only in the last 110 days. */
  readonly warm: number;
  readonly cool: number;
  /** When the room began; 180 unless given. */
  readonly sinceDays?: number;
  /** Until this day only beats happen. */
  readonly talkSinceDays?: number;
  /** Nothing but beats happens after this day. */
  readonly quietDays: number;
  /** Everyone was out of the room between these days. */
  readonly away?: readonly [leftDaysAgo: number, backDaysAgo: number];
  readonly orders: readonly number[];
  /** The beat from which on nothing but beats happens, until everyone is back when they were `away`. */
  readonly ending?: string;
  readonly beats: readonly Beat[];
};

/** Every `step` days from `from` days ago down to `to` days ago. */
export const every = (step: number, from: number, to: number): readonly number[] =>
  Array.from({ length: Math.floor((from - to) / step) + 1 }, (_, index) => from - index * step);

const answered = (...days: readonly number[]): readonly Beat[] =>
  days.map((daysAgo) => ({ daysAgo, topic: 'complaint' }));

/** The arcs of organisations, by name. */
export const arcs: Readonly<Record<string, Arc>> = {
  loyal: {
    story: 'Mature and loyal: an order every two weeks for more than a year, friendly, everything answered.',
    rates: [8, 8, 8.5, 8.5, 9, 9],
    warm: 0.22,
    cool: 0,
    quietDays: 0,
    orders: every(14, 426, 6),
    beats: answered(97),
  },
  growing: {
    story: 'Growing: more talk every month, orders closer together, a second machine on the way.',
    rates: [4.5, 5, 7, 8.5, 10.5, 11.5],
    warm: 0.25,
    cool: 0,
    quietDays: 0,
    orders: [170, 144, 122, 103, 86, 70, 57, 45, 34, 24, 14, 5],
    beats: [{ daysAgo: 51, topic: 'machine' }, ...answered(133)],
  },
  slowing: {
    story: 'Slowing down: talks clearly less than it used to, three months in a row (R1); cooler in tone.',
    rates: [11.5, 11.5, 11.5, 6, 3, 1.5],
    warm: 0.05,
    cool: 0.5,
    quietDays: 12,
    orders: [174, 160, 147, 133, 119, 104, 81, 47],
    beats: [{ daysAgo: 76, topic: 'unanswered' }, ...answered(101), { workdaysAgo: 4, topic: 'cool' }],
  },
  withoutOrder: {
    story: 'Still chats, but has not ordered for more than three months (R5).',
    rates: [8, 8, 8, 8, 8, 8],
    warm: 0,
    cool: 0.25,
    quietDays: 2,
    orders: every(15, 176, 101),
    beats: [{ daysAgo: 68, topic: 'unanswered' }, ...answered(139)],
  },
  complaining: {
    story: 'Two complaints within 30 days (R6), both answered.',
    rates: [7, 7, 7, 7, 7, 7],
    warm: 0.05,
    cool: 0.15,
    quietDays: 1,
    orders: every(16, 175, 12),
    beats: answered(128, 20, 10),
  },
  silent: {
    story: 'Has not said a word for more than 30 days (R7).',
    rates: [8.5, 8.5, 8.5, 8, 6.5, 0],
    warm: 0.08,
    cool: 0.15,
    quietDays: 41,
    orders: every(17, 176, 48),
    beats: answered(72),
  },
  withoutReaction: {
    story: 'No reaction for more than 14 days after the rep sent a quote and wrote once more (R8).',
    rates: [8, 8, 8, 8, 8, 6.5],
    warm: 0.1,
    cool: 0.1,
    quietDays: 22,
    orders: every(18, 173, 29),
    ending: 'noreply',
    beats: [{ daysAgo: 18, topic: 'noreply' }, ...answered(117)],
  },
  openComplaint: {
    story: 'Complained this week about a leaking machine; nobody has answered (R9).',
    rates: [8, 8, 8, 8, 8, 8],
    warm: 0.1,
    cool: 0,
    quietDays: 6,
    orders: every(14, 176, 10),
    ending: 'openComplaint',
    beats: [...answered(88), { workdaysAgo: 2, topic: 'openComplaint' }],
  },
  openQuestion: {
    story: 'Asked a question this morning that nobody has answered (R3).',
    rates: [8, 8, 8, 8, 8, 8],
    warm: 0.15,
    cool: 0,
    quietDays: 3,
    orders: every(16, 174, 7),
    ending: 'openQuestion',
    beats: [...answered(61), { workdaysAgo: 0, topic: 'openQuestion' }],
  },
  churned: {
    story: 'Left every room two months ago after two complaints and a cheaper offer.',
    rates: [8, 8, 7, 4.5, 0, 0],
    warm: 0,
    cool: 0.4,
    quietDays: 68,
    away: [60, -1],
    orders: every(16, 176, 88),
    ending: 'farewell',
    beats: [...answered(113, 95), { daysAgo: 60, topic: 'farewell' }],
  },
  wonBack: {
    story: 'Left for a cheaper supplier four months ago, came back six weeks ago and orders again.',
    rates: [8, 6.5, 0, 0, 6.5, 8],
    warm: 0.15,
    cool: 0,
    quietDays: 0,
    away: [128, 42],
    orders: [171, 151, 36, 17],
    ending: 'farewell',
    beats: [
      { daysAgo: 143, topic: 'complaint' },
      { daysAgo: 128, topic: 'farewell' },
      { daysAgo: 42, topic: 'comeback' },
    ],
  },
  prospect: {
    story: 'A prospect: trying machines out, comparing offers, no order yet.',
    rates: [0, 0, 0, 0, 0, 0],
    warm: 0,
    cool: 0,
    sinceDays: 27,
    quietDays: 0,
    orders: [],
    beats: [
      { daysAgo: 27, topic: 'prospecting' },
      ...[22, 17, 12, 7, 3].map((daysAgo) => ({ daysAgo, topic: 'prospect' })),
    ],
  },
  newcomer: {
    story: 'New: samples, then the first order about two weeks ago.',
    rates: [0, 0, 0, 0, 0, 6.5],
    warm: 0,
    cool: 0,
    sinceDays: 36,
    quietDays: 0,
    talkSinceDays: 13,
    orders: [],
    beats: [
      { daysAgo: 36, topic: 'prospecting' },
      ...[32, 28, 24, 20].map((daysAgo) => ({ daysAgo, topic: 'prospect' })),
      { daysAgo: 16, topic: 'firstorder' },
    ],
  },
  brokenPromise: {
    story: 'The rep promised a quote for the next day and never sent it.',
    rates: [7, 7, 7, 7, 7, 7],
    warm: 0.1,
    cool: 0.05,
    quietDays: 10,
    orders: every(19, 175, 13),
    ending: 'brokenPromise',
    beats: [
      { workdaysAgo: 5, topic: 'brokenPromise' },
      { workdaysAgo: 2, topic: 'afterPromise' },
    ],
  },
  renewal: {
    story: 'The rental contract ends in twelve days; renewal is being talked about (R10).',
    rates: [7, 7, 7, 7, 8, 8],
    warm: 0.15,
    cool: 0,
    quietDays: 0,
    orders: every(18, 418, 4),
    beats: [
      { daysAgo: 21, topic: 'renewalEarly' },
      { workdaysAgo: 4, topic: 'renewalLate' },
    ],
  },
};
