import { type Fields, textOf } from '../../core/payload.ts';
import { CallFailure, tokenCodes, toPlatformError } from './errors.ts';
import { callJson } from './http.ts';
import type { AccessToken, TokenStore } from './token-store.ts';

/** One call of the API, by its path below `/cgi-bin/`. With a body it is a POST. */
export type ApiCall = {
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number;
};

/** The platform's API for one app. @throws CallFailure by `tryCall`, PlatformError by `call`. */
export type Api = {
  tryCall(call: ApiCall): Promise<Fields>;
  call(call: ApiCall): Promise<Fields>;
};

/** The address of the API, unless another is given. */
export const officialApi = 'https://qyapi.weixin.qq.com';

/** A token is renewed this long before it ends, so that none ends on its way. */
const earlyMs = 5 * 60_000;

/** Returns the address of an interface below `/cgi-bin/`. */
export const addressOf = (apiUrl: string, path: string, query: Readonly<Record<string, string>>): URL => {
  const address = new URL(`${apiUrl.replace(/\/+$/, '')}/cgi-bin/${path}`);
  for (const [name, value] of Object.entries(query)) address.searchParams.append(name, value);
  return address;
};

/**
 * Returns the API of one app. Its access token is fetched once for all who need it at the same time, in this process
 * and, by the store's lock, in all others; after 40014 and 42001 it is fetched anew once and the call, which was not
 * carried out, repeated.
 */
export const createApi = (options: {
  readonly corpId: string;
  readonly agentId: string;
  readonly secret: string;
  readonly apiUrl: string;
  readonly tokens: TokenStore;
  readonly now: () => number;
}): Api => {
  const { corpId, secret, apiUrl, tokens, now } = options;
  const key = `${corpId}/${options.agentId}`;
  let renewing: Promise<AccessToken> | undefined;

  const fetchToken = async (): Promise<AccessToken> => {
    try {
      const answer = await callJson(addressOf(apiUrl, 'gettoken', { corpid: corpId, corpsecret: secret }));
      const value = textOf(answer['access_token']);
      if (value === undefined) throw new CallFailure({ reached: true });
      const lifeMs = Number(textOf(answer['expires_in']) ?? 7200) * 1000;
      return { value, untilAt: now() + Math.max(lifeMs - earlyMs, lifeMs / 2) };
    } catch (error) {
      // Without a token the call that wanted it was not made, so nothing of it can have arrived.
      throw error instanceof CallFailure && error.reached === undefined
        ? new CallFailure({ reached: false })
        : error;
    }
  };

  /** `refused` is a token that the platform no longer takes, whatever its time. */
  const renew = async (refused: string | undefined): Promise<AccessToken> => {
    renewing ??= tokens
      .write(key, async (there) => {
        const good = there !== undefined && there.untilAt > now() && there.value !== refused;
        return good ? there : fetchToken();
      })
      .finally(() => {
        renewing = undefined;
      });
    const token = await renewing;
    // Whoever began it may not have known that this one is refused.
    return token.value === refused && renewing === undefined ? renew(refused) : token;
  };

  const tokenNow = async (): Promise<string> => {
    const there = await tokens.read(key);
    return there && there.untilAt > now() ? there.value : (await renew(undefined)).value;
  };

  const once = ({ path, query = {}, ...call }: ApiCall, token: string): Promise<Fields> =>
    callJson(addressOf(apiUrl, path, { ...query, access_token: token }), call);

  const tryCall = async (call: ApiCall): Promise<Fields> => {
    const token = await tokenNow();
    try {
      return await once(call, token);
    } catch (error) {
      if (!(error instanceof CallFailure) || !tokenCodes.has(error.code ?? 0)) throw error;
      return once(call, (await renew(token)).value);
    }
  };

  return {
    tryCall,
    call: async (call) => {
      try {
        return await tryCall(call);
      } catch (error) {
        throw toPlatformError(error);
      }
    },
  };
};
