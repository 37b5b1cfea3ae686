import type { Calendar } from '../calendar.ts';
import type { FoldContext } from '../customer/context.ts';
import type { CustomerState } from '../customer/state.ts';
import { dayMs } from '../time.ts';
import type { Zone } from '../zone.ts';
import { fallsOn, type YearlyDay, yearlyDaysOn } from './dates.ts';
import type { Trigger } from './playbook.ts';

/** The minute of the company's local day at which silence and dates are looked at: 10:00, outside the quiet hours. */
const lookMinute = 10 * 60;

/** Returns the moment of a local day at which silence and dates are looked at. */
export const lookAt = (zone: Zone, day: number): number => zone.at(day, lookMinute);

/** A trigger that a day brings about. */
export type DailyTrigger = Extract<Trigger, { on: 'silence' | 'date' }>;

/** Returns the local day that a date must fall on for its trigger to fire on `day`. */
export const dateFor = (trigger: Extract<Trigger, { on: 'date' }>, day: number): number =>
  day - (trigger.offset ?? 0);

/** What a day's triggers look at in one customer. */
export type DailyCustomer = {
  readonly state: Pick<CustomerState, 'lastIn' | 'renewals'>;
  readonly birthday: YearlyDay | null;
};

const renewsOn = (state: Pick<CustomerState, 'renewals'>, zone: Zone, day: number): boolean =>
  state.renewals.some(({ dueAt }) => zone.dayOf(dueAt) === day);

const isBirthday = (birthday: YearlyDay | null, day: number): boolean =>
  birthday !== null &&
  yearlyDaysOn(day).some(
    (each) =>
      each.calendar === birthday.calendar && each.month === birthday.month && each.day === birthday.day,
  );

/**
 * Returns what the trigger is called when it fires for this customer on a local day, else undefined. Silence fires on the
 * first look after it is long enough; a date on its day.
 */
export const firesOn = (
  trigger: DailyTrigger,
  { state, birthday }: DailyCustomer,
  { zone, calendar }: Pick<FoldContext, 'zone' | 'calendar'>,
  day: number,
): string | undefined => {
  if (trigger.on === 'silence') {
    if (!state.lastIn) return undefined;
    const reachedAt = calendar.silenceReaches(state.lastIn.at, trigger.days);
    const fires = reachedAt > lookAt(zone, day - 1) && reachedAt <= lookAt(zone, day);
    return fires ? `silence/${state.lastIn.at}` : undefined;
  }
  const wanted = dateFor(trigger, day);
  const fires =
    trigger.date === 'birthday'
      ? isBirthday(birthday, wanted)
      : trigger.date === 'renewal'
        ? renewsOn(state, zone, wanted)
        : fallsOn(trigger.date, wanted);
  return fires ? `date/${trigger.date}/${wanted}` : undefined;
};

/**
 * Returns the latest moment since which somebody who has said nothing has been silent for `days` at `at`: whoever was
 * heard later has not. Minus infinity where no such moment is found within ten times as long.
 */
export const silentSince = (calendar: Pick<Calendar, 'silenceDays'>, at: number, days: number): number => {
  let early = at - (days * 10 + 60) * dayMs;
  let late = at;
  if (calendar.silenceDays(early, at) < days) return Number.NEGATIVE_INFINITY;
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2);
    if (calendar.silenceDays(middle, at) >= days) early = middle;
    else late = middle;
  }
  return early;
};
