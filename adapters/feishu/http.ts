import { fieldsOf, jsonOf, textOf } from '../../core/payload.ts';
import { CallFailure } from './errors.ts';

/** One call as the SDK describes it to its HTTP client. */
export type HttpCall = {
  readonly url?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly data?: unknown;
  /** Milliseconds. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
};

/** The HTTP client that the SDK asks for; answers are the parsed body. */
export type HttpInstance = {
  request(call: HttpCall): Promise<unknown>;
  get(url: string, call?: HttpCall): Promise<unknown>;
  post(url: string, data?: unknown, call?: HttpCall): Promise<unknown>;
};

/** A call takes this long at most, unless it says otherwise. */
export const callTimeoutMs = 10_000;
const longestAnswer = 32 * 1024 * 1024;
const tokenPath = '/open-apis/auth/v3/tenant_access_token/internal';

const addressOf = ({ url, params }: HttpCall): URL => {
  const address = new URL(url ?? '');
  for (const [name, value] of Object.entries(params ?? {})) {
    const text = textOf(value);
    if (text !== undefined) address.searchParams.append(name, text);
  }
  return address;
};

/** Errors of a connection that was never made: nothing can have arrived. */
const unsent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

const notAnswered = (error: unknown): CallFailure => {
  const code = (error as { cause?: { code?: unknown } }).cause?.code;
  return new CallFailure({ reached: typeof code === 'string' && unsent.has(code) ? false : undefined });
};

const secondsOf = (headers: Headers): number | undefined => {
  const value = headers.get('x-ogw-ratelimit-reset') ?? headers.get('retry-after');
  const seconds = value === null || value.trim() === '' ? Number.NaN : Number(value);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 3600) : undefined;
};

const failureOf = (response: Response, code: number | undefined): CallFailure => {
  const resetSeconds = secondsOf(response.headers);
  const requestId = response.headers.get('x-tt-logid') ?? response.headers.get('x-request-id');
  return new CallFailure({
    reached: true,
    status: response.status,
    ...(code === undefined ? {} : { code }),
    ...(resetSeconds === undefined ? {} : { resetSeconds }),
    ...(requestId === null ? {} : { requestId }),
  });
};

/** The SDK marks a form by its type and gives the fields as an object. */
const isForm = ({ headers = {} }: HttpCall): boolean =>
  Object.entries(headers).some(
    ([name, value]) => name.toLowerCase() === 'content-type' && textOf(value)?.startsWith('multipart/'),
  );

const formOf = (data: unknown): FormData => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fieldsOf(data))) {
    if (value instanceof Blob) form.append(name, value, 'tend.png');
    else form.append(name, textOf(value) ?? '');
  }
  return form;
};

const send = async (call: HttpCall): Promise<unknown> => {
  const address = addressOf(call);
  const method = (call.method ?? 'GET').toUpperCase();
  const hasBody = call.data !== undefined && method !== 'GET' && method !== 'HEAD';
  const form = isForm(call) ? formOf(call.data) : undefined;
  const body = hasBody ? (form ?? JSON.stringify(call.data)) : undefined;
  const limit = AbortSignal.timeout(call.timeout ?? callTimeoutMs);
  const headers = Object.entries(call.headers ?? {}).flatMap(([name, value]): [string, string][] =>
    textOf(value) === undefined ? [] : [[name, textOf(value) ?? '']],
  );
  let response: Response;
  let text: string;
  try {
    response = await fetch(address, {
      method,
      // A form brings its own type, with the boundary between its parts.
      headers: form
        ? headers.filter(([name]) => name.toLowerCase() !== 'content-type')
        : [...headers, ['content-type', 'application/json; charset=utf-8']],
      signal: call.signal ? AbortSignal.any([limit, call.signal]) : limit,
      redirect: 'error',
      ...(body === undefined ? {} : { body }),
    });
    text = await response.text();
  } catch (error) {
    throw notAnswered(error);
  }
  if (text.length > longestAnswer) throw failureOf(response, undefined);
  const answer = jsonOf(text);
  const code = textOf(fieldsOf(answer)['code']);
  const number = code !== undefined && /^\d{1,12}$/.test(code) ? Number(code) : undefined;
  // Feishu says no with 4xx, and also with 200 and a code; the long connection's endpoint is read by the SDK itself.
  const refused = address.pathname.startsWith('/open-apis/') && number !== 0;
  if (!response.ok || answer === undefined || refused) throw failureOf(response, number);
  return answer;
};

/**
 * Returns the HTTP client that the SDK is given in the place of its own, which never times out, follows the proxy
 * variables of the environment and throws errors that hold the app secret. Failures are {@link CallFailure}s without
 * anything of the call; calls for a token that are made at once are one call.
 */
export const createHttpInstance = (): HttpInstance => {
  const tokens = new Map<string, Promise<unknown>>();
  const request = (call: HttpCall): Promise<unknown> => send(call);
  const post = (url: string, data?: unknown, call: HttpCall = {}): Promise<unknown> => {
    const whole = { ...call, url, data, method: 'POST' };
    if (!url.endsWith(tokenPath)) return request(whole);
    const started = tokens.get(url);
    if (started) return started;
    const token = request(whole)
      .catch((error: unknown) => {
        // Without a token the call that wanted it was not made, so nothing of it can have arrived.
        throw error instanceof CallFailure && error.reached === undefined
          ? new CallFailure({ reached: false })
          : error;
      })
      .finally(() => tokens.delete(url));
    tokens.set(url, token);
    return token;
  };
  return { request, post, get: (url, call = {}) => request({ ...call, url, method: 'GET' }) };
};
