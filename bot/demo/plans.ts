import type { Arc } from './arcs.ts';
import { isFestivalEve, officeMoment } from './rooms.ts';
import { dayMs, hourMs, type Schedule } from './schedule.ts';
import type { Stage } from './stage.ts';

/** A scene to be told: when it starts, on what topic, and, when it may be put off, by when it must be over. */
export type Plan = { readonly at: number; readonly topic: string; readonly endBy?: number };

/** How many days of chats the history has. */
export const historyDays = 180;

/** The workday this many workdays back on which there is still an hour left after 9:40. */
const workdayBefore = (schedule: Schedule, workdays: number) => {
  let day = schedule.workdayBack(0);
  if (day.startAt + 11.2 * hourMs > schedule.until) day = schedule.workdayBack(day.daysAgo + 1);
  for (let count = workdays; count > 0; count -= 1) day = schedule.workdayBack(day.daysAgo + 1);
  return day;
};

const topicOfMood = (arc: Arc, daysAgo: number, stage: Stage): string => {
  const draw = stage.random.next();
  if (draw < arc.warm) return 'warm';
  if (draw < arc.warm + arc.cool && daysAgo < 110) return 'cool';
  return stage.random.chance(0.1) ? 'promise' : 'talk';
};

/** Spreads the ordinary talk over the days: evenly by the arc's rates, with little left to luck. */
const planTalk = (arc: Arc, stage: Stage): Plan[] => {
  const plans: Plan[] = [];
  const { random, schedule } = stage;
  let due = random.next();
  for (let daysAgo = (arc.sinceDays ?? historyDays) - 1; daysAgo >= arc.quietDays; daysAgo -= 1) {
    const isAway = arc.away !== undefined && daysAgo <= arc.away[0] + 6 && daysAgo >= arc.away[1];
    if (isAway || daysAgo > (arc.talkSinceDays ?? historyDays)) continue;
    const day = schedule.day(daysAgo);
    const rate = arc.rates[Math.min(5, Math.floor((historyDays - 1 - daysAgo) / 30))] ?? 0;
    if (isFestivalEve(day, schedule) && rate > 0 && random.chance(0.8)) {
      const at = day.startAt + 9.2 * hourMs + random.whole(0, 8000) * 1000;
      plans.push({ at, topic: 'festival' });
    }
    // 1.36 makes up for the free days, so that a rate stays a number of scenes in 30 days.
    const share = day.kind === 'workday' ? 1.36 : day.kind === 'weekend' ? 0.16 : 0.06;
    due += (rate / 30) * share;
    if (due < 1) continue;
    due -= 0.75 + random.next() * 0.5;
    plans.push({ at: officeMoment(day, random), topic: topicOfMood(arc, daysAgo, stage) });
  }
  return plans;
};

const planBeats = (arc: Arc, stage: Stage): Plan[] =>
  arc.beats.map((beat) => {
    const day =
      'workdaysAgo' in beat
        ? workdayBefore(stage.schedule, beat.workdaysAgo)
        : stage.schedule.workdayBack(beat.daysAgo);
    const hour = beat.topic === 'farewell' ? 13.6 : 9.3;
    const at = day.startAt + hour * hourMs + stage.random.whole(0, 1800) * 1000;
    return { at, topic: beat.topic };
  });

const planOrders = (arc: Arc, stage: Stage): Plan[] =>
  arc.orders
    .filter((daysAgo) => daysAgo < historyDays)
    .map((daysAgo) => ({
      at: officeMoment(stage.schedule.workdayBack(daysAgo), stage.random),
      topic: 'order',
    }));

/** Everything an arc asks for, in the order of time. */
export function planArc(arc: Arc, stage: Stage): Plan[] {
  const { until } = stage.schedule;
  const beats = planBeats(arc, stage);
  const ending = beats.find((beat) => beat.topic === arc.ending);
  const back =
    arc.away === undefined || arc.away[1] < 0 ? undefined : stage.schedule.workdayBack(arc.away[1]);
  // Slow answers around a long holiday may not run into the silence that the arc is about.
  const quietAt = arc.quietDays > 6 ? until - (arc.quietDays - 6) * dayMs : until;
  const ordinary = [...planTalk(arc, stage), ...planOrders(arc, stage)].flatMap((plan): Plan[] => {
    if (ending === undefined) return [{ ...plan, endBy: quietAt }];
    if (plan.at < ending.at) return [{ ...plan, endBy: Math.min(quietAt, ending.at) }];
    return back !== undefined && plan.at > back.startAt + dayMs ? [{ ...plan, endBy: until }] : [];
  });
  return [...ordinary, ...beats].sort(byStart);
}

/** Orders plans by their start. */
export const byStart = (one: { readonly at: number }, other: { readonly at: number }): number =>
  one.at - other.at;
