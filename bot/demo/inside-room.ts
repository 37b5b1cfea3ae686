import type { InboundEvent } from '../../core/events.ts';
import { organisations } from './organisations.ts';
import { afterTalk, createStage, drawScene, memberPerson, officeMoment, type Stock } from './rooms.ts';
import type { Schedule } from './schedule.ts';
import { createSlots } from './slots.ts';
import { tellScene } from './stage.ts';

const roles: Readonly<Record<string, string>> = {
  n: 'rep-lin',
  i: 'rep-mia',
  h: 'rep-chen',
  z: 'lead-zhou',
  f: 'manager-fang',
};

/** Customers that the company's own rooms may name in passing, because nothing dramatic happens to them. */
const mentionable = ['loyal', 'growing', 'renewal'];

/**
 * Plays a room without customers: `team` or `managers`, with `perWorkday` scenes on an average workday.
 * Returns its events in the order of their numbers.
 */
export function playInsideRoom(
  room: 'team' | 'managers',
  perWorkday: number,
  stock: Stock,
  schedule: Schedule,
  seed: number,
): readonly InboundEvent[] {
  const stage = createStage({ room, seed, schedule, leisure: false, place: 'office', audience: () => [] });
  const { random } = stage;
  const names = organisations.filter((one) => mentionable.includes(one.arc)).map((one) => one.name);
  let due = random.next();
  for (let daysAgo = 179; daysAgo >= 0; daysAgo -= 1) {
    const day = schedule.day(daysAgo);
    if (day.kind === 'workday') due += perWorkday;
    if (due < 1 || day.kind !== 'workday') continue;
    due -= 0.75 + random.next() * 0.5;
    const startAt = afterTalk(stage, officeMoment(day, random));
    const slots = createSlots({
      random,
      schedule,
      language: 'zh',
      currency: 'CNY',
      kilos: [20, 40],
      startAt,
      names: { cust: random.pick(names) },
    });
    const cast = (role: string) => memberPerson(roles[role] ?? '');
    tellScene(stage, { scene: drawScene(stage, stock, room, startAt), startAt, slots, cast });
  }
  return stage.events;
}
