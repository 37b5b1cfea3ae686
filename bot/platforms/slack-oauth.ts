import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { InputError, PlatformError } from '../../core/errors.ts';
import { callSlack } from './slack-call.ts';
import type { SlackSettings } from './slack-settings.ts';

type Oauth = Extract<SlackSettings['install'], { by: 'oauth' }>;

/** Where the browser comes back to, below the public address. */
export const slackOauthPath = '/slack/oauth';
const cookieName = 'tend_slack_install';
const validMs = 10 * 60 * 1000;

/** What a workspace gave us. `token` is a secret. */
export type Granted = {
  readonly account: string;
  readonly name: string;
  readonly token: string;
  readonly botUserId: string | undefined;
};

const sign = (oauth: Oauth, text: string): string =>
  createHmac('sha256', oauth.key).update(`slack-install:${text}`).digest('base64url');

/** Slack's pages; beside the API of a stand-in stand its pages. */
const authorizeUrl = (apiUrl: string | undefined): URL =>
  new URL('/oauth/v2/authorize', apiUrl === undefined ? 'https://slack.com' : new URL(apiUrl).origin);

const redirectUri = (oauth: Oauth): string => `${oauth.publicUrl}${slackOauthPath}`;

/** Returns the answer that sends a browser to Slack's page of consent; it is good for 10 minutes and that browser. */
export const sendToSlack = (
  oauth: Oauth,
  apiUrl: string | undefined,
  scopes: readonly string[],
  now: number,
): Response => {
  const nonce = randomBytes(16).toString('base64url');
  const plain = `${now + validMs}.${nonce}`;
  const url = authorizeUrl(apiUrl);
  url.searchParams.set('client_id', oauth.clientId);
  url.searchParams.set('scope', scopes.join(','));
  url.searchParams.set('redirect_uri', redirectUri(oauth));
  url.searchParams.set('state', `${plain}.${sign(oauth, plain)}`);
  const secure = oauth.publicUrl.startsWith('https:') ? '; Secure' : '';
  return new Response(null, {
    status: 302,
    headers: {
      location: url.href,
      'set-cookie': `${cookieName}=${nonce}; Path=/slack; Max-Age=${validMs / 1000}; HttpOnly; SameSite=Lax${secure}`,
    },
  });
};

/** Returns whether the browser that came back is the one that we sent, in time. */
export const cameFromUs = (oauth: Oauth, request: Request, now: number): boolean => {
  const [until = '', nonce = '', mark = ''] = (new URL(request.url).searchParams.get('state') ?? '').split(
    '.',
  );
  const cookies = (request.headers.get('cookie') ?? '').split(/;\s*/);
  const expected = Buffer.from(sign(oauth, `${until}.${nonce}`));
  const given = Buffer.from(mark);
  const signed = expected.length === given.length && timingSafeEqual(expected, given);
  return signed && Number(until) > now && cookies.includes(`${cookieName}=${nonce}`);
};

const idAndName = (value: unknown): { readonly id: string; readonly name: string } | undefined => {
  const { id, name } = (value ?? {}) as { readonly id?: unknown; readonly name?: unknown };
  return typeof id === 'string' ? { id, name: typeof name === 'string' ? name : id } : undefined;
};

/** Trades the code for the workspace's token. @throws PlatformError with Slack's code when it refuses, InputError when tokens would expire. */
export const tradeCode = async (oauth: Oauth, apiUrl: string | undefined, code: string): Promise<Granted> => {
  const { clientId, clientSecret } = oauth;
  const { body } = await callSlack(apiUrl, 'oauth.v2.access', {
    code,
    client_id: clientId,
    client_secret: clientSecret,
    redirect_uri: redirectUri(oauth),
  });
  const place = idAndName(body['team']) ?? idAndName(body['enterprise']);
  const token = body['access_token'];
  const botUserId = body['bot_user_id'];
  if (!place || typeof token !== 'string')
    throw new PlatformError('Slack granted no token.', { platformCode: 'no_token' });
  if (typeof body['refresh_token'] === 'string')
    throw new InputError('Turn token rotation off (OAuth & Permissions of the app) and install again.');
  return {
    account: place.id,
    name: place.name,
    token,
    botUserId: typeof botUserId === 'string' ? botUserId : undefined,
  };
};
