import { InputError } from '../../core/errors.ts';
import type { Zone } from '../../core/zone.ts';

const dayMs = 24 * 60 * 60 * 1000;

/**
 * Returns the moment that `text` names: an ISO time with offset, or a local date (then the end of that day) or
 * local "date time" in the company's zone. @throws InputError naming the forms.
 */
export const readMoment = (text: string, zone: Zone): number => {
  const local = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::\d{2})?)?$/.exec(text);
  if (local) {
    const [year, month, date, hour, minute] = local
      .slice(1)
      .map((part) => (part === undefined ? undefined : Number(part)));
    const utc = Date.UTC(year ?? 0, (month ?? 1) - 1, date ?? 1);
    if (new Date(utc).getUTCDate() === date) {
      const day = utc / dayMs;
      return hour === undefined ? zone.startOfDay(day + 1) - 1 : zone.at(day, hour * 60 + (minute ?? 0));
    }
  }
  const at = /^\d{4}-\d{2}-\d{2}T.*(?:Z|[+-]\d{2}:?\d{2})$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isFinite(at)) return at;
  throw new InputError(`"${text}" is no time. Write 2026-10-01, "2026-10-01 18:30" or 2026-10-01T10:30:00Z.`);
};
