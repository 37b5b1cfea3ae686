import type { Zone } from '../zone.ts';

/** Local hours between which somebody is left alone, 0 to 24; from the first to the second, over midnight or not. */
export type QuietHours = { readonly fromHour: number; readonly untilHour: number };

/**
 * Returns when the quiet hours that `at` lies in are over (epoch ms, after `at`), undefined when it lies in none. The
 * same hour twice is no quiet time.
 */
export const quietUntil = (
  zone: Zone,
  { fromHour, untilHour }: QuietHours,
  at: number,
): number | undefined => {
  if (fromHour === untilHour) return undefined;
  const today = zone.dayOf(at);
  // Yesterday's night may still last, and tonight's may have begun.
  for (const day of [today - 1, today]) {
    const ends = zone.at(untilHour > fromHour ? day : day + 1, untilHour * 60);
    if (at >= zone.at(day, fromHour * 60) && at < ends) return ends;
  }
  return undefined;
};
