import type { Mapped } from '../../core/adapter.ts';
import type { InboundEvent, Person } from '../../core/events.ts';
import { fieldsOf, firstText, listOf, textOf } from '../../core/payload.ts';
import { idOf, memberOf, nobody, personOf } from './people.ts';
import { type Delivery, eventBase, ignore } from './reading.ts';

const peopleAtOnce = 2000;

/** Who did it, and in a group of which kind. */
const operatorOf = ({ event, company }: Delivery): Person => {
  const operator = event['operator_id'] ?? event['operator'] ?? event['operator_open_id'];
  const name = firstText(
    event['operator_name'],
    fieldsOf(operator)['operator_name'],
    fieldsOf(operator)['name'],
  );
  const ids = fieldsOf(operator)['operator_id'] ?? operator;
  return personOf(idOf(ids), { tenant: event['operator_tenant_key'], name }, company);
};

const chatOf = ({ event }: Delivery): string | undefined =>
  firstText(event['chat_id'], event['open_chat_id']);

/** `external: false` says that the whole group is of one tenant, so whoever carries no tenant is ours. */
const withCompany = (delivery: Delivery): Delivery =>
  delivery.event['external'] === false
    ? { ...delivery, company: { ...delivery.company, outsiders: false } }
    : delivery;

/** Returns who came or went. A person who is added and whose adding is withdrawn has left. */
export const readMembers = (given: Delivery, type: 'joined' | 'left'): Mapped => {
  const delivery = withCompany(given);
  const chat = chatOf(delivery);
  if (chat === undefined) return ignore('a change of members without chat_id');
  const people = listOf(delivery.event['users']).flatMap((user) => memberOf(user, delivery.company) ?? []);
  if (people.length === 0) return ignore('a change of members that names nobody');
  const base = eventBase(delivery, operatorOf(delivery), { id: chat, kind: 'group' });
  const events: InboundEvent[] = [];
  for (let start = 0; start < people.length; start += peopleAtOnce) {
    const id = start === 0 ? base.id : `${base.id}#${start}`;
    events.push({ ...base, id, type, people: people.slice(start, start + peopleAtOnce) });
  }
  return { events };
};

/** Returns that the bot was added to a group, or taken out of it, also when the group was dissolved. */
export const readBot = (given: Delivery, type: 'bot-added' | 'bot-removed'): Mapped => {
  const delivery = withCompany(given);
  const chat = chatOf(delivery);
  if (chat === undefined) return ignore('a change of bots without chat_id');
  const base = eventBase(delivery, operatorOf(delivery), { id: chat, kind: 'group' });
  return { events: [{ ...base, type }] };
};

/** Returns that a person opened the direct chat with the bot. */
export const readEntered = (delivery: Delivery): Mapped => {
  const chat = chatOf(delivery);
  if (chat === undefined) return ignore('a chat entered without chat_id');
  const user = fieldsOf(delivery.event['user']);
  const person =
    idOf(user) === undefined
      ? operatorOf(delivery)
      : personOf(user, { name: user['name'] }, delivery.company);
  const base = eventBase(delivery, person, { id: chat, kind: 'direct' });
  return { events: [{ ...base, type: 'home-opened' }] };
};

/**
 * Returns the command that an entry of the bot's menu is. The menu lives in the direct chat, whose id is not given:
 * the conversation is the person's own id, to which can be sent as well.
 */
export const readMenu = (delivery: Delivery): Mapped => {
  const name = textOf(delivery.event['event_key']);
  const person = operatorOf(delivery);
  if (name === undefined || person === nobody) return ignore('a menu entry without event_key or operator');
  const base = eventBase(delivery, person, { id: person.id, kind: 'direct' }, delivery.event['timestamp']);
  return { events: [{ ...base, type: 'command', name: name.slice(0, 128), args: '' }] };
};
