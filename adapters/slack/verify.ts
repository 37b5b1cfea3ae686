import { createHmac, timingSafeEqual } from 'node:crypto';

/** How far a request's time may lie from ours, in either direction; Slack's own advice is five minutes. */
export const replayWindowMs = 5 * 60 * 1000;

/** What of a request proves where it comes from. `body` is the text as it was sent. */
export type Signed = {
  readonly signature: string | null;
  readonly timestamp: string | null;
  readonly body: string;
};

/** Returns the signature that Slack gives a request: `v0=` and the hex HMAC-SHA256 of `v0:timestamp:body`. */
export const signatureOf = (secret: string, timestamp: string, body: string): string =>
  `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;

/**
 * Returns undefined when the request was signed with the secret within five minutes of `now` (epoch ms), else why it
 * is refused. The comparison takes the same time wherever the signatures differ.
 */
export const refuseForged = (
  secret: string,
  { signature, timestamp, body }: Signed,
  now: number,
): string | undefined => {
  if (secret === '') return 'no signing secret is set';
  if (!signature || !timestamp) return 'it is not signed';
  if (!/^\d{1,12}$/.test(timestamp)) return 'its time is no number';
  const away = Number(timestamp) * 1000 - now;
  if (away < -replayWindowMs) return 'it is too old';
  if (away > replayWindowMs) return 'its time lies ahead';
  const given = Buffer.from(signature);
  const expected = Buffer.from(signatureOf(secret, timestamp, body));
  return given.length === expected.length && timingSafeEqual(given, expected)
    ? undefined
    : 'its signature is wrong';
};
