import { dayMs } from '../../core/time.ts';
import type { Zone } from '../../core/zone.ts';
import { type Moment, readMoment } from '../lab/moments.ts';

/** What a local moment is to look like, for error messages. */
export const localMomentExpected =
  'a date or time like 2025-03-31, 2025-03-31 18:30 or 2025-03-31T18:30:00+08:00, or seconds or milliseconds since 1970';

/** Such a text says itself when it is, wherever it is read. */
const absolute = /^\d{9,13}(?:\.\d+)?$|:\d{2}.*?(?:Z|[+-]\d{2}:?\d{2})$/i;

/**
 * Returns the moment that `text` names, or undefined: as in `readMoment` of the lab, but a date or time without a zone is
 * local in `zone`; a date alone is the first moment of that day.
 */
export const localMoment = (text: string, zone: Zone): Moment | undefined => {
  const found = readMoment(text);
  if (!found || absolute.test(text)) return found;
  const day = Math.floor(found.at / dayMs);
  const intoDay = found.at - day * dayMs;
  if (found.wholeDay) return { at: zone.startOfDay(day), wholeDay: true };
  const minute = Math.floor(intoDay / 60_000);
  return { at: zone.at(day, minute) + (intoDay - minute * 60_000), wholeDay: false };
};
