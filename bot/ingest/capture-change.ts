import type { InboundEvent } from '../../core/events.ts';
import type { NewInteraction } from '../../db/interactions.ts';
import { editMessage, findMessage, recallMessage, setReaction } from '../../db/messages.ts';
import { keepOrphan } from '../../db/orphans.ts';
import type { KnownPerson } from '../../db/people.ts';
import { interactionKey, messageKey, placeOf } from './keys.ts';
import { readMessage } from './read-message.ts';
import type { Scene } from './scene.ts';

type Of<Type extends InboundEvent['type']> = Extract<InboundEvent, { type: Type }>;

/** Deliveries may overtake each other: what is about a message that is not here yet waits for it. */
const keepForLater = async (
  scene: Scene,
  event: Of<'message-edited' | 'message-recalled' | 'reaction'>,
): Promise<readonly NewInteraction[]> => {
  await keepOrphan(scene.trx, event);
  return [];
};

/** The customers in whose history a message stands. */
const customersOfMessage = async (
  scene: Scene,
  messageId: number,
): Promise<readonly { customerId: number; ours: boolean; key: string }[]> => {
  const rows = await scene.trx
    .selectFrom('interaction')
    .select(['direction', 'source_key'])
    .select((each) => each.fn.coalesce('origin_id', 'customer_id').as('customer_id'))
    .where('message_id', '=', messageId)
    .where('kind', '=', 'message')
    .execute();
  return rows.map((row) => ({
    customerId: row.customer_id,
    ours: row.direction === 'out',
    key: row.source_key,
  }));
};

const edited = async (scene: Scene, event: Of<'message-edited'>): Promise<readonly NewInteraction[]> => {
  const message = await findMessage(scene.trx, scene.room.id, event.message);
  if (!message) return keepForLater(scene, event);
  await editMessage(scene.trx, message.id, event.text, event.at);
  const { company, analyse } = scene.ingest;
  return (await customersOfMessage(scene, message.id)).map(({ customerId, ours, key }) => ({
    customerId,
    roomId: scene.room.id,
    messageId: message.id,
    interaction: {
      key: `${key}~${event.id}`,
      at: event.at,
      kind: 'edited',
      direction: 'none',
      data: { target: key, ...readMessage(event.text, message.at, ours, company.zone, analyse) },
    },
  }));
};

const recalled = async (scene: Scene, event: Of<'message-recalled'>): Promise<readonly NewInteraction[]> => {
  const message = await findMessage(scene.trx, scene.room.id, event.message);
  if (!message) return keepForLater(scene, event);
  await recallMessage(scene.trx, message.id, event.at);
  return (await customersOfMessage(scene, message.id)).map(({ customerId, key }) => ({
    customerId,
    roomId: scene.room.id,
    messageId: message.id,
    interaction: {
      key: `${key}~${event.id}`,
      at: event.at,
      kind: 'recalled',
      direction: 'none',
      data: { target: key },
    },
  }));
};

const reacted = async (scene: Scene, event: Of<'reaction'>): Promise<readonly NewInteraction[]> => {
  const person = scene.people.get(event.person.id);
  const message = await findMessage(scene.trx, scene.room.id, event.message);
  if (!message) return keepForLater(scene, event);
  if (!person) return [];
  await setReaction(
    scene.trx,
    { messageId: message.id, personId: person.id, emoji: event.emoji, at: event.at },
    event.change,
  );
  const customerId = scene.customerOf(person);
  if (customerId === undefined || event.change === 'removed') return [];
  return [
    {
      customerId,
      roomId: scene.room.id,
      personId: person.id,
      interaction: {
        key: interactionKey(event, event.id),
        at: event.at,
        kind: 'reaction',
        direction: 'in',
        data: {
          emoji: event.emoji,
          target: messageKey(event, event.message),
          place: placeOf(event, event.person),
        },
      },
    },
  ];
};

const cameOrWent = (scene: Scene, event: Of<'joined' | 'left'>): readonly NewInteraction[] => {
  const byCustomer = new Map<number, KnownPerson[]>();
  for (const each of event.people) {
    const person = scene.people.get(each.id);
    const customerId = person && scene.customerOf(person);
    if (person && customerId !== undefined) {
      byCustomer.set(customerId, [...(byCustomer.get(customerId) ?? []), person]);
    }
  }
  const found: NewInteraction[] = [];
  for (const [customerId, group] of byCustomer) {
    const [first] = group;
    if (!first) continue;
    const key = interactionKey(event, `${event.id}>${first.externalId}`);
    const common = { customerId, roomId: scene.room.id, personId: first.id };
    const data = { places: group.map((each) => placeOf(event, { id: each.externalId })) };
    const direction = event.type === 'joined' ? ('in' as const) : ('none' as const);
    found.push({ ...common, interaction: { key, at: event.at, kind: event.type, direction, data } });
  }
  return found;
};

const contact = (scene: Scene, event: Of<'contact-added' | 'contact-removed'>): readonly NewInteraction[] => {
  const person = scene.people.get(event.person.id);
  const customerId = person && scene.customerOf(person);
  if (customerId === undefined) return [];
  const direction = event.type === 'contact-added' ? ('in' as const) : ('none' as const);
  return [
    {
      customerId,
      interaction: {
        key: interactionKey(event, event.id),
        at: event.at,
        kind: event.type,
        direction,
        data: {},
      },
    },
  ];
};

/** Returns the interactions that an event other than a message is, and keeps the transcript in step with it. */
export const captureChange = async (
  scene: Scene,
  event: InboundEvent,
): Promise<readonly NewInteraction[]> => {
  switch (event.type) {
    case 'message-edited':
      return edited(scene, event);
    case 'message-recalled':
      return recalled(scene, event);
    case 'reaction':
      return reacted(scene, event);
    case 'joined':
    case 'left':
      return cameOrWent(scene, event);
    case 'contact-added':
    case 'contact-removed':
      return contact(scene, event);
    case 'message':
    case 'command':
    case 'action':
    case 'form':
    case 'home-opened':
    case 'bot-added':
    case 'bot-removed':
      return [];
  }
};
