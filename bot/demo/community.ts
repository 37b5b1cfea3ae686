import type { InboundEvent, Person } from '../../core/events.ts';
import type { communities } from './cast.ts';
import { type FanArc, fanArcs } from './fan-arcs.ts';
import type { Random } from './random.ts';
import {
  afterTalk,
  createStage,
  drawScene,
  isFestivalEve,
  leisureMoment,
  memberPerson,
  officeMoment,
  type Stock,
} from './rooms.ts';
import { hourMs, minuteMs, type Schedule } from './schedule.ts';
import { createSlots } from './slots.ts';
import { type Booking, type Stage, tellScene } from './stage.ts';

/** A community's half year. */
export type CommunityHistory = {
  readonly people: readonly (Person & { readonly name: string })[];
  /** Everyone in the room when its history begins. */
  readonly roster: readonly string[];
  readonly events: readonly InboundEvent[];
  readonly bookings: readonly (Booking & { readonly customer: string })[];
};

type Fan = { readonly person: Person & { readonly name: string }; readonly arc: FanArc };

const historyDays = 180;

const shareOf = ({ arc }: Fan, daysAgo: number): number => {
  const absent =
    daysAgo <= (arc.quietDays ?? -1) ||
    daysAgo <= (arc.leftDaysAgo ?? -1) ||
    daysAgo >= (arc.joinedDaysAgo ?? Infinity);
  return absent ? 0 : (arc.share[Math.min(5, Math.floor((historyDays - 1 - daysAgo) / 30))] ?? 0);
};

const pickFan = (fans: readonly Fan[], daysAgo: number, random: Random): Person | undefined => {
  const total = fans.reduce((sum, fan) => sum + shareOf(fan, daysAgo), 0);
  let left = random.next() * total;
  return fans.find((fan) => {
    left -= shareOf(fan, daysAgo);
    return left < 0;
  })?.person;
};

const move = (stage: Stage, type: 'joined' | 'left', at: number, person: Person) => {
  stage.events.push({
    id: `demo-${stage.room}-${stage.events.length + 1}`,
    at,
    platform: 'web',
    account: 'demo',
    person,
    conversation: { id: stage.room, kind: 'group' },
    type,
    people: [person],
  });
};

type Plan = { readonly at: number; readonly topic: string; readonly lead?: Person };

const planDays = (stage: Stage): Plan[] => {
  const plans: Plan[] = [];
  const { random, schedule } = stage;
  let due = random.next();
  for (let daysAgo = historyDays - 1; daysAgo >= 0; daysAgo -= 1) {
    const day = schedule.day(daysAgo);
    due += day.kind === 'workday' ? 0.95 : day.kind === 'weekend' ? 1.2 : 0.85;
    if (isFestivalEve(day, schedule)) plans.push({ at: officeMoment(day, random), topic: 'festival' });
    if (due < 1) continue;
    due -= 0.75 + random.next() * 0.5;
    plans.push({ at: leisureMoment(day, random), topic: 'talk' });
  }
  return plans;
};

const planFans = (fans: readonly Fan[], stage: Stage): Plan[] =>
  fans.flatMap(({ arc, person }): Plan[] => {
    const at = (daysAgo: number, hour: number) => stage.schedule.workdayBack(daysAgo).startAt + hour * hourMs;
    if (arc.joinedDaysAgo !== undefined) {
      return [
        { at: at(arc.joinedDaysAgo, 10), topic: 'welcome', lead: person },
        { at: at(arc.joinedDaysAgo - 10, 16), topic: 'firstorder', lead: person },
      ];
    }
    return arc.leftDaysAgo === undefined
      ? []
      : [
          { at: at(arc.leftDaysAgo + 18, 15), topic: 'complaint', lead: person },
          { at: at(arc.leftDaysAgo, 14), topic: 'parting', lead: person },
        ];
  });

/** Plays one community from its members' arcs. Pure: the same schedule and seed give the same history. */
export function playCommunity(
  community: (typeof communities)[number],
  stock: Stock,
  schedule: Schedule,
  seed: number,
): CommunityHistory {
  const { id, language, currency } = community;
  const moderator = memberPerson(community.moderator);
  const fans: readonly Fan[] = community.fans.map(({ key, name, arc }) => {
    const found = fanArcs[arc];
    if (found === undefined) throw new RangeError(`There is no arc "${arc}".`);
    return { person: { id: key, name, kind: 'human', external: true }, arc: found };
  });
  const audience = (at: number) =>
    fans.filter((fan) => shareOf(fan, schedule.dayOf(at).daysAgo) >= 1).map((fan) => fan.person);
  const stage = createStage({ room: id, seed, schedule, leisure: true, place: 'cafe', audience });
  const { random } = stage;
  const plans = [
    ...planDays(stage),
    { at: schedule.workdayBack(84).startAt + 15 * hourMs, topic: 'complaint' },
  ]
    .concat(planFans(fans, stage))
    .sort((one, other) => one.at - other.at) as readonly Plan[];

  for (const plan of plans) {
    const startAt = plan.lead === undefined ? afterTalk(stage, plan.at) : plan.at;
    if (plan.topic === 'welcome' && plan.lead !== undefined)
      move(stage, 'joined', startAt - 2 * minuteMs, plan.lead);
    const roles = new Map<string, Person>([['m', moderator]]);
    if (plan.lead !== undefined) for (const role of ['a', 'l', 'n']) roles.set(role, plan.lead);
    const cast = (role: string, at: number, taken: ReadonlySet<string>): Person | undefined => {
      const known = roles.get(role);
      if (known !== undefined) return known;
      const free = fans.filter((fan) => !taken.has(fan.person.id) && fan.person !== plan.lead);
      const found = pickFan(free, schedule.dayOf(at).daysAgo, random);
      if (found !== undefined && role !== '*') roles.set(role, found);
      return found;
    };
    const names = { new: plan.lead?.name ?? '' };
    const kilos = [1, 2] as const;
    const slots = createSlots({ random, schedule, language, currency, kilos, startAt, names });
    tellScene(stage, { scene: drawScene(stage, stock, plan.topic, startAt), startAt, slots, cast });
    if (plan.topic === 'parting' && plan.lead !== undefined)
      move(stage, 'left', startAt + 9 * minuteMs, plan.lead);
  }

  const bookings = fans.flatMap(({ arc, person }) =>
    arc.orders.map((daysAgo) => ({
      customer: person.id,
      kind: 'order' as const,
      at: leisureMoment(schedule.day(Math.max(1, daysAgo + random.whole(-2, 2))), random),
      amount: random.whole(1, 4) * random.pick([59, 68, 79]) + random.pick([0, 0, 29]),
    })),
  );
  return {
    people: fans.map((fan) => fan.person),
    roster: [
      moderator.id,
      ...fans.filter((fan) => fan.arc.joinedDaysAgo === undefined).map((fan) => fan.person.id),
    ],
    events: stage.events,
    bookings,
  };
}
