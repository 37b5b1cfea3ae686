import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto';
import { PayloadError } from '../../core/errors.ts';
import { type Fields, fieldsOf, textOf } from '../../core/payload.ts';

/** The secrets by which a request shows that it comes from the platform. */
export type Secrets = {
  readonly encryptKey?: string | undefined;
  readonly verificationToken?: string | undefined;
};

/** A request may be this old, and this far ahead of our clock: 5 minutes. */
export const replayWindowMs = 5 * 60_000;

const equal = (given: string | undefined, wanted: string): boolean => {
  if (given === undefined) return false;
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(wanted));
};

/**
 * Returns what `encrypted` says: AES-256-CBC under the SHA-256 of the Encrypt Key, the first 16 bytes being the
 * initialisation vector, as Feishu documents it. @throws PayloadError when it does not say anything under this key.
 */
export const decrypt = (encryptKey: string, encrypted: string): string => {
  try {
    const bytes = Buffer.from(encrypted, 'base64');
    const key = createHash('sha256').update(encryptKey).digest();
    const cipher = createDecipheriv('aes-256-cbc', key, bytes.subarray(0, 16));
    return Buffer.concat([cipher.update(bytes.subarray(16)), cipher.final()]).toString('utf8');
  } catch {
    throw new PayloadError(
      'The body cannot be decrypted. Does the Encrypt Key match the one in the console?',
    );
  }
};

const parse = (text: string): Fields => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new PayloadError('The body is not JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new PayloadError('The body is no JSON object.');
  }
  return fieldsOf(value);
};

/** A request that is forged, replayed or not for us; the platform gets 401. */
export class ForgedError extends PayloadError {}

type Signed = {
  readonly timestamp: string | undefined;
  readonly nonce: string;
  readonly signature: string | undefined;
};

const signedBy = (headers: Headers): Signed => ({
  timestamp: headers.get('x-lark-request-timestamp') ?? undefined,
  nonce: headers.get('x-lark-request-nonce') ?? '',
  signature: headers.get('x-lark-signature')?.trim().toLowerCase(),
});

const requireFresh = (timestamp: string | undefined, now: number): void => {
  const at = /^\d{10}$/.test(timestamp ?? '') ? Number(timestamp) * 1000 : Number.NaN;
  if (!(Math.abs(now - at) <= replayWindowMs)) {
    throw new ForgedError('The request is older or newer than 5 minutes. Are both clocks right?');
  }
};

/** Events are signed over the raw body with the Encrypt Key, old card callbacks with the Verification Token. */
const requireSigned = (
  algorithm: 'sha256' | 'sha1',
  secret: string,
  raw: string,
  signed: Signed,
  now: number,
) => {
  const wanted = createHash(algorithm)
    .update(`${signed.timestamp ?? ''}${signed.nonce}${secret}${raw}`)
    .digest('hex');
  if (!equal(signed.signature, wanted)) throw new ForgedError('The signature is wrong or missing.');
  requireFresh(signed.timestamp, now);
};

const tokenOf = (body: Fields): string | undefined =>
  textOf(fieldsOf(body['header'])['token']) ?? textOf(body['token']);

const isChallenge = (body: Fields): boolean => body['type'] === 'url_verification';

/** The callback of before version 2.0: its `token` belongs to the card, not to the app. */
const isOldCard = (body: Fields): boolean =>
  body['schema'] === undefined && body['header'] === undefined && body['action'] !== undefined;

const requireToken = (body: Fields, { verificationToken }: Secrets): void => {
  if (verificationToken !== undefined && !equal(tokenOf(body), verificationToken)) {
    throw new ForgedError('The Verification Token is wrong or missing.');
  }
};

/**
 * Returns the decrypted body of a request that surely comes from the platform. With an Encrypt Key the signature and
 * its time are checked, with a Verification Token the token is; both when both are set. The challenge by which the
 * console tests the address carries no signature: being encrypted, or carrying the token, shows where it is from.
 * @throws ForgedError when it does not come from the platform, PayloadError when it cannot be read.
 */
export const openRequest = (raw: string, headers: Headers, secrets: Secrets, now: number): Fields => {
  const { encryptKey, verificationToken } = secrets;
  const outer = parse(raw);
  const encrypted = textOf(outer['encrypt']);
  const signed = signedBy(headers);
  if (encryptKey === undefined) {
    if (encrypted !== undefined) throw new PayloadError('The body is encrypted, but no Encrypt Key is set.');
    if (verificationToken === undefined) throw new ForgedError('There is no secret to check the request by.');
    if (isOldCard(outer)) requireSigned('sha1', verificationToken, raw, signed, now);
    else requireToken(outer, secrets);
    return outer;
  }
  if (encrypted === undefined && isOldCard(outer)) {
    if (verificationToken === undefined)
      throw new ForgedError('Old card callbacks need the Verification Token.');
    requireSigned('sha1', verificationToken, raw, signed, now);
    return outer;
  }
  // The signature first: nothing is decrypted for strangers, but the challenge, which is never signed.
  if (signed.signature !== undefined || encrypted === undefined) {
    requireSigned('sha256', encryptKey, raw, signed, now);
  }
  const body = encrypted === undefined ? outer : parse(decrypt(encryptKey, encrypted));
  if (signed.signature === undefined && !isChallenge(body))
    throw new ForgedError('The signature is missing.');
  if (!isOldCard(body)) requireToken(body, secrets);
  return body;
};
