/** The canonical lifecycle stages; every preset names and groups these. */
export const stageKeys = [
  'prospect',
  'new',
  'growing',
  'mature',
  'dormant',
  'declining',
  'churned',
  'won_back',
] as const;

/** One canonical lifecycle stage. */
export type StageKey = (typeof stageKeys)[number];

/** Returns whether `value` is a canonical stage. */
export const isStage = (value: string): value is StageKey => (stageKeys as readonly string[]).includes(value);
