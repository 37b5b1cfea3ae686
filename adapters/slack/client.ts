import type { LogLevel, WebClient, WebClientOptions } from '@slack/web-api';
import type { AdapterLog } from '../../core/adapter.ts';

/** The methods of a logger that the SDKs ask for. */
export type SdkLogger = NonNullable<WebClientOptions['logger']>;

const timeoutMs = 10_000;

/**
 * Returns a logger for Slack's SDKs that counts what they report but repeats none of it: their messages hold
 * requests, answers and addresses with tickets.
 */
export const quietLogger = (log: AdapterLog): SdkLogger => ({
  debug: () => undefined,
  info: () => undefined,
  warn: () => log.debug({ platform: 'slack' }, "Slack's SDK reports a warning"),
  error: () => log.warn({ platform: 'slack' }, "Slack's SDK reports an error"),
  setLevel: () => undefined,
  getLevel: () => 'error' as LogLevel,
  setName: () => undefined,
});

/**
 * Returns the options for every client of Slack: no retries of its own (a lost answer would post twice), a limit is
 * reported at once instead of slept off, a call ends after 10 s. Made anew for each client, and never with `headers`:
 * the SDK writes the first token into that object and sends it with every client that shares it.
 */
export const clientOptions = (log: AdapterLog, apiUrl?: string): WebClientOptions => ({
  ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  timeout: timeoutMs,
  allowAbsoluteUrls: false,
  logger: quietLogger(log),
});

/** Returns a client of Slack's Web API; the SDK is loaded with the first one. */
export const createClient = async (token: string, log: AdapterLog, apiUrl?: string): Promise<WebClient> => {
  const { WebClient } = await import('@slack/web-api');
  return new WebClient(token, clientOptions(log, apiUrl));
};
