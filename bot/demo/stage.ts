import type { Attachment, InboundEvent, Person } from '../../core/events.ts';
import { pace, settle } from './pace.ts';
import type { Bag, Random } from './random.ts';
import type { Schedule } from './schedule.ts';
import type { Line, Scene } from './script.ts';
import type { Slots } from './slots.ts';

/** One room's stage: scenes are told on it one after the other and become events. */
export type Stage = {
  readonly room: string;
  readonly schedule: Schedule;
  readonly random: Random;
  readonly bag: Bag;
  /** Who may react to a message at this time. */
  readonly audience: (at: number) => readonly Person[];
  /** People talk in the evening and at weekends too. */
  readonly leisure: boolean;
  /** Customers here run a café, or have coffee at work. */
  readonly place: 'cafe' | 'office';
  readonly events: InboundEvent[];
  /** Members who joined the room in a scene. */
  readonly guests: Set<string>;
  /** When the latest scene's first run of messages ended. */
  busyUntil: number;
};

/** One telling of a scene. */
export type Telling = {
  readonly scene: Scene;
  readonly startAt: number;
  /** When it must be over, epoch milliseconds; the end of the history unless given. */
  readonly endBy?: number;
  readonly slots: Slots;
  /** Who plays a role; `*` is asked for someone not among `taken`. Nobody = the line is left out. */
  readonly cast: (role: string, at: number, taken: ReadonlySet<string>) => Person | undefined;
};

/** What a telling put on the books. */
export type Booking = { readonly kind: 'order' | 'refund'; readonly at: number; readonly amount: number };

type Content =
  | { type: 'message'; text: string; mentionsBot: false; attachments: Attachment[] }
  | { type: 'message-edited'; message: string; text: string }
  | { type: 'message-recalled'; message: string }
  | { type: 'reaction'; message: string; emoji: string; change: 'added' | 'removed' }
  | { type: 'joined' | 'left'; people: Person[] };

const attachmentOf = (name: string): Attachment => {
  const ending = name.slice(name.lastIndexOf('.') + 1);
  const kind = /^(jpe?g|png)$/.test(ending) ? 'image' : ending === 'mp4' ? 'video' : undefined;
  return { kind: kind ?? (/^(mp3|m4a)$/.test(ending) ? 'audio' : 'file'), name };
};

/** A `[file.pdf]` at the end of a wording is an attachment, `[img]` a picture. */
const splitAttachment = (wording: string, random: Random) => {
  const found = /^(.*?)\s*\[([^\]]+)\]$/.exec(wording);
  if (found === null) return { text: wording, attachments: [] };
  const name = found[2] === 'img' ? `IMG_${random.whole(1200, 9800)}.jpg` : (found[2] ?? '');
  return { text: found[1] === '' ? `[${name}]` : (found[1] ?? ''), attachments: [attachmentOf(name)] };
};

const reactionsOfAudience = ['👍', '👍', '👌', '❤️'];
const laughter = /哈哈|😂|😅|😄|haha|\bha\b/i;

/**
 * Tells one scene: appends its events to `stage.events` and returns its bookings, or undefined, with nothing
 * appended, when it would not be over in time.
 */
export function tellScene(stage: Stage, telling: Telling): readonly Booking[] | undefined {
  const { random, bag, schedule } = stage;
  const events: InboundEvent[] = [];
  const bookings: Booking[] = [];
  const taken = new Set<string>();
  const lastOf = new Map<string, string>();
  let latest: { message: string; by: string } | undefined;
  let previous: Person | undefined;
  let at = telling.startAt;
  let runEndsAt: number | undefined;
  const newGuests: string[] = [];

  const append = (person: Person, content: Content): string => {
    const id = `demo-${stage.room}-${stage.events.length + events.length + 1}`;
    events.push({
      id,
      at,
      platform: 'web',
      account: 'demo',
      person,
      conversation: { id: stage.room, kind: 'group' },
      ...(content.type === 'message' ? { ...content, message: id } : content),
    });
    return id;
  };

  const sayLine = (line: Line, person: Person, wording: string) => {
    const { text, attachments } = splitAttachment(telling.slots.fill(wording, at), random);
    const id = append(person, { type: 'message', text, mentionsBot: false, attachments });
    lastOf.set(person.id, id);
    latest = { message: id, by: person.id };
    if (line.fact !== undefined)
      bookings.push({ kind: line.fact, at, amount: telling.slots.amount(line.fact) });
  };

  let opening: { index: number; length: number } | undefined;
  const used = new Set<string>();
  const wordingOf = (line: Line, position: number): string => {
    const { texts } = line;
    const isCoupled = opening !== undefined && opening.length === texts.length && line.who !== '*';
    const index = isCoupled
      ? (opening?.index ?? 0)
      : bag.draw(`${telling.scene.key}/${position}`, texts.length, (at) => !used.has(`${position}/${at}`));
    opening ??= { index, length: texts.length };
    used.add(`${position}/${index}`);
    return texts[index] ?? '';
  };

  const act = (line: Line, person: Person, position: number) => {
    const own = lastOf.get(person.id);
    if (line.act === 'say') sayLine(line, person, wordingOf(line, position));
    else if (line.act === 'edit' && own !== undefined) {
      const text = telling.slots.fill(wordingOf(line, position), at);
      append(person, { type: 'message-edited', message: own, text });
    } else if (line.act === 'recall' && own !== undefined) {
      append(person, { type: 'message-recalled', message: own });
    } else if (line.act === 'react' && latest !== undefined && latest.by !== person.id) {
      append(person, {
        type: 'reaction',
        message: latest.message,
        emoji: line.emoji ?? '👍',
        change: 'added',
      });
    } else if (line.act === 'join' && !stage.guests.has(person.id)) {
      newGuests.push(person.id);
      append(previous ?? person, { type: 'joined', people: [person] });
    }
  };

  for (const [index, line] of telling.scene.lines.entries()) {
    if (line.optional && !random.chance(0.6)) continue;
    const times = Math.min(random.whole(...line.times), line.texts.length || 1);
    for (let count = 0; count < times; count += 1) {
      const person = telling.cast(line.who, at, taken);
      if (person === undefined) continue;
      if (previous === undefined) {
        if (person.external === false) at = settle(at, false, stage.leisure, random, schedule);
      } else {
        const moved = pace({ at, line, person, previous, random, schedule, leisure: stage.leisure });
        if (moved - at > 45 * 60_000) runEndsAt ??= at;
        at = moved;
      }
      taken.add(person.id);
      act(line, person, index);
      previous = person;
    }
  }
  if (at >= (telling.endBy ?? schedule.until)) return undefined;
  const said = events.findLast((event) => event.type === 'message');
  const onlooker = random.pick([undefined, undefined, ...stage.audience(at)]);
  if (said !== undefined && onlooker !== undefined && onlooker.id !== said.person.id && random.chance(0.16)) {
    at = Math.min(at + random.whole(20, 900) * 1000, schedule.until - 1);
    const emoji = 'text' in said && laughter.test(said.text) ? '😂' : random.pick(reactionsOfAudience);
    append(onlooker, { type: 'reaction', message: said.message, emoji, change: 'added' });
    if (random.chance(0.06) && at + 9000 < schedule.until) {
      at += 8000;
      append(onlooker, { type: 'reaction', message: said.message, emoji, change: 'removed' });
    }
  }
  stage.events.push(...events);
  for (const guest of newGuests) stage.guests.add(guest);
  stage.busyUntil = Math.max(stage.busyUntil, runEndsAt ?? at);
  return bookings;
}
