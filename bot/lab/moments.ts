import { dayMs } from '../../core/time.ts';
import { readDay } from './cells.ts';

const timeForm =
  /[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,3})\d*)?)?\s*(?:(Z)|([+-])(\d{2}):?(\d{2}))?$/i;
const zoneForm = /\s*(?:Z|[+-]\d{2}:?\d{2})$/i;
/** 9 or 10 digits are seconds (1973 to 2286), 12 or 13 are milliseconds. */
const epochForm = /^(?:(\d{9,10}(?:\.\d+)?)|(\d{12,13}))$/;

/** What a moment is to look like, for error messages. */
export const momentExpected =
  'a date or time like 2025-03-31 or 2025-03-31T18:30:00+08:00, or seconds or milliseconds since 1970';

/** A moment in epoch milliseconds; `wholeDay` where only a date was named, of which it is the first moment. */
export type Moment = { readonly at: number; readonly wholeDay: boolean };

/**
 * Returns the moment that `text` names, or undefined: a date as in {@link readDay} with or without a time, or seconds or
 * milliseconds since 1970. Without a zone, times are UTC. Days and times that do not exist are none.
 */
export const readMoment = (text: string): Moment | undefined => {
  const epoch = epochForm.exec(text);
  if (epoch) {
    const at = epoch[1] === undefined ? Number(epoch[2]) : Math.floor(Number(epoch[1]) * 1000);
    return { at, wholeDay: false };
  }
  const day = readDay(text.replace(/z$/, 'Z'));
  if (day === undefined) return undefined;
  const time = timeForm.exec(text);
  if (!time) return zoneForm.test(text.slice(10)) ? undefined : { at: day * dayMs, wholeDay: true };
  const [hour, minute, second] = [Number(time[1]), Number(time[2]), Number(time[3] ?? 0)];
  const milliseconds = Number((time[4] ?? '').padEnd(3, '0'));
  if (hour > 23 || minute > 59 || second > 60) return undefined;
  const ahead = time[6] === undefined ? 0 : Number(time[7]) * 60 + Number(time[8]);
  const minutes = hour * 60 + minute - (time[6] === '-' ? -ahead : ahead);
  return { at: day * dayMs + (minutes * 60 + second) * 1000 + milliseconds, wholeDay: false };
};
