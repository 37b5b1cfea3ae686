/** Milliseconds of a day of 24 hours. */
export const DAY_MS = 86_400_000;

/** A date of the proleptic Gregorian calendar; `month` 1–12, `day` 1–31. */
export type CivilDate = { readonly year: number; readonly month: number; readonly day: number };

/**
 * Returns the day number of a date: days since 1970-01-01, negative before. A month outside 1–12 or a day
 * outside its month carries over (month 13 is January of the next year, day 0 the last of the month before).
 *
 * Source of the formula: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
 */
export function dayFromCivil(year: number, month: number, day: number): number {
  const months = year * 12 + month - 1;
  const monthFromMarch = (((months - 2) % 12) + 12) % 12;
  const yearFromMarch = Math.floor((months - 2) / 12);
  const era = Math.floor(yearFromMarch / 400);
  const yearOfEra = yearFromMarch - era * 400;
  const dayOfYear = Math.floor((153 * monthFromMarch + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** Returns the date of a day number; the inverse of {@link dayFromCivil}. Same source, civil_from_days. */
export function civilFromDay(dayNumber: number): CivilDate {
  const shifted = dayNumber + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
  };
}

/** Returns the weekday of a day number, ISO 8601: 1 = Monday … 7 = Sunday. */
export function weekdayOf(dayNumber: number): number {
  // Day 0 was a Thursday.
  return ((((dayNumber + 3) % 7) + 7) % 7) + 1;
}

/** Returns a day number as ISO 8601 text, `2026-02-17`; years outside 0–9999 get a sign and six digits. */
export function isoDateOf(dayNumber: number): string {
  const { year, month, day } = civilFromDay(dayNumber);
  const plain = year >= 0 && year <= 9999;
  const digits = String(Math.abs(year)).padStart(plain ? 4 : 6, '0');
  const sign = plain ? '' : year < 0 ? '-' : '+';
  return `${sign}${digits}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
