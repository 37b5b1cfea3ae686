import type { MessageEvent } from '../../core/events.ts';
import type { NewInteraction } from '../../db/interactions.ts';
import { authorCustomer } from '../../db/messages.ts';
import { findPeople, type KnownPerson } from '../../db/people.ts';

import { interactionKey, messageKey, placeOf } from './keys.ts';
import { mentionsIn } from './mentions.ts';
import { customerOverheard } from './overheard.ts';
import { readMessage } from './read-message.ts';
import type { Scene } from './scene.ts';

/** In a community, our word is for the customer who spoke last within this time. */
export const answerWindowMs = 2 * 60 * 60 * 1000;

/** The customer who began the thread that a message stands in. */
const customerOfThread = async (scene: Scene, thread: string | undefined): Promise<number | undefined> => {
  if (thread === undefined) return undefined;
  return authorCustomer(scene.trx, scene.room.id, thread);
};

const lastSpeaker = ({ lastSpeaker: last }: Scene, at: number): number | undefined =>
  last && at - last.at <= answerWindowMs ? last.customerId : undefined;

const mentionedCustomers = (scene: Scene, event: MessageEvent, except: number): readonly KnownPerson[] =>
  mentionsIn(event.text).flatMap((name) => {
    const person = scene.mentioned.get(name);
    const known = person?.side === 'customer' && person.firstAt <= event.at;
    return known && person.id !== except ? [person] : [];
  });

/** Of a direct chat between a member and a customer that a route lets us hear: the customer. */
const overheard = async ({ trx, room }: Scene): Promise<readonly number[]> => {
  const id = customerOverheard(room);
  const person = id === undefined ? undefined : (await findPeople(trx, room, [id])).get(id);
  const isKnown = person?.side === 'customer' && person.homeCustomerId !== null;
  return isKnown ? [person.homeCustomerId] : [];
};

/** The customers whom a message of ours is for. */
const addressees = async (
  scene: Scene,
  event: MessageEvent,
  author: KnownPerson,
): Promise<readonly number[]> => {
  const { room } = scene;
  if (room.purpose === 'customer') return room.homeCustomerId === null ? [] : [room.homeCustomerId];
  if (room.purpose === 'direct') return overheard(scene);
  if (room.purpose !== 'community') return [];
  const mentioned = mentionedCustomers(scene, event, author.id).flatMap((each) => customerIdOf(scene, each));
  if (mentioned.length > 0) return [...new Set(mentioned)];
  const one = (await customerOfThread(scene, event.conversation.thread)) ?? lastSpeaker(scene, event.at);
  return one === undefined ? [] : [one];
};

/** The customer that a mentioned person is, also when they did not speak in this batch. */
const customerIdOf = (scene: Scene, person: KnownPerson): readonly number[] => {
  const id = scene.customerOf(person) ?? person.homeCustomerId;
  return id === null ? [] : [id];
};

/** Someone in the community who answers another by name has answered their question. */
const peerReplies = (scene: Scene, event: MessageEvent, author: KnownPerson): readonly NewInteraction[] => {
  if (scene.room.purpose !== 'community') return [];
  return mentionedCustomers(scene, event, author.id).flatMap((person): NewInteraction[] => {
    const [customerId] = customerIdOf(scene, person);
    if (customerId === undefined) return [];
    const key = `${messageKey(event, event.message)}@${person.externalId}`;
    const interaction = { key, at: event.at, kind: 'peer-reply', direction: 'none', data: {} } as const;
    return [{ customerId, roomId: scene.room.id, personId: author.id, interaction }];
  });
};

/** Returns the interactions that a message is: the customer's own words, ours to a customer, or none. */
export const captureMessage = async (
  scene: Scene,
  event: MessageEvent,
): Promise<readonly NewInteraction[]> => {
  const author = scene.people.get(event.person.id);
  const stored = scene.messageIds.get(`${scene.room.id}/${event.message}`);
  if (!author || !stored) return [];
  const { company, analyse } = scene.ingest;
  const common = { roomId: scene.room.id, personId: author.id, messageId: stored.id };
  const key = messageKey(event, event.message);
  if (author.side === 'customer') {
    const customerId = scene.customerOf(author);
    if (customerId === undefined) return [];
    scene.lastSpeaker = { personId: author.id, customerId, at: event.at };
    const place = placeOf(event, event.person);
    const data = { ...readMessage(event.text, event.at, false, company.zone, analyse), place };
    const interaction = { key, at: event.at, kind: 'message', direction: 'in', data } as const;
    return [{ ...common, customerId, interaction }, ...peerReplies(scene, event, author)];
  }
  if (author.side !== 'us') return [];
  const customers = await addressees(scene, event, author);
  for (const customerId of customers) {
    if (!scene.adopted.has(customerId)) scene.adopted.set(customerId, { ownerId: author.id, at: event.at });
  }
  const data = readMessage(event.text, event.at, true, company.zone, analyse);
  return customers.map((customerId, index) => ({
    ...common,
    customerId,
    interaction: {
      key: index === 0 ? key : interactionKey(event, `${event.message}>${customerId}`),
      at: event.at,
      kind: 'message',
      direction: 'out',
      data,
    },
  }));
};
