/** The numbers of the entry rules of the stages. */
export type StageNumbers = {
  /** A stage is kept at least so many days, unless the trigger is explicit. */
  readonly dwellDays: number;
  /** Growing: so many order days, or active in so many of the last 4 weeks. */
  readonly growingOrders: number;
  readonly growingWeeks: number;
  /** Mature: growing for so many months and in a tier of A or B. */
  readonly matureMonths: number;
  /** Declining: health below this for so many days; it ends when health is so many points above. */
  readonly declineHealth: number;
  readonly declineDays: number;
  readonly recoverPoints: number;
  /** Churned: P(alive) below this (percent) and so many days of silence. */
  readonly churnAlivePercent: number;
  readonly churnSilentDays: number;
  /** Won back for so many months. */
  readonly wonBackMonths: number;
};

/** The shipped numbers (domain, section 2). */
export const shippedStageNumbers: StageNumbers = {
  dwellDays: 7,
  growingOrders: 2,
  growingWeeks: 3,
  matureMonths: 6,
  declineHealth: 40,
  declineDays: 14,
  recoverPoints: 10,
  churnAlivePercent: 10,
  churnSilentDays: 90,
  wonBackMonths: 6,
};
