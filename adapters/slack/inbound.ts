import type { Identity, Mapped } from '../../core/adapter.ts';
import { type InboundEvent, inboundEventSchema } from '../../core/events.ts';
import { clip, type Fields, fieldsOf, firstText, jsonOf, textOf } from '../../core/payload.ts';
import { mapPress } from './inbound-action.ts';
import { mapEvent } from './inbound-event.ts';
import type { Single } from './inbound-message.ts';
import { type Install, installOf } from './install.ts';
import { momentOf } from './payload.ts';

const refuse = (message: string): Mapped => ({ error: { code: 'payload', message } });

/** Payloads that say something about the app, not about a conversation. */
const appPayloads: Readonly<Record<string, string>> = {
  url_verification: 'url_verification: the check of the address, answered at once',
  app_rate_limited: 'app_rate_limited: Slack held events back for a minute, too many in the hour',
  hello: 'hello: the socket is open',
  disconnect: 'disconnect: the socket will be replaced',
};

/**
 * Returns the body within what was recorded: the fields of a form (`payload` holds the body as JSON), an envelope of
 * Socket Mode, JSON that was encoded twice, or the body itself.
 */
export const unwrap = (raw: unknown): Fields => {
  const once = typeof raw === 'string' ? jsonOf(raw) : raw;
  const outer = fieldsOf(typeof once === 'string' ? jsonOf(once) : once);
  const isSocket = textOf(outer['envelope_id']) !== undefined && outer['payload'] !== undefined;
  const isForm =
    outer['type'] === undefined && outer['payload'] !== undefined && outer['event'] === undefined;
  if (!isSocket && !isForm) return outer;
  const inner = jsonOf(outer['payload']);
  return fieldsOf(typeof inner === 'string' ? jsonOf(inner) : inner);
};

/** An event without its envelope, as older tools record it, is put into one. */
const envelopeOf = (body: Fields): Fields => {
  if (body['event'] !== undefined || body['channel'] === undefined || body['ts'] === undefined) return body;
  return body['type'] === 'message' || body['type'] === 'app_mention'
    ? { type: 'event_callback', event: body }
    : body;
};

const idOf = (body: Fields, event: Fields): string => {
  const id = textOf(body['event_id']);
  if (id !== undefined) return id;
  const item = fieldsOf(event['item']);
  const message = fieldsOf(event['message']);
  const channel = firstText(event['channel'], fieldsOf(event['channel'])['id'], item['channel']);
  const moment = firstText(event['event_ts'], event['ts'], body['event_time']);
  return [
    event['type'],
    event['subtype'],
    channel,
    moment,
    event['user'],
    event['reaction'],
    event['deleted_ts'],
    message['ts'],
  ]
    .flatMap((part) => textOf(part) ?? [])
    .join('/');
};

const eventsApi = (body: Fields, install: Install): readonly Single[] => {
  const event = fieldsOf(body['event']);
  if (textOf(event['type']) === undefined) return [{ problem: 'The event has no type.' }];
  const at = momentOf(event['event_ts']) ?? momentOf(event['ts']) ?? momentOf(body['event_time']);
  if (at === undefined) {
    const mapped = mapEvent(event, { id: 'none', at: 0, install });
    return 'ignored' in mapped ? [mapped] : [{ problem: 'The event does not say when it happened.' }];
  }
  return [mapEvent(event, { id: clip(idOf(body, event), 512), at, install })];
};

const gather = (found: readonly Single[]): Mapped => {
  const events: InboundEvent[] = [];
  for (const each of found) {
    if ('problem' in each) return refuse(each.problem);
    if ('ignored' in each) continue;
    const parsed = inboundEventSchema.safeParse(each.event);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      return refuse(`The payload does not fit: ${issue?.path.join('.')}: ${issue?.message}.`);
    }
    events.push(parsed.data);
  }
  if (events.length > 0) return { events };
  const ignored = found.find((each) => 'ignored' in each);
  return { ignored: ignored && 'ignored' in ignored ? ignored.ignored : 'nothing in it' };
};

const map = (raw: unknown, identity: Identity, receivedAt: number): Mapped => {
  if (typeof raw !== 'object' && typeof raw !== 'string') return refuse('A payload of Slack is an object.');
  const body = envelopeOf(unwrap(raw));
  if (Object.keys(body).length === 0) return refuse('The payload is empty or no object.');
  const type = textOf(body['type']);
  if (type !== undefined && Object.hasOwn(appPayloads, type)) return { ignored: appPayloads[type] ?? type };
  if (body['ssl_check'] !== undefined) return { ignored: 'ssl_check: the check of the certificate' };
  const isEvent = type === 'event_callback' || (type === undefined && body['event'] !== undefined);
  if (isEvent && Object.keys(fieldsOf(body['event'])).length === 0)
    return refuse('event_callback without an event.');
  const install = installOf(body, identity);
  if (!install) return refuse('The payload does not say which workspace it is for.');
  const found = isEvent ? eventsApi(body, install) : mapPress(body, install, receivedAt);
  if (found) return gather(found);
  return type === undefined ? refuse('The payload has no type.') : { ignored: `${clip(type, 80)}: not used` };
};

/**
 * Returns what a payload of Slack means: a body of the Events API, a slash command's form fields, an interactive
 * payload (also within its form field), or an envelope of Socket Mode. Pure and never throws; whatever is wrong with
 * the payload is the answer. `receivedAt` (epoch ms) dates what carries no time of its own: commands and forms.
 */
export const mapPayload = (raw: unknown, identity: Identity, receivedAt = Date.now()): Mapped => {
  try {
    return map(raw, identity, receivedAt);
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown';
    return { error: { code: 'invariant', message: `The payload could not be read (${name}).` } };
  }
};
