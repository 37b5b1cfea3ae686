import type { Person } from '../../core/events.ts';
import { type DemoMember, members } from './cast.ts';
import { createBag, createRandom, type Random } from './random.ts';
import { type Day, hourMs, minuteMs, type Schedule } from './schedule.ts';
import { parseScenes, type Scene } from './script.ts';
import type { Stage } from './stage.ts';

/** A stock of scenes by topic. */
export type Stock = Readonly<Record<string, readonly Scene[]>>;

/** Reads a stock as written; throws SyntaxError on a line that cannot be read. */
export const readStock = (written: Readonly<Record<string, string>>): Stock =>
  Object.fromEntries(Object.entries(written).map(([topic, script]) => [topic, parseScenes(topic, script)]));

const fits = (scene: Scene, stage: Stage, day: Day): boolean =>
  scene.settings.every((setting) => {
    if (setting === 'weekend') return day.weekday === 0 || day.weekday === 6;
    if (setting === 'weekday') return day.weekday >= 1 && day.weekday <= 5;
    if (setting === 'monday') return day.weekday === 1;
    return setting === stage.place;
  });

/**
 * A scene of this topic that fits the place and the day, one of those told least often in this room.
 * Throws RangeError on an unknown topic and when no scene fits.
 */
export function drawScene(stage: Stage, stock: Stock, topic: string, at: number): Scene {
  const scenes = stock[topic];
  if (scenes === undefined) throw new RangeError(`There is no demo topic "${topic}".`);
  const day = stage.schedule.dayOf(at);
  const allows = (index: number) => fits(scenes[index] as Scene, stage, day);
  return scenes[stage.bag.draw(topic, scenes.length, allows)] as Scene;
}

/** Returns an empty stage for a room, with its own stream of the seed. */
export function createStage(options: {
  readonly room: string;
  readonly seed: number;
  readonly schedule: Schedule;
  readonly leisure: boolean;
  readonly place: 'cafe' | 'office';
  readonly audience: (at: number) => readonly Person[];
}): Stage {
  const random = createRandom(options.seed, options.room);
  return {
    room: options.room,
    schedule: options.schedule,
    leisure: options.leisure,
    place: options.place,
    audience: options.audience,
    random,
    bag: createBag(random),
    events: [],
    guests: new Set(),
    busyUntil: 0,
  };
}

const findMember = (id: string): DemoMember => {
  const found = members.find((member) => member.id === id);
  if (found === undefined) throw new RangeError(`There is no demo member "${id}".`);
  return found;
};

/** The person of a member, and how customers call them. Throws RangeError on an unknown id. */
export function memberPerson(id: string): Person & { readonly name: string } {
  return { id, name: findMember(id).name, kind: 'human', external: false };
}

/** How customers who write this language address a member. Throws RangeError on an unknown id. */
export const memberCall = (id: string, language: 'zh' | 'en'): string => findMember(id).call[language];

/** A moment for a scene to start on this day: office hours, now and then the evening. */
export function officeMoment(day: Day, random: Random): number {
  const spans = [
    [9.2, 11.8],
    [9.2, 11.8],
    [13.4, 17.7],
    [13.4, 17.7],
    [18.8, 21],
  ] as const;
  return moment(day, random, random.chance(0.35) ? random.pick(spans) : random.pick(spans.slice(0, 4)));
}

/** A moment for a community scene to start on this day: breakfast, lunch, afternoon, mostly the evening. */
export function leisureMoment(day: Day, random: Random): number {
  const spans = [
    [7.4, 9.4],
    [12, 13.6],
    [15, 17],
    [19.3, 22.2],
    [19.3, 22.2],
  ] as const;
  return moment(day, random, random.pick(spans));
}

const moment = (day: Day, random: Random, [from, to]: readonly [number, number]) =>
  day.startAt + from * hourMs + random.whole(0, Math.floor((to - from) * 3600)) * 1000;

/** This moment, or a little after the previous scene's talk when that is still going on. */
export const afterTalk = (stage: Stage, at: number): number =>
  at < stage.busyUntil + 12 * minuteMs ? stage.busyUntil + stage.random.whole(14, 50) * minuteMs : at;

/** The free days ahead of a workday belong to a public holiday. */
export function isFestivalEve(day: Day, schedule: Schedule): boolean {
  if (day.kind !== 'workday') return false;
  for (let ahead = 1; ahead <= 3; ahead += 1) {
    const next = schedule.day(day.daysAgo - ahead);
    if (next.festival !== undefined) return true;
    if (next.kind === 'workday') return false;
  }
  return false;
}
