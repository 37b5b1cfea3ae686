import type { Mapped } from '../../core/adapter.ts';
import type { InboundEvent } from '../../core/events.ts';
import { clip, type Fields, fieldsOf, firstText, jsonOf, textOf } from '../../core/payload.ts';
import { personOf } from './people.ts';
import { contentKey, type Delivery, eventBase, ignore } from './reading.ts';

/** What a press or a form brings, wherever the platform puts it. */
type Press = {
  readonly action: Fields;
  /** What the element carries: of our own cards an object, of others anything. */
  readonly value: unknown;
  readonly message: string | undefined;
  readonly chat: string | undefined;
};

const pressOf = ({ event }: Delivery): Press => {
  const action = fieldsOf(event['action']);
  const context = fieldsOf(event['context']);
  // A form is filled in in the direct chat; it belongs to the chat where its button was pressed.
  const asked = action['form_value'] ? fieldsOf(action['value'])['chat'] : undefined;
  return {
    action,
    value:
      typeof action['value'] === 'string' ? (jsonOf(action['value']) ?? action['value']) : action['value'],
    message: firstText(context['open_message_id'], event['open_message_id'], event['message_id']),
    chat: firstText(asked, context['open_chat_id'], event['open_chat_id'], event['chat_id']),
  };
};

const asText = (value: unknown): string =>
  textOf(value) ??
  (value === undefined || value === null || value === '' ? '' : (JSON.stringify(value) ?? ''));

/** A date picker says `2026-03-01 +0800`; the day is what was chosen. */
const withoutZone = (text: string): string => /^(\d{4}-\d{2}-\d{2}) [+-]\d{4}$/.exec(text)?.[1] ?? text;

const formValue = (value: unknown): string | string[] =>
  Array.isArray(value) ? value.map((each) => withoutZone(asText(each))) : withoutZone(asText(value));

/** What was chosen or typed in an element that stands alone, for cards that are not ours. */
const chosen = (action: Fields): unknown =>
  action['option'] ?? action['options'] ?? action['input_value'] ?? action['checked'];

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;

const readForm = (base: ReturnType<typeof eventBase>, { action, value }: Press): InboundEvent => {
  const own = fieldsOf(value);
  const values = Object.fromEntries(
    Object.entries(fieldsOf(action['form_value'])).map(([name, each]) => [name, formValue(each)]),
  );
  const form = firstText(own['form'], action['name']) ?? 'form';
  const carried = asText(own['form'] === undefined ? value : own['value']);
  return {
    ...base,
    type: 'form',
    form: clip(form, 256),
    values: carried === '' ? values : { ...values, value: carried },
  };
};

const readPress = (base: ReturnType<typeof eventBase>, { action, value, message }: Press): InboundEvent => {
  const own = fieldsOf(value);
  const name = firstText(own['action'], action['name'], action['tag']) ?? 'press';
  const given = own['action'] === undefined ? value : own['value'];
  const empty = given === undefined || given === null || (given === value && isEmpty(value));
  const carried = empty ? (chosen(action) ?? given) : given;
  return {
    ...base,
    type: 'action',
    action: clip(name, 256),
    value: asText(carried),
    ...(message === undefined ? {} : { message: clip(message, 512) }),
  };
};

/** Returns the press of a button or the form that was sent, of the present callback and of the old one. */
export const readCard = (delivery: Delivery): Mapped => {
  const { event, company } = delivery;
  const operator = fieldsOf(event['operator']);
  const ids = Object.keys(operator).length > 0 ? operator : event;
  const tenant = firstText(operator['tenant_key'], event['tenant_key']);
  const person = personOf(ids, { tenant, name: operator['name'] }, company);
  const press = pressOf(delivery);
  if (event['action'] === undefined) return ignore('a card callback without an action');
  // Where the chat is left out (a card shown outside of one) the answer goes to the person directly.
  const conversation =
    press.chat === undefined
      ? { id: person.id, kind: 'direct' as const }
      : { id: press.chat, kind: 'group' as const };
  const base = eventBase(delivery, person, conversation);
  const form = press.action['form_value'] !== undefined && press.action['form_value'] !== null;
  return { events: [form ? readForm(base, press) : readPress(base, press)] };
};

/** Returns the delivery key of an old card callback, which has no id: its token is new with every press. */
export const cardKey = (body: Fields): string =>
  contentKey([body['token'], body['open_message_id'], body['open_id'], body['action']]);
