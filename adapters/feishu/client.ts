import type { Client } from '@larksuiteoapi/node-sdk';
import type { AdapterLog } from '../../core/adapter.ts';
import { type Fields, fieldsOf } from '../../core/payload.ts';
import { CallFailure, tokenCodes, toPlatformError } from './errors.ts';
import { createHttpInstance, type HttpInstance } from './http.ts';
import { loadSdk } from './load-sdk.ts';

type ClientOptions = ConstructorParameters<typeof Client>[0];

/** Which of the vendor's two platforms the app lives on, or the address of another. */
export type Domain = 'feishu' | 'lark' | URL;

const addresses = { feishu: 'https://open.feishu.cn', lark: 'https://open.larksuite.com' } as const;

/** Returns the address of the API, without a slash at its end. */
export const domainOf = (domain: Domain): string =>
  typeof domain === 'string' ? addresses[domain] : domain.href.replace(/\/+$/, '');

/** One call of the API, by its path below `/open-apis/`. */
export type ApiCall = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: object;
  /** The body is sent as a form; its fields are texts and blobs. */
  readonly form?: true;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
};

/** The platform's API. @throws CallFailure by `tryCall`, PlatformError by `call`. */
export type Api = {
  /** Returns the `data` of the answer (the whole answer where it has none). */
  tryCall(call: ApiCall): Promise<Fields>;
  call(call: ApiCall): Promise<Fields>;
  readonly http: HttpInstance;
};

/** What the SDK says that helps and can hold no secret; everything else it says is counted, not repeated. */
const harmless = new Set([
  'client ready',
  'reconnect',
  'reconnect success',
  'ws client ready',
  'ws connect failed',
  'ws error',
  'connect failed',
  'client closed',
  'send data failed',
]);

/**
 * Returns a logger for the SDK, which by itself logs app secrets, tokens and message texts with its errors: only
 * sentences of the SDK that are known by heart pass.
 */
export const redactingLogger = (log: AdapterLog) => {
  const say =
    (level: 'debug' | 'warn') =>
    (...said: readonly unknown[]): void => {
      const words = said.flat(2).filter((word) => typeof word === 'string' && harmless.has(word));
      if (level === 'warn' || words.length > 0) log[level]({ said: words }, 'the Feishu SDK');
    };
  return {
    error: say('warn'),
    warn: say('warn'),
    info: say('debug'),
    debug: say('debug'),
    trace: () => undefined,
  };
};

/** The SDK's own cache is one for the whole process and cannot forget a token that was refused. */
const createTokenCache = () => {
  const kept = new Map<string, { readonly value: unknown; readonly until: number }>();
  const keyOf = (key: string | symbol, options?: { readonly namespace?: string }) =>
    `${options?.namespace ?? ''}/${key.toString()}`;
  return {
    get: async (key: string | symbol, options?: { readonly namespace?: string }) => {
      const entry = kept.get(keyOf(key, options));
      return entry && entry.until > Date.now() ? entry.value : undefined;
    },
    set: async (
      key: string | symbol,
      value: unknown,
      until?: number,
      options?: { readonly namespace?: string },
    ) => {
      kept.set(keyOf(key, options), { value, until: until ?? Number.POSITIVE_INFINITY });
      return true;
    },
    forget: () => kept.clear(),
  };
};

/**
 * Returns the platform's API through the vendor's SDK, which is loaded by the first call. A token that is refused is
 * fetched anew once: the call was not carried out, so that repeating it repeats nothing.
 */
export const createApi = (options: {
  readonly appId: string;
  readonly appSecret: string;
  readonly domain: Domain;
  readonly log: AdapterLog;
}): Api => {
  const http = createHttpInstance();
  const cache = createTokenCache();
  let client: Client | undefined;
  const open = (): Client => {
    client ??= new (loadSdk().Client)({
      appId: options.appId,
      appSecret: options.appSecret,
      domain: domainOf(options.domain),
      cache: cache as unknown as NonNullable<ClientOptions['cache']>,
      httpInstance: http as unknown as NonNullable<ClientOptions['httpInstance']>,
      logger: redactingLogger(options.log),
    });
    return client;
  };
  const once = async ({ method, path, query, body, form, signal, timeoutMs }: ApiCall): Promise<Fields> => {
    const answer = fieldsOf(
      await open().request({
        method,
        url: `/open-apis/${path}`,
        ...(query === undefined ? {} : { params: query }),
        ...(body === undefined ? {} : { data: body }),
        ...(form === undefined ? {} : { headers: { 'Content-Type': 'multipart/form-data' } }),
        ...(signal === undefined ? {} : { signal }),
        ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
      }),
    );
    return answer['data'] === undefined ? answer : fieldsOf(answer['data']);
  };
  const tryCall = async (call: ApiCall): Promise<Fields> => {
    try {
      return await once(call);
    } catch (error) {
      if (!(error instanceof CallFailure) || !tokenCodes.has(error.code ?? 0)) throw error;
      cache.forget();
      return once(call);
    }
  };
  const call = async (given: ApiCall): Promise<Fields> => {
    try {
      return await tryCall(given);
    } catch (error) {
      throw toPlatformError(error);
    }
  };
  return { tryCall, call, http };
};
