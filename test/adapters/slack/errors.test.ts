import { describe, expect, test } from 'vitest';
import { readFailure, toPlatformError } from '../../../adapters/slack/errors.ts';

const platform = (error: string, more: object = {}) => ({
  code: 'slack_webapi_platform_error',
  data: { ok: false, error, ...more },
});
const http = (statusCode: number) => ({ code: 'slack_webapi_http_error', statusCode });
const network = (code: string) => ({
  code: 'slack_webapi_request_error',
  original: Object.assign(new Error('fetch failed'), { cause: { code } }),
});

describe('a failed call', () => {
  test.each([
    ['channel_not_found', platform('channel_not_found'), 'refused'],
    ['is_archived', platform('is_archived'), 'refused'],
    ['msg_too_long', platform('msg_too_long'), 'refused'],
    ['invalid_blocks', platform('invalid_blocks'), 'refused'],
    ['invalid_auth', platform('invalid_auth'), 'failed'],
    ['missing_scope', platform('missing_scope', { needed: 'chat:write' }), 'failed'],
    ['ratelimited', platform('ratelimited'), 'failed'],
    ['internal_error', platform('internal_error'), 'unknown'],
    ['fatal_error', platform('fatal_error'), 'unknown'],
    ['a page of a proxy', platform('<h1>Login</h1> secret words'), 'unknown'],
    ['an error nobody knows', platform('brand_new_error'), 'failed'],
    ['HTTP 500', http(500), 'unknown'],
    ['HTTP 502', http(502), 'unknown'],
    ['HTTP 503', http(503), 'failed'],
    ['HTTP 403', http(403), 'failed'],
    ['a connection that was refused', network('ECONNREFUSED'), 'failed'],
    ['a name that is not found', network('ENOTFOUND'), 'failed'],
    ['a connection that was cut', network('ECONNRESET'), 'unknown'],
    [
      'a time-out',
      { code: 'slack_webapi_request_error', original: new DOMException('t', 'TimeoutError') },
      'unknown',
    ],
    ['an answer that broke off', new TypeError('terminated'), 'unknown'],
    ['anything at all', 'what?', 'unknown'],
  ])('%s means what it means for a message', (_what, error, kind) => {
    expect(readFailure(error).kind).toBe(kind);
  });

  test.each([
    ['with a time', { code: 'slack_webapi_rate_limited_error', retryAfter: 7 }, 7000],
    ['without a time', new Error('Retry header did not contain a valid timeout (url: …)'), 30_000],
    [
      'as a platform error with a header',
      platform('ratelimited', { response_metadata: { retryAfter: 3 } }),
      3000,
    ],
  ])('a limit %s says when to try again', (_what, error, retryAfterMs) => {
    expect(toPlatformError(error)).toMatchObject({ retryAfterMs, platformCode: 'ratelimited' });
  });

  test('says what to do and repeats nothing that was sent or answered', () => {
    expect(toPlatformError(platform('missing_scope', { needed: 'users:read' })).message).toContain(
      'users:read',
    );
    expect(toPlatformError(platform('invalid_auth')).message).toMatch(/Reinstall the app/);
    const told = toPlatformError(platform('<html>xoxb-secret customer words</html>'));
    expect(`${told.message} ${told.platformCode}`).not.toMatch(/xoxb|customer/);
  });
});
