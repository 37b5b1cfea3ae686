import type { Person } from '../../core/events.ts';
import type { Random } from './random.ts';
import { type Day, dayMs, hourMs, minuteMs, type Schedule } from './schedule.ts';
import type { Line } from './script.ts';

/** Everything that decides when the next line is written. */
export type PaceOptions = {
  readonly at: number;
  readonly line: Line;
  readonly person: Person;
  readonly previous: Person;
  readonly random: Random;
  readonly schedule: Schedule;
  readonly leisure: boolean;
};

const later = (day: Day, random: Random, fromHour: number, toHour: number) =>
  day.startAt + fromHour * hourMs + random.whole(0, (toHour - fromHour) * 3600) * 1000;

/**
 * The first moment from `at` on when this person would write: members from 8:50 to 19:00 on workdays, at
 * times in the evening and more often so in a community; customers from 7:00 to 22:45 every day.
 */
export function settle(
  at: number,
  external: boolean,
  leisure: boolean,
  random: Random,
  schedule: Schedule,
): number {
  const day = schedule.dayOf(at);
  const hour = (at - day.startAt) / hourMs;
  if (external) {
    if (hour < 7) return later(day, random, 7.6, 9.5);
    return hour < 22.75 ? at : later(schedule.day(day.daysAgo - 1), random, 7.6, 9.5);
  }
  if (day.kind === 'workday' && hour >= 8.8 && hour <= 19) return at;
  if (hour >= 9 && hour <= 22 && random.chance(leisure ? 0.75 : 0.25)) return at;
  const next = day.kind === 'workday' && hour < 8.8 ? day : schedule.workdayAfter(day);
  return later(next, random, 8.9, 9.7);
}

/** When the next line of a scene is written, in epoch milliseconds; always after `at`. */
export function pace({ at, line, person, previous, random, schedule, leisure }: PaceOptions): number {
  const external = person.external === true;
  const pauseMs = line.pauseMs;
  if (pauseMs !== undefined && pauseMs >= dayMs) {
    let day = schedule.dayOf(at);
    for (let count = Math.round(pauseMs / dayMs); count > 0; count -= 1) day = schedule.workdayAfter(day);
    return random.chance(0.55) ? later(day, random, 9.3, 11.8) : later(day, random, 13.6, 17.4);
  }
  if (line.act === 'react') return at + random.whole(6, 300) * 1000;
  if (pauseMs !== undefined) {
    const moved = at + Math.round(pauseMs * (0.75 + random.next() * 0.55));
    return pauseMs < 10 * minuteMs ? moved : settle(moved, external, leisure, random, schedule);
  }
  if (person.id === previous.id) return at + random.whole(7, 65) * 1000;
  // Mostly quick, now and then slow; squaring pulls the times towards the quick end.
  const slowest = leisure ? 16 * minuteMs : 11 * minuteMs;
  const moved = at + 15_000 + Math.round(random.next() ** 2 * slowest);
  return settle(moved, external, leisure, random, schedule);
}
