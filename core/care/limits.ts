import type { Platform } from '../events.ts';

/** What a message is for; consent is given and withdrawn per purpose. */
export const purposes = ['service', 'marketing', 'survey', 'community'] as const;

/** One of {@link purposes}. */
export type Purpose = (typeof purposes)[number];

/** How many messages a platform takes for one person or room in a local day or month of the company. */
export type Quota = {
  readonly platform: Platform;
  readonly to: 'person' | 'room';
  readonly most: number;
  readonly per: 'day' | 'month';
};

/** The company's limits on messages that nobody asked for. Data: `tend config` changes them. */
export type CareLimits = {
  /** A person gets at most `personMost` in any `personDays` days, over all flows, members and platforms. */
  readonly personMost: number;
  readonly personDays: number;
  /** So does a room. */
  readonly roomMost: number;
  readonly roomDays: number;
  /** Quiet from this minute of the local day (0–1440) until that one; the night may lie between. The same: never. */
  readonly quietFromMinute: number;
  readonly quietUntilMinute: number;
  /** Whether public holidays are quiet, too. */
  readonly quietHolidays: boolean;
  /** A complaint or a question of the customer stands in the way for so many days, unless it is answered before. */
  readonly complaintDays: number;
  readonly questionDays: number;
  /** Sentiment falls when it is below 0 and its slope (see `sentimentAt`) at or below minus this. */
  readonly fallingBy: number;
  /** Purposes for which a person must have agreed; for the others it is enough that they have not refused. */
  readonly consentFor: readonly Purpose[];
  readonly quotas: readonly Quota[];
};

/**
 * What is shipped. The quotas of WeCom's 群发 are the strictest that an administrator can set: one a day for a customer and
 * for a group. Without, WeCom takes as many a month as the month has days.
 */
export const shippedLimits: CareLimits = {
  personMost: 1,
  personDays: 7,
  roomMost: 1,
  roomDays: 7,
  quietFromMinute: 21 * 60,
  quietUntilMinute: 9 * 60,
  quietHolidays: true,
  complaintDays: 30,
  questionDays: 14,
  fallingBy: 0.1,
  consentFor: ['marketing'],
  quotas: [
    { platform: 'wecom', to: 'person', most: 1, per: 'day' },
    { platform: 'wecom', to: 'room', most: 1, per: 'day' },
  ],
};
