import type { Identity, Mapped } from '../../core/adapter.ts';
import { TendError } from '../../core/errors.ts';
import { type Fields, fieldsOf, jsonOf, textOf } from '../../core/payload.ts';
import { readAibot } from './inbound-aibot.ts';
import { readArchive } from './inbound-archive.ts';
import { readCallback } from './inbound-callback.ts';
import { checked, type ReadingContext, refuse } from './reading.ts';
import { parseXml } from './xml.ts';

/** Where a payload is from: a decrypted callback, the AI bot's connection, or the archive. */
export type PayloadKind = 'callback' | 'aibot' | 'archive';

/** The kinds that `tend parse wecom --kind` takes. */
export const payloadKinds: readonly PayloadKind[] = ['callback', 'aibot', 'archive'];

const readers: Readonly<Record<PayloadKind, (fields: Fields, context: ReadingContext) => Mapped>> = {
  callback: readCallback,
  aibot: readAibot,
  archive: readArchive,
};

/** Payloads tell by their fields what they are; callbacks alone have names in capitals. */
const kindOf = (fields: Fields): PayloadKind | undefined => {
  if (['MsgType', 'InfoType', 'Encrypt', 'ToUserName'].some((name) => fields[name] !== undefined))
    return 'callback';
  const body = fields['body'] === undefined ? fields : fieldsOf(fields['body']);
  if (['cmd', 'errcode'].some((name) => fields[name] !== undefined)) return 'aibot';
  if (['aibotid', 'chattype', 'response_url'].some((name) => body[name] !== undefined)) return 'aibot';
  return ['msgtime', 'tolist', 'roomid', 'seq', 'msg', 'action', 'encrypt_chat_msg'].some(
    (name) => fields[name] !== undefined,
  )
    ? 'archive'
    : undefined;
};

const openText = (text: string): Fields => {
  if (
    text
      .trimStart()
      .replace(/^\uFEFF/, '')
      .startsWith('<')
  )
    return parseXml(text);
  const value = jsonOf(text);
  return typeof value === 'string' ? parseXml(value) : fieldsOf(value);
};

const fieldsIn = (given: unknown): Fields => {
  const fields = typeof given === 'string' ? openText(given) : fieldsOf(given);
  const xml = fields['xml'];
  if (xml === undefined) return fields;
  return textOf(xml) === undefined ? fieldsOf(xml) : parseXml(textOf(xml) ?? '');
};

/**
 * Returns what a decrypted payload means, for the adapter and for `tend parse wecom` alike: the XML of a callback, or
 * the JSON of the AI bot or of the archive, as text or as the object that it is. Without `kind` its fields tell.
 * `receivedAt` (epoch milliseconds) is the time of what carries none. Never throws.
 */
export const mapPayload = (
  given: unknown,
  identity: Identity,
  {
    kind,
    receivedAt = Date.now(),
  }: { readonly kind?: PayloadKind | undefined; readonly receivedAt?: number } = {},
): Mapped => {
  try {
    const fields = fieldsIn(given);
    if (Object.keys(fields).length === 0) return refuse('The payload is neither XML nor a JSON object.');
    const from = kind ?? kindOf(fields);
    if (!from) return refuse('The payload is of no kind that WeCom sends.');
    return checked(readers[from](fields, { ...identity, receivedAt }));
  } catch (error) {
    if (error instanceof TendError) return refuse(error.message);
    return refuse('The payload has a shape that cannot be read.');
  }
};
