import { civilFromDay, dayFromCivil, weekdayOf } from '../calendar/civil.ts';
import type { Zone } from '../zone.ts';
import { readEnglishDue } from './due-en.ts';
import type { DueDay, DueMatch, RelativeDue } from './due-words.ts';
import { readChineseDue } from './due-zh.ts';
import { cleanText } from './normalise.ts';

const endOfBusiness = 18 * 60;
const endOfDay = 23 * 60 + 59;

/** Returns the first time named in a clean text, Chinese or English; undefined when none is. */
export function readDue(text: string): DueMatch | undefined {
  const chinese = readChineseDue(text);
  const english = readEnglishDue(text);
  if (chinese === undefined || english === undefined) return chinese ?? english;
  return english.from < chinese.from ? english : chinese;
}

/**
 * Returns the moment a phrase names (明天, 下周五前, 3天内, "by end of day", "in 2 hours"), said at `at`: epoch
 * milliseconds, after `at`. Without an hour it is 18:00 local time of the day, on a day whose 18:00 has passed
 * 23:59. Undefined when the phrase names no time. Working days are Monday to Friday.
 */
export function resolveDue(phrase: string, at: number, zone: Zone): number | undefined {
  const match = readDue(cleanText(phrase));
  return match === undefined ? undefined : momentOfDue(match.due, at, zone);
}

function momentOfDue(due: RelativeDue, at: number, zone: Zone): number | undefined {
  if (due.kind === 'minutes') return due.count > 0 ? at + due.count * 60_000 : undefined;
  const today = zone.dayOf(at);
  if (due.kind === 'time') {
    const moment = zone.at(today, due.minute);
    return moment > at ? moment : zone.at(today + 1, due.minute);
  }
  const minute = due.minute ?? endOfBusiness;
  const day = dayOfDue(due.day, today);
  if (day === undefined) return undefined;
  const moment = zone.at(day, minute);
  if (moment > at) return moment;
  if (due.day.kind === 'weekday') return zone.at(day + Math.ceil((today - day + 1) / 7) * 7, minute);
  if (due.day.kind === 'date' && due.day.year !== undefined) return undefined;
  const evening = zone.at(today, endOfDay);
  return evening > at ? evening : zone.startOfDay(today + 1);
}

function dayOfDue(due: DueDay, today: number): number | undefined {
  const { year, month, day } = civilFromDay(today);
  switch (due.kind) {
    case 'days':
      return today + due.count;
    case 'working-days':
      return afterWeekdays(today, due.count);
    case 'weekday': {
      const ahead = due.weekday - weekdayOf(today);
      return today + (due.week === null ? (ahead + 7) % 7 : ahead + due.week * 7);
    }
    case 'month-end':
      return dayFromCivil(year, month + due.months + 1, 0);
    case 'year-end':
      return dayFromCivil(year, 12, 31);
    case 'date': {
      if (due.month === undefined) return dateIn(year, due.day < day ? month + 1 : month, due.day);
      const past = due.month < month || (due.month === month && due.day < day);
      return dateIn(due.year ?? (past ? year + 1 : year), due.month, due.day);
    }
  }
}

/** The day of a date, or of the month's last day when it is shorter; undefined for a 32nd or a 13th month. */
function dateIn(year: number, month: number, day: number): number | undefined {
  if (day < 1 || day > 31 || month < 1 || month > 13) return undefined;
  return Math.min(dayFromCivil(year, month, day), dayFromCivil(year, month + 1, 0));
}

function afterWeekdays(today: number, count: number): number {
  let day = today;
  for (let left = Math.min(count, 400); left > 0; left -= 1) {
    day += 1;
    while (weekdayOf(day) > 5) day += 1;
  }
  return day;
}
