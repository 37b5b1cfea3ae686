import { InputError } from '../../core/errors.ts';
import type { Zone } from '../../core/zone.ts';
import { readPastTime } from '../past-time.ts';

/**
 * Returns the moment that `text` names as seen from `now`, as {@link readPastTime} does: an ISO time with offset, a local
 * date (then the end of that day), "date time", or words such as "last friday". @throws InputError naming the forms.
 */
export const readMoment = (text: string, zone: Zone, now: number): number => {
  const at = readPastTime(text, now, zone);
  if (at !== undefined) return at;
  throw new InputError(
    `"${text}" is no time. Write 2026-10-01, "2026-10-01 18:30", "last friday" or 2026-10-01T10:30:00Z.`,
  );
};
