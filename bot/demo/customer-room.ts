import type { InboundEvent, Person } from '../../core/events.ts';
import type { Arc } from './arcs.ts';
import type { DemoOrganisation } from './organisations.ts';
import { byStart, historyDays, planArc } from './plans.ts';
import {
  afterTalk,
  createStage,
  drawScene,
  memberCall,
  memberPerson,
  officeMoment,
  type Stock,
} from './rooms.ts';
import { hourMs, type Schedule } from './schedule.ts';
import { createSlots } from './slots.ts';
import { type Booking, type Stage, tellScene } from './stage.ts';

/** What became of one customer's half year. */
export type CustomerHistory = {
  readonly people: readonly (Person & { readonly name: string })[];
  /** Everyone in the room when its history begins. */
  readonly roster: readonly string[];
  readonly events: readonly InboundEvent[];
  readonly bookings: readonly Booking[];
};

const move = (stage: Stage, type: 'joined' | 'left', at: number, by: Person, people: readonly Person[]) => {
  stage.events.push({
    id: `demo-${stage.room}-${stage.events.length + 1}`,
    at,
    platform: 'web',
    account: 'demo',
    person: by,
    conversation: { id: stage.room, kind: 'group' },
    type,
    people: [...people],
  });
};

/** Plays one organisation's room from its arc. Pure: the same schedule and seed give the same history. */
export function playCustomerRoom(
  organisation: DemoOrganisation,
  arc: Arc,
  stock: Stock,
  schedule: Schedule,
  seed: number,
): CustomerHistory {
  const { key, language, currency, kilos } = organisation;
  const rep = memberPerson(organisation.owner);
  const lead = memberPerson('lead-zhou');
  const people = organisation.people.map(([name], index) => ({
    id: `${key}-${index + 1}`,
    name,
    org: key,
    kind: 'human' as const,
    external: true,
  }));
  const last = people[people.length - 1];
  const lastJoinedAt =
    organisation.lastJoinedDaysAgo === undefined
      ? 0
      : schedule.workdayBack(organisation.lastJoinedDaysAgo).startAt + 10 * hourMs;
  const leftAt = arc.away === undefined ? Infinity : schedule.workdayBack(arc.away[0]).startAt + 20 * hourMs;
  const backAt =
    arc.away === undefined || arc.away[1] < 0
      ? Infinity
      : schedule.workdayBack(arc.away[1]).startAt + 9.1 * hourMs;
  const present = (at: number) =>
    at > leftAt && at < backAt
      ? []
      : people.filter((person) => person !== last || at > lastJoinedAt + 20 * 60_000);
  const stage = createStage({
    room: key,
    seed,
    schedule,
    leisure: false,
    place: organisation.place ?? 'cafe',
    audience: present,
  });
  const { random } = stage;
  const favourite = random.whole(0, 5);
  const callOf = (person: Person | undefined) =>
    organisation.people[people.findIndex((other) => other.id === person?.id)]?.[1] ?? '';

  const plans = planArc(arc, stage);
  if (lastJoinedAt > 0) plans.push({ at: lastJoinedAt, topic: 'welcome' });
  plans.sort(byStart);

  const bookings: Booking[] = arc.orders
    .filter((daysAgo) => daysAgo >= historyDays)
    .map((daysAgo) => {
      const at = officeMoment(schedule.workdayBack(daysAgo), random);
      const slots = createSlots({
        random,
        schedule,
        language,
        currency,
        kilos,
        favourite,
        startAt: at,
        names: {},
      });
      return { kind: 'order', at, amount: slots.amount('order') };
    });

  let gone = false;
  let back = false;
  for (const plan of plans) {
    if (!gone && plan.at > leftAt) {
      for (const [index, person] of people.entries())
        move(stage, 'left', leftAt + index * 95_000, person, [person]);
      gone = true;
    }
    if (!back && plan.at > backAt) {
      move(stage, 'joined', backAt, rep, people);
      back = true;
    }
    const startAt = plan.endBy === undefined ? plan.at : afterTalk(stage, plan.at);
    const here = present(startAt);
    const c = here.length > 1 && random.chance(0.35) ? here[1] : here[0];
    const d = random.pick([...here.filter((person) => person !== c), ...(here.length > 1 ? [] : [c])]);
    if (plan.topic === 'welcome' && last !== undefined)
      move(stage, 'joined', startAt - 90_000, here[0] ?? rep, [last]);
    const roles: Readonly<Record<string, Person | undefined>> = { c, d, r: rep, l: lead, n: last };
    const names = {
      c: callOf(c),
      r: memberCall(rep.id, language),
      rn: language === 'zh' ? rep.name : memberCall(rep.id, 'en'),
      new: callOf(last),
    };
    const booked = tellScene(stage, {
      scene: drawScene(stage, stock, plan.topic, startAt),
      startAt,
      endBy: plan.endBy ?? schedule.until,
      slots: createSlots({ random, schedule, language, currency, kilos, favourite, startAt, names }),
      cast: (role) => roles[role],
    });
    bookings.push(...(booked ?? []));
  }
  if (!gone && leftAt < schedule.until) {
    for (const [index, person] of people.entries())
      move(stage, 'left', leftAt + index * 95_000, person, [person]);
  }
  const starters = people.filter((person) => person !== last || lastJoinedAt === 0);
  return {
    people,
    roster: [rep.id, ...starters.map((person) => person.id)],
    events: stage.events,
    bookings,
  };
}
