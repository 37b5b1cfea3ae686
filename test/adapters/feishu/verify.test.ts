import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { decrypt, ForgedError, openRequest, replayWindowMs } from '../../../adapters/feishu/verify.ts';
import { PayloadError } from '../../../core/errors.ts';
import { encryptBody, signBody } from '../../support/servers/feishu/crypto.ts';

const key = 'test key';
const now = 1_700_000_000_000;
const timestamp = '1700000000';

const signed = (raw: string, over: Record<string, string> = {}): Headers =>
  new Headers({
    'x-lark-request-timestamp': timestamp,
    'x-lark-request-nonce': 'n1',
    'x-lark-signature': signBody(raw, key, over['x-lark-request-timestamp'] ?? timestamp, 'n1'),
    ...over,
  });
const wrap = (body: unknown): string => JSON.stringify({ encrypt: encryptBody(JSON.stringify(body), key) });
const event = { schema: '2.0', header: { token: 'vt', event_type: 'x' }, event: {} };

describe('the published examples', () => {
  test('decrypt', () => {
    expect(decrypt(key, 'P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk=')).toBe('hello world');
    const iv = Buffer.from('00112233445566778899aabbccddeeff', 'hex');
    const secret = 'ABEiM0RVZneImaq7zN3u/25Xkfdg3m7+3u1kbf8jsJfhEemIUe4MnZ24KuBWyU4d';
    expect(encryptBody('{"hello":"world"}', key, iv)).toBe(secret);
    const raw = JSON.stringify({ encrypt: secret });
    const headers = new Headers({
      'x-lark-request-timestamp': timestamp,
      'x-lark-request-nonce': 'n1',
      'x-lark-signature': 'ea9754a72e96599b42e8afdec90196ada4362d895898453d852e7ecfa300f7e7',
    });
    expect(openRequest(raw, headers, { encryptKey: key }, now)).toEqual({ hello: 'world' });
  });
});

describe('with an Encrypt Key', () => {
  const secrets = { encryptKey: key, verificationToken: 'vt' };
  const open = (raw: string, headers = signed(raw), at = now) => openRequest(raw, headers, secrets, at);

  test('a signed and encrypted event is opened, however its JSON is spaced', () => {
    expect(open(wrap(event))).toEqual(event);
    const spaced = JSON.stringify(JSON.parse(wrap(event)), null, 2);
    expect(open(spaced)).toEqual(event);
  });

  test.each([-replayWindowMs - 1000, replayWindowMs + 1000])(
    'a request that is %d ms off is refused',
    (off) => {
      expect(() => open(wrap(event), undefined, now + off)).toThrow(ForgedError);
    },
  );

  test.each([-replayWindowMs, replayWindowMs])('a request that is %d ms off is taken', (off) => {
    expect(open(wrap(event), undefined, now + off)).toEqual(event);
  });

  test.each([
    { what: 'another signature', headers: { 'x-lark-signature': 'a'.repeat(64) } },
    { what: 'an empty signature', headers: { 'x-lark-signature': '' } },
    { what: 'a time that is no number', headers: { 'x-lark-request-timestamp': 'soon' } },
    { what: 'a time in milliseconds', headers: { 'x-lark-request-timestamp': `${timestamp}000` } },
    { what: 'another nonce', headers: { 'x-lark-request-nonce': 'n2' } },
  ])('$what is refused', ({ headers }) => {
    const raw = wrap(event);
    expect(() => open(raw, signed(raw, headers as Record<string, string>))).toThrow(ForgedError);
  });

  test('no signature at all is refused, encrypted or not', () => {
    expect(() => open(wrap(event), new Headers())).toThrow(ForgedError);
    expect(() => open(JSON.stringify(event), new Headers())).toThrow(ForgedError);
  });

  test('the challenge needs no signature, but the key and the token', () => {
    const challenge = { type: 'url_verification', challenge: 'c', token: 'vt' };
    expect(open(wrap(challenge), new Headers())).toEqual(challenge);
    expect(() => open(wrap({ ...challenge, token: 'other' }), new Headers())).toThrow(ForgedError);
    expect(() => open(JSON.stringify(challenge), new Headers())).toThrow(ForgedError);
  });

  test('a right signature does not excuse another token', () => {
    expect(() => open(wrap({ ...event, header: { token: 'other' } }))).toThrow(ForgedError);
    expect(() => open(wrap({ ...event, header: {} }))).toThrow(ForgedError);
  });

  test.each([
    '{"encrypt":"%%%"}',
    '{"encrypt":""}',
    '{"encrypt":"AAAA"}',
    'no json',
    '"doubly \\"encoded\\""',
    '[]',
    '{"encrypt":',
  ])('what cannot be read is said: %s', (raw) => {
    expect(() => open(raw)).toThrow(PayloadError);
  });

  test('what was encrypted under another key cannot be read', () => {
    const raw = JSON.stringify({ encrypt: encryptBody(JSON.stringify(event), 'other key') });
    expect(() => open(raw)).toThrow(/Encrypt Key|not JSON/);
  });
});

describe('with a Verification Token alone', () => {
  const open = (body: unknown, headers = new Headers()) =>
    openRequest(JSON.stringify(body), headers, { verificationToken: 'vt' }, now);

  test('the token is checked, in every version of the envelope', () => {
    expect(open(event)).toEqual(event);
    expect(open({ token: 'vt', uuid: 'u', event: { type: 'message' } })).toBeTruthy();
    expect(() => open({ ...event, header: { token: 'x' } })).toThrow(ForgedError);
    expect(() => open({ ...event, header: {} })).toThrow(ForgedError);
  });

  test('an encrypted body says what is missing', () => {
    expect(() => open({ encrypt: 'x' })).toThrow(/no Encrypt Key/);
  });

  test('an old card callback is signed with the token', () => {
    const body = { open_id: 'ou_1', token: 'c-1', action: { tag: 'button' } };
    const signature = createHash('sha1')
      .update(`${timestamp}n1vt${JSON.stringify(body)}`)
      .digest('hex');
    const headers = (value: string) =>
      new Headers({
        'x-lark-request-timestamp': timestamp,
        'x-lark-request-nonce': 'n1',
        'x-lark-signature': value,
      });
    expect(open(body, headers(signature))).toEqual(body);
    expect(() => open(body, headers('a'.repeat(40)))).toThrow(ForgedError);
    expect(() => open(body)).toThrow(ForgedError);
  });
});

test('without any secret nothing is taken', () => {
  expect(() => openRequest(JSON.stringify(event), new Headers(), {}, now)).toThrow(ForgedError);
});
