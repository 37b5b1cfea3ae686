import type { InboundEvent, Person } from '../../core/events.ts';
import { noteRoomHearing } from '../../db/blind.ts';
import type { Db } from '../../db/connect.ts';
import { adoptCustomers, makePersonCustomers } from '../../db/customers.ts';
import type { NewInteraction } from '../../db/interactions.ts';
import { lastCustomerSpeakers, noteRoomActivity, storeMessages } from '../../db/messages.ts';
import { takeOrphans } from '../../db/orphans.ts';
import { findMentioned, type KnownPerson, resolvePeople } from '../../db/people.ts';
import { notePresence, type Room } from '../../db/rooms.ts';
import { withoutErased } from '../care/forget.ts';
import { hearWish } from '../care/hear-wish.ts';
import { giveToHosts } from '../community/hosts.ts';
import { askForBackfill } from '../jobs/ask-for-backfill.ts';
import { hearOutsider } from '../outsiders/door.ts';
import { applyInteractions } from './apply.ts';
import { captureChange } from './capture-change.ts';
import { answerWindowMs, captureMessage } from './capture-message.ts';
import type { Ingest } from './ingest.ts';
import { mentionsIn } from './mentions.ts';
import { roomsOf } from './rooms-of.ts';
import { roomKey, type Scene } from './scene.ts';

/** What a batch changed, for the pages that show it; `replied` when a command answered. */
export type Touched = {
  readonly rooms: readonly string[];
  readonly customers: readonly number[];
  readonly roomsList: boolean;
  readonly replied: boolean;
};

type Rooms = ReadonlyMap<string, Room>;
type People = ReadonlyMap<string, KnownPerson>;

const peopleIn = (event: InboundEvent): readonly Person[] =>
  event.type === 'joined' || event.type === 'left' ? [event.person, ...event.people] : [event.person];

/** In order of time; what changes a message comes after it even when a clock says otherwise. */
const asItHappened = (a: InboundEvent, b: InboundEvent): number =>
  a.at - b.at || Number(b.type === 'message') - Number(a.type === 'message') || (a.id < b.id ? -1 : 1);

/** People of the customers' side become customers of their own where their room is not one customer's. */
const ownCustomers = async (
  trx: Db,
  events: readonly InboundEvent[],
  rooms: Rooms,
  people: People,
): Promise<ReadonlyMap<number, number>> => {
  const found = new Map<number, number>();
  const missing = new Map<number, { id: number; name: string; at: number }>();
  for (const event of events) {
    const purpose = rooms.get(roomKey(event))?.purpose;
    for (const { id } of peopleIn(event)) {
      const person = people.get(id);
      if (person?.side !== 'customer') continue;
      if (person.homeCustomerId !== null) found.set(person.id, person.homeCustomerId);
      else if (purpose === 'community' || purpose === 'direct') {
        missing.set(person.id, missing.get(person.id) ?? { id: person.id, name: person.name, at: event.at });
      }
    }
  }
  for (const [person, customer] of await makePersonCustomers(trx, [...missing.values()]))
    found.set(person, customer);
  return found;
};

const presenceOf = (events: readonly InboundEvent[], rooms: Rooms, people: People) =>
  events.flatMap((event) => {
    const room = rooms.get(roomKey(event));
    const seen = event.type === 'joined' || event.type === 'left' ? event.people : [event.person];
    return seen.flatMap(({ id }) => {
      const person = people.get(id);
      if (!room || !person || person.side === 'bot') return [];
      return [{ roomId: room.id, personId: person.id, at: event.at, left: event.type === 'left' }];
    });
  });

const keepMessages = (trx: Db, events: readonly InboundEvent[], rooms: Rooms, people: People) =>
  storeMessages(
    trx,
    events.flatMap((event) => {
      const room = rooms.get(roomKey(event));
      if (event.type !== 'message' || !room) return [];
      return [
        {
          roomId: room.id,
          personId: people.get(event.person.id)?.id ?? null,
          externalId: event.message,
          thread: event.conversation.thread ?? null,
          at: event.at,
          text: event.text,
        },
      ];
    }),
  );

/** The communities in which we speak first in this batch: whom to is decided by who spoke before. */
const speakersBefore = (trx: Db, events: readonly InboundEvent[], rooms: Rooms, people: People) => {
  const asked = new Map<number, number>();
  const spoken = new Set<number>();
  for (const event of events) {
    const room = rooms.get(roomKey(event));
    if (room?.purpose !== 'community' || event.type !== 'message' || spoken.has(room.id)) continue;
    spoken.add(room.id);
    if (people.get(event.person.id)?.side === 'us') asked.set(room.id, event.at);
  }
  return lastCustomerSpeakers(trx, asked, answerWindowMs);
};

/** What the bot itself has answered waits for nobody. */
const withoutQuestion = (each: NewInteraction): NewInteraction => {
  const { interaction } = each;
  if (interaction.kind !== 'message') return each;
  const { question: _question, ...data } = interaction.data;
  return { ...each, interaction: { ...interaction, data } };
};

/** Sets the scene of every room of the batch: everything is looked up and stored in a few statements for all. */
const setScenes = async (trx: Db, ingest: Ingest, events: readonly InboundEvent[]) => {
  const [first] = events;
  if (!first) return { scenes: new Map<string, Scene>(), made: false };
  const people = await resolvePeople(trx, first, events.flatMap(peopleIn));
  const { rooms, made } = await roomsOf(trx, events, people);
  const names = events.flatMap((event) => (event.type === 'message' ? mentionsIn(event.text) : []));
  const own = await ownCustomers(trx, events, rooms, people);
  const messageIds = await keepMessages(trx, events, rooms, people);
  const speakers = await speakersBefore(trx, events, rooms, people);
  await notePresence(trx, presenceOf(events, rooms, people));
  const mentioned = await findMentioned(
    trx,
    [...new Set([...rooms.values()].map((room) => room.id))],
    [...new Set(names)],
  );
  const latest = new Map<number, number>();
  for (const event of events) {
    const room = rooms.get(roomKey(event));
    if (room) latest.set(room.id, event.at);
  }
  await noteRoomActivity(trx, latest);
  const adopted: Scene['adopted'] = new Map();
  const listening: Scene['listening'] = {
    roomIds: [...rooms.values()].map((room) => room.id),
    personIds: [...people.values()].map((person) => person.id),
    from: Math.min(...events.map((event) => event.at)),
    rows: undefined,
  };
  const scenes = new Map(
    [...rooms].map(([key, room]): [string, Scene] => [
      key,
      {
        trx,
        ingest,
        room,
        people,
        mentioned: mentioned.get(room.id) ?? new Map(),
        messageIds,
        adopted,
        listening,
        customerOf: (person) => {
          if (person.side !== 'customer') return undefined;
          return room.purpose === 'customer' ? (room.homeCustomerId ?? undefined) : own.get(person.id);
        },
        lastSpeaker: speakers.get(room.id),
      },
    ]),
  );
  return { scenes, made };
};

/**
 * Processes deliveries of one account inside one transaction, in order of time: who is it, what was said, whom
 * it concerns, what it does to them, and which commands it holds. Returns what changed.
 */
export const processBatch = async (
  trx: Db,
  ingest: Ingest,
  deliveries: readonly InboundEvent[],
): Promise<Touched> => {
  const known = await withoutErased(trx, ingest.company, deliveries);
  const orphans = await takeOrphans(trx, known);
  const events = [...known, ...orphans].sort(asItHappened);
  const { scenes, made } = await setScenes(trx, ingest, events);
  const touched = new Set<number>();
  let pending: NewInteraction[] = [];
  const answered = new Set<number>();
  let replied = false;
  const flush = async (scene: Scene): Promise<void> => {
    const owners = [...scene.adopted].map(([customerId, first]) => ({ customerId, ...first }));
    scene.adopted.clear();
    await adoptCustomers(trx, owners);
    for (const { customerId, interaction } of pending)
      if (interaction.kind === 'survey-answer') answered.add(customerId);
    for (const id of await applyInteractions(trx, ingest.company, pending)) touched.add(id);
    pending = [];
  };
  for (const event of events) {
    const scene = scenes.get(roomKey(event));
    if (!scene) continue;
    const { room, people } = scene;
    if (event.type === 'bot-added' || event.type === 'bot-removed') {
      await noteRoomHearing(trx, room.id, event.at, event.type === 'bot-added');
      const by = people.get(event.person.id);
      if (event.type === 'bot-added' && event.platform !== 'web')
        await askForBackfill(
          trx,
          room.id,
          event.at,
          ingest.historyDays,
          by?.side === 'us' ? by.id : undefined,
        );
    }
    const asks = ingest.commands.asksBot(event, room, people.get(event.person.id));
    if (!asks) {
      // An edit looks for the interaction of its message, which may still be on its way.
      if (event.type === 'message-edited' || event.type === 'message-recalled') await flush(scene);
      const captured =
        event.type === 'message' ? await captureMessage(scene, event) : await captureChange(scene, event);
      const heard = await hearOutsider(scene, event);
      for (const each of captured) pending.push(heard.settled ? withoutQuestion(each) : each);
      for (const each of heard.interactions) pending.push(each);
      replied ||= heard.replied;
      if (await hearWish({ ...scene, now: ingest.clock.now() }, event)) replied = true;
      const by = people.get(event.person.id);
      await ingest.commands.noteOutsider(trx, event, room, by);
      if (event.type !== 'message-edited' || by?.side !== 'us') continue;
      await flush(scene);
      const again = await ingest.commands.run(trx, { event, room, asker: by });
      for (const id of again.customers) touched.add(id);
      replied ||= again.replied;
      continue;
    }
    await flush(scene);
    const answer = await ingest.commands.run(trx, { event, room, asker: asks });
    for (const id of answer.customers) touched.add(id);
    replied ||= answer.replied;
  }
  const [any] = scenes.values();
  if (any) await flush(any);
  // A bad answer is somebody's at once; what else is nobody's can wait for the next minute.
  await giveToHosts(trx, [...answered], ingest.clock.now());
  return { rooms: [...scenes.keys()], customers: [...touched], roomsList: made, replied };
};
