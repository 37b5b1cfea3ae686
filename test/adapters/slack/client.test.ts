import { expect, test } from 'vitest';
import { clientOptions, quietLogger } from '../../../adapters/slack/client.ts';
import { createMemoryLog } from '../../support/memory-log.ts';

test('what the SDK wants to log is counted, never repeated', () => {
  const log = createMemoryLog();
  const logger = quietLogger(log);
  const words = [
    'http request body: {"token":"xoxb-secret","text":"customer words"}',
    { token: 'xoxb-secret' },
  ];
  for (const level of ['debug', 'info', 'warn', 'error'] as const) logger[level](...words);
  expect(log.lines).toHaveLength(2);
  expect(log.lines.join()).not.toMatch(/xoxb|customer/);
});

test('every client has options of its own, without headers that it could share', () => {
  const [one, other] = [clientOptions(createMemoryLog()), clientOptions(createMemoryLog())];
  expect(one).not.toBe(other);
  expect(one).not.toHaveProperty('headers');
  expect(one).toMatchObject({ retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, timeout: 10_000 });
});
