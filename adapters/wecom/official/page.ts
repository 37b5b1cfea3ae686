import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import type * as WecomCrypto from '@wecom/crypto';
import { textOf } from '../../../core/payload.ts';
import type { Api } from '../client.ts';
import { CallFailure, toPlatformError } from '../errors.ts';
import type { TicketKind, Tickets } from './tickets.ts';

const load = createRequire(import.meta.url);

/** By what a page of ours proves itself to WeCom's JS-SDK. */
export type PageSignature = {
  readonly timestamp: string;
  readonly nonceStr: string;
  readonly signature: string;
};

/** Returns the signature of a page at `url` (without what follows `#`). @throws PlatformError without a ticket. */
export const signPage = async (
  tickets: Tickets,
  kind: TicketKind,
  url: string,
  now: number,
): Promise<PageSignature> => {
  const ticket = await tickets(kind);
  const { getJsApiSignature } = load('@wecom/crypto') as typeof WecomCrypto;
  const timestamp = String(Math.floor(now / 1000));
  const nonceStr = randomBytes(12).toString('hex');
  const { signature } = getJsApiSignature({ url: url.replace(/#.*$/s, ''), ticket, nonceStr, timestamp });
  return { timestamp, nonceStr, signature };
};

/** Where members say who they are. Only a stand-in of the API is reached without TLS; beside it stands its login. */
const loginPage = (apiUrl: string): URL =>
  new URL(
    '/connect/oauth2/authorize',
    apiUrl.startsWith('http://') ? new URL(apiUrl).origin : 'https://open.weixin.qq.com',
  );

/** Where an employee's browser is sent to say who they are; they are not asked anything (`snsapi_base`). */
export const loginAddress = (of: {
  readonly apiUrl: string;
  readonly corpId: string;
  readonly agentId: string;
  /** Where they come back to, with `code` and `state`. */
  readonly back: string;
  /** Letters and digits, at most 128. */
  readonly state: string;
}): string => {
  const address = loginPage(of.apiUrl);
  address.searchParams.set('appid', of.corpId);
  address.searchParams.set('redirect_uri', of.back);
  address.searchParams.set('response_type', 'code');
  address.searchParams.set('scope', 'snsapi_base');
  address.searchParams.set('state', of.state);
  address.searchParams.set('agentid', of.agentId);
  return `${address.href}#wechat_redirect`;
};

/** Codes that say that this `code` is no good: used, too old, or never given. */
const badCodes = new Set([40029, 42003, 50001]);

/**
 * Returns the member whom a `code` of the login stands for, or undefined when it stands for nobody of this company (a
 * customer, a member of a company that shares the app) or is no good (any more). @throws PlatformError
 */
export const memberOfCode = async (api: Api, code: string): Promise<string | undefined> => {
  try {
    const answer = await api.tryCall({ path: 'auth/getuserinfo', query: { code } });
    const user = textOf(answer['userid']) ?? textOf(answer['UserId']);
    return user === undefined || user.includes('/') ? undefined : user;
  } catch (error) {
    if (error instanceof CallFailure && badCodes.has(error.code ?? 0)) return undefined;
    throw toPlatformError(error);
  }
};
