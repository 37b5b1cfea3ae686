import { encrypt, getSignature } from '@wecom/crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ForgedError, openCallback, openEcho } from '../../../adapters/wecom/verify.ts';
import { PayloadError } from '../../../core/errors.ts';

/** The sample of WeCom's own libraries (WXBizMsgCrypt). */
const secrets = {
  token: 'QDG6eK',
  encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
  receiver: 'wx5823bf96d3bd56c7',
};
const echo = 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==';
const post =
  'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==';
const echoAt = 1_409_659_589_000;
const postAt = 1_409_659_813_000;

const query = (fields: Readonly<Record<string, string>>) => new URLSearchParams(fields);
const echoQuery = (more: Readonly<Record<string, string>> = {}) =>
  query({
    msg_signature: '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3',
    timestamp: '1409659589',
    nonce: '263014780',
    echostr: echo,
    ...more,
  });
const body = (encrypted: string) =>
  `<xml><ToUserName><![CDATA[x]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;
const signed = (encrypted: string, at = postAt) => {
  const timestamp = String(at / 1000);
  return query({
    msg_signature: getSignature(secrets.token, timestamp, 'n', encrypted),
    timestamp,
    nonce: 'n',
  });
};

describe('the published vectors', () => {
  test('the echo is opened', () => {
    expect(openEcho(echoQuery(), secrets, echoAt)).toBe('1616140317555161061');
  });

  test('a callback is opened', () => {
    const fields = query({
      msg_signature: '477715d11cdb4164915debcba66cb864d751f3e6',
      timestamp: '1409659813',
      nonce: '1372623149',
    });
    const opened = openCallback(body(post), fields, secrets, postAt);
    expect(opened).toContain('<Content><![CDATA[hello]]></Content>');
    expect(opened).toContain('<FromUserName><![CDATA[mycreate]]></FromUserName>');
  });
});

describe('what is refused', () => {
  test.each([
    ['another signature', echoQuery({ msg_signature: '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd4' }), echoAt],
    ['a short signature', echoQuery({ msg_signature: '5c45' }), echoAt],
    ['no signature', echoQuery({ msg_signature: '' }), echoAt],
    ['another nonce', echoQuery({ nonce: '1' }), echoAt],
    ['an old request', echoQuery(), echoAt + 5 * 60_000 + 1000],
    ['one from the future', echoQuery(), echoAt - 5 * 60_000 - 1000],
  ])('%s', (_name, fields, now) => {
    expect(() => openEcho(fields, secrets, now)).toThrow(ForgedError);
  });

  test('a callback for another company', () => {
    const encrypted = encrypt(secrets.encodingAesKey, '<xml/>', 'wwOTHER');
    expect(() => openCallback(body(encrypted), signed(encrypted), secrets, postAt)).toThrow(ForgedError);
  });

  test('a callback with the key of another app', () => {
    const encrypted = encrypt('A'.repeat(43), '<xml/>', secrets.receiver);
    expect(() => openCallback(body(encrypted), signed(encrypted), secrets, postAt)).toThrow(PayloadError);
  });

  test.each([
    ['empty', ''],
    ['no base64', '!!!'],
    ['cut', post.slice(0, 64)],
    ['garbage of the right length', Buffer.alloc(64, 1).toString('base64')],
    ['garbage of a wrong length', Buffer.alloc(63, 1).toString('base64')],
  ])('a body that is %s, with the right signature', (_name, encrypted) => {
    expect(() => openCallback(body(encrypted), signed(encrypted), secrets, postAt)).toThrow(PayloadError);
  });

  test('whatever bytes are signed, nothing but a PayloadError comes out', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const encrypted = Buffer.from(bytes).toString('base64');
        expect(() => openCallback(body(encrypted), signed(encrypted), secrets, postAt)).toThrow(PayloadError);
      }),
    );
  });

  test('no message of an error holds a secret', () => {
    const messages: string[] = [];
    for (const run of [
      () => openEcho(echoQuery({ nonce: '1' }), secrets, echoAt),
      () => openCallback(body(''), signed(''), secrets, postAt),
    ]) {
      try {
        run();
      } catch (error) {
        messages.push(String(error));
      }
    }
    expect(messages).toHaveLength(2);
    for (const secret of Object.values(secrets)) expect(messages.join()).not.toContain(secret);
  });
});
