import type { InboundEvent, Person } from '../../core/events.ts';
import { noteRoomHearing } from '../../db/blind.ts';
import type { Db } from '../../db/connect.ts';
import { adoptCustomers, makePersonCustomers } from '../../db/customers.ts';
import type { NewInteraction } from '../../db/interactions.ts';
import { noteRoomActivity, storeMessages } from '../../db/messages.ts';
import { findByAlias, type KnownPerson, resolvePeople } from '../../db/people.ts';
import { notePresence, type Room } from '../../db/rooms.ts';
import { applyInteractions } from './apply.ts';
import { captureChange } from './capture-change.ts';
import { captureMessage } from './capture-message.ts';
import { mentionsIn } from './mentions.ts';
import type { Ingest } from './process.ts';
import { roomOf } from './room-of.ts';

/** What a batch changed, for the pages that show it; `replied` when a command answered. */
export type Touched = {
  readonly rooms: readonly string[];
  readonly customers: readonly number[];
  readonly roomsList: boolean;
  readonly replied: boolean;
};

/** All that capturing one event of the batch may look at. */
export type Scene = {
  readonly trx: Db;
  readonly ingest: Ingest;
  readonly room: Room;
  readonly people: ReadonlyMap<string, KnownPerson>;
  readonly mentioned: ReadonlyMap<string, KnownPerson>;
  /** Customer ids of the people on the customers' side, by person id. */
  readonly customerOf: ReadonlyMap<number, number>;
  readonly messageIds: ReadonlyMap<string, { readonly id: number; readonly fresh: boolean }>;
  /** The member of ours who first spoke to each customer in this batch. */
  readonly adopted: Map<number, number>;
  /** The customer who last spoke in the room before the event at hand; undefined until looked up. */
  lastSpeaker: { readonly personId: number; readonly at: number } | null | undefined;
};

const peopleIn = (event: InboundEvent): readonly Person[] =>
  event.type === 'joined' || event.type === 'left' ? [event.person, ...event.people] : [event.person];

/** People of the customers' side become customers of their own where their room is not one customer's. */
const customersOf = async (
  trx: Db,
  room: Room,
  events: readonly InboundEvent[],
  people: ReadonlyMap<string, KnownPerson>,
): Promise<ReadonlyMap<number, number>> => {
  const found = new Map<number, number>();
  const missing = new Map<number, { id: number; name: string; at: number }>();
  for (const event of events) {
    for (const each of peopleIn(event)) {
      const person = people.get(each.id);
      if (person?.side !== 'customer') continue;
      const customerId = room.purpose === 'customer' ? room.customerId : person.customerId;
      if (customerId !== null) found.set(person.id, customerId);
      else if (room.purpose === 'community' || room.purpose === 'direct') {
        if (!missing.has(person.id))
          missing.set(person.id, { id: person.id, name: person.name, at: event.at });
      }
    }
  }
  for (const [person, customer] of await makePersonCustomers(trx, [...missing.values()]))
    found.set(person, customer);
  return found;
};

const presenceOf = (room: Room, events: readonly InboundEvent[], people: ReadonlyMap<string, KnownPerson>) =>
  events.flatMap((event) => {
    const seen = event.type === 'joined' || event.type === 'left' ? event.people : [event.person];
    return seen.flatMap((each) => {
      const person = people.get(each.id);
      if (!person || person.side === 'bot') return [];
      return [{ roomId: room.id, personId: person.id, at: event.at, left: event.type === 'left' }];
    });
  });

const keepMessages = async (
  trx: Db,
  room: Room,
  events: readonly InboundEvent[],
  people: ReadonlyMap<string, KnownPerson>,
) => {
  const messages = events.flatMap((event) =>
    event.type === 'message'
      ? [
          {
            roomId: room.id,
            personId: people.get(event.person.id)?.id ?? null,
            externalId: event.message,
            thread: event.conversation.thread ?? null,
            at: event.at,
            text: event.text,
          },
        ]
      : [],
  );
  return storeMessages(trx, messages);
};

/**
 * Processes deliveries of one conversation inside one transaction: who is it, what was said, whom it concerns,
 * what it does to them, and which commands it holds. Returns what changed.
 */
export const processBatch = async (
  trx: Db,
  ingest: Ingest,
  deliveries: readonly InboundEvent[],
): Promise<Touched> => {
  const events = [...deliveries].sort((a, b) => a.at - b.at);
  const first = events[0];
  const last = events.at(-1);
  if (!first || !last) return { rooms: [], customers: [], roomsList: false, replied: false };
  const people = await resolvePeople(trx, first, events.flatMap(peopleIn));
  const { room, made } = await roomOf(trx, first, people);
  const names = events.flatMap((event) => (event.type === 'message' ? mentionsIn(event.text) : []));
  const scene: Scene = {
    trx,
    ingest,
    room,
    people,
    mentioned: await findByAlias(trx, first, [...new Set(names)]),
    customerOf: await customersOf(trx, room, events, people),
    messageIds: await keepMessages(trx, room, events, people),
    adopted: new Map(),
    lastSpeaker: undefined,
  };
  await notePresence(trx, presenceOf(room, events, people));
  await noteRoomActivity(trx, new Map([[room.id, last.at]]));
  const touched = new Set<number>();
  let pending: NewInteraction[] = [];
  let replied = false;
  const flush = async (): Promise<void> => {
    const owners = [...scene.adopted].map(([customerId, ownerId]) => ({ customerId, ownerId }));
    await adoptCustomers(trx, owners);
    for (const id of await applyInteractions(trx, ingest.company, pending)) touched.add(id);
    pending = [];
  };
  for (const event of events) {
    if (event.type === 'bot-added' || event.type === 'bot-removed') {
      await noteRoomHearing(trx, room.id, event.at, event.type === 'bot-added');
    }
    const asks = ingest.commands.asksBot(event, room, people.get(event.person.id));
    if (!asks) {
      if (event.type === 'message-edited' || event.type === 'message-recalled') await flush();
      const captured =
        event.type === 'message' ? await captureMessage(scene, event) : await captureChange(scene, event);
      pending.push(...captured);
      continue;
    }
    await flush();
    const answer = await ingest.commands.run(trx, { event, room, asker: asks });
    for (const id of answer.customers) touched.add(id);
    replied ||= answer.replied;
  }
  await flush();
  return { rooms: [room.externalId], customers: [...touched], roomsList: made, replied };
};
