/** A customer's figures at a moment: health 0–100, sentiment −1 to 1, chance to leave 0–1; null before the first. */
export type CoursePoint = {
  readonly at: number;
  readonly health: number | null;
  readonly sentiment: number | null;
  readonly churn: number | null;
};

/** What was found of a customer at a time. */
export type Assessed = {
  readonly at: number;
  readonly health: number;
  readonly sentiment: number;
  readonly churn: number;
};

/** Returns how figures stood at each of the moments, as last found by then. Both lists are in order of time. */
export const courseAt = (
  moments: readonly number[],
  assessed: readonly Assessed[],
): readonly CoursePoint[] => {
  let next = 0;
  let last: Assessed | undefined;
  return moments.map((at) => {
    for (let each = assessed[next]; each && each.at <= at; each = assessed[++next]) last = each;
    return {
      at,
      health: last?.health ?? null,
      sentiment: last?.sentiment ?? null,
      churn: last?.churn ?? null,
    };
  });
};
