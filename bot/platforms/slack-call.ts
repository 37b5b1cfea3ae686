import { PlatformError } from '../../core/errors.ts';

const timeoutMs = 10_000;

/** Returns the address of a method of Slack's API, or of a stand-in. */
export const slackMethod = (apiUrl: string | undefined, method: string): URL => {
  const base = apiUrl ?? 'https://slack.com/api/';
  return new URL(method, base.endsWith('/') ? base : `${base}/`);
};

/** What a method answered, and the scopes of the token, where Slack tells them. */
export type SlackAnswer = {
  readonly body: Readonly<Record<string, unknown>>;
  readonly scopes: readonly string[];
  /** Slack's clock, in epoch milliseconds, where it tells. */
  readonly serverAt: number | undefined;
};

/**
 * Calls a method for what is needed before there is an adapter: installing, and checking an installation.
 * @throws PlatformError with Slack's own code when it refuses, without one when it was not reached.
 */
export const callSlack = async (
  apiUrl: string | undefined,
  method: string,
  fields: Readonly<Record<string, string>>,
  token?: string,
): Promise<SlackAnswer> => {
  const answer = await fetch(slackMethod(apiUrl, method), {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: new URLSearchParams(fields),
    signal: AbortSignal.timeout(timeoutMs),
    redirect: 'error',
  }).catch((error: unknown) => {
    throw new PlatformError('Slack was not reached.', { cause: error });
  });
  const body = (await answer.json().catch(() => ({}))) as Readonly<Record<string, unknown>>;
  if (body['ok'] !== true) {
    const code = typeof body['error'] === 'string' ? body['error'] : `http_${answer.status}`;
    throw new PlatformError(`Slack refuses ${method}.`, { platformCode: code });
  }
  const scopes = (answer.headers.get('x-oauth-scopes') ?? '').split(',').map((each) => each.trim());
  const date = Date.parse(answer.headers.get('date') ?? '');
  return {
    body,
    scopes: scopes.filter((each) => each !== ''),
    serverAt: Number.isNaN(date) ? undefined : date,
  };
};
