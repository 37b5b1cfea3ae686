import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createSeal, readKey } from '../../../bot/platforms/seal.ts';
import { ConfigError } from '../../../core/errors.ts';

const key = randomBytes(32);

test('what is closed is opened by the same key for the same context, and looks different each time', () => {
  const seal = createSeal(key);
  const once = seal.close('xoxb-token', 'slack/T1');
  expect(once).not.toContain('xoxb');
  expect(seal.close('xoxb-token', 'slack/T1')).not.toBe(once);
  expect(seal.open(once, 'slack/T1')).toBe('xoxb-token');
});

test('another key, another context and a changed text are refused', () => {
  const seal = createSeal(key);
  const once = seal.close('xoxb-token', 'slack/T1');
  const changed = `${once.slice(0, -4)}${once.endsWith('AAA=') ? 'BBB=' : 'AAA='}`;
  expect(() => createSeal(randomBytes(32)).open(once, 'slack/T1')).toThrow(ConfigError);
  expect(() => seal.open(once, 'slack/T2')).toThrow(ConfigError);
  expect(() => seal.open(changed, 'slack/T1')).toThrow(ConfigError);
  expect(() => seal.open('v2.AAAA', 'slack/T1')).toThrow(/install the app again/);
});

test('a key is 32 bytes in base64 and nothing else', () => {
  expect(readKey(key.toString('base64'))?.equals(key)).toBe(true);
  expect(readKey('')).toBeUndefined();
  expect(readKey('not a key')).toBeUndefined();
  expect(readKey(randomBytes(16).toString('base64'))).toBeUndefined();
});
