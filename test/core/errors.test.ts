import { expect, test } from 'vitest';
import {
  ConfigError,
  InputError,
  InvariantError,
  PayloadError,
  PlatformError,
  StorageError,
  TendError,
} from '../../core/errors.ts';

test.each([
  [ConfigError, 'config', 'ConfigError'],
  [InputError, 'input', 'InputError'],
  [StorageError, 'storage', 'StorageError'],
  [PayloadError, 'payload', 'PayloadError'],
  [InvariantError, 'invariant', 'InvariantError'],
  [PlatformError, 'platform', 'PlatformError'],
] as const)('%o says who must act', (Kind, code, name) => {
  const cause = new Error('underneath');
  const error = new Kind('do this', { cause });
  expect(error).toBeInstanceOf(TendError);
  expect(error).toMatchObject({ code, name, message: 'do this', cause });
  expect(new Kind('do this').cause).toBeUndefined();
});

test('a platform error carries what the platform said', () => {
  const error = new PlatformError('try later', {
    platformCode: 'ratelimited',
    requestId: 'r1',
    retryAfterMs: 500,
  });
  expect(error).toMatchObject({ platformCode: 'ratelimited', requestId: 'r1', retryAfterMs: 500 });
  expect(new PlatformError('no answer')).toMatchObject({ platformCode: undefined, retryAfterMs: undefined });
});
