import { createHash, timingSafeEqual } from 'node:crypto';
import { createRequire } from 'node:module';
import type * as WecomCrypto from '@wecom/crypto';
import { PayloadError } from '../../core/errors.ts';
import { textOf } from '../../core/payload.ts';
import { parseXml } from './xml.ts';

const load = createRequire(import.meta.url);
let crypto: typeof WecomCrypto | undefined;
const cryptoOf = (): typeof WecomCrypto => {
  crypto ??= load('@wecom/crypto') as typeof WecomCrypto;
  return crypto;
};

/** What a callback is checked and opened by; `receiver` is the corp id, which the platform encrypts with it. */
export type CallbackSecrets = {
  readonly token: string;
  readonly encodingAesKey: string;
  readonly receiver: string;
};

/** A request that is forged, replayed or not for us; it gets 401. */
export class ForgedError extends PayloadError {}

/** A request may be this old, and this far ahead of our clock: 5 minutes. */
export const replayWindowMs = 5 * 60_000;

const equal = (given: string, wanted: string): boolean => {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(wanted));
};

const requireSigned = (
  query: URLSearchParams,
  encrypted: string,
  { token }: CallbackSecrets,
  now: number,
): void => {
  const timestamp = query.get('timestamp') ?? '';
  const wanted = cryptoOf().getSignature(token, timestamp, query.get('nonce') ?? '', encrypted);
  if (!equal((query.get('msg_signature') ?? '').toLowerCase(), wanted)) {
    throw new ForgedError('The signature is wrong or missing. Is the Token the one of the app?');
  }
  const at = /^\d{10}$/.test(timestamp) ? Number(timestamp) * 1000 : Number.NaN;
  if (!(Math.abs(now - at) <= replayWindowMs)) {
    throw new ForgedError('The request is older or newer than 5 minutes. Are both clocks right?');
  }
};

/**
 * Returns what `encrypted` says. The library neither checks whom it is for nor whether it is sense: a wrong key gives
 * other bytes, not an error. @throws PayloadError, and ForgedError when it is for another company.
 */
const open = (encrypted: string, { encodingAesKey, receiver }: CallbackSecrets): string => {
  let opened: { readonly message: string; readonly id: string };
  try {
    opened = cryptoOf().decrypt(encodingAesKey, encrypted);
  } catch {
    throw new PayloadError('The body cannot be decrypted. Is the EncodingAESKey the one of the app?');
  }
  if (!equal(opened.id, receiver)) {
    throw new ForgedError(
      'The request is for another company, or the EncodingAESKey is not the one of the app.',
    );
  }
  return opened.message;
};

/** Returns the words that the console wants to read when it tests the address. @throws as {@link openCallback}. */
export const openEcho = (query: URLSearchParams, secrets: CallbackSecrets, now: number): string => {
  const echo = query.get('echostr');
  if (echo === null || echo === '') throw new PayloadError('The request has no echostr.');
  requireSigned(query, echo, secrets, now);
  return open(echo, secrets);
};

/**
 * Returns the decrypted XML of a callback that surely comes from the platform and is for us. The signature is checked
 * first: nothing is decrypted for strangers.
 * @throws ForgedError when it does not come from the platform, PayloadError when it cannot be read.
 */
export const openCallback = (
  body: string,
  query: URLSearchParams,
  secrets: CallbackSecrets,
  now: number,
): string => {
  const encrypted = textOf(parseXml(body)['Encrypt']);
  if (encrypted === undefined) throw new PayloadError('The body is not encrypted.');
  requireSigned(query, encrypted, secrets, now);
  return open(encrypted, secrets);
};
