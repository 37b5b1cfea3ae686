import fc from 'fast-check';
import { expect, test } from 'vitest';
import { refuseForged, replayWindowMs, signatureOf } from '../../../adapters/slack/verify.ts';

// The example that Slack's documentation of its signatures prints.
const secret = '8f742231b10e8888abcd99yyyzzz85a5';
const timestamp = '1531420618';
const body =
  'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
const signature = 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503';
const now = 1531420618_000;

test('the documented example is signed as documented and accepted', () => {
  expect(signatureOf(secret, timestamp, body)).toBe(signature);
  expect(refuseForged(secret, { signature, timestamp, body }, now)).toBeUndefined();
});

test.each([
  ['another secret', { secret: 'other' }],
  ['no secret', { secret: '' }],
  ['another body', { body: `${body}&x=1` }],
  ['no signature', { signature: null }],
  ['no time', { timestamp: null }],
  ['a time that is no number', { timestamp: '1531420618; drop' }],
  ['another time', { timestamp: '1531420619' }],
  ['a signature of another length', { signature: 'v0=a2' }],
])('%s is refused', (_what, change) => {
  const given = { secret, signature, timestamp, body, ...change };
  expect(refuseForged(given.secret, given, now)).toEqual(expect.any(String));
});

test('a right signature is good for five minutes in either direction, not longer', () => {
  fc.assert(
    fc.property(fc.integer({ min: -2 * replayWindowMs, max: 2 * replayWindowMs }), (away) => {
      const refused = refuseForged(secret, { signature, timestamp, body }, now + away);
      expect(refused === undefined).toBe(Math.abs(away) <= replayWindowMs);
    }),
  );
});
