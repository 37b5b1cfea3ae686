import { type Fields, fieldsOf, jsonOf, textOf } from '../../core/payload.ts';
import { CallFailure } from './errors.ts';

/** A call takes this long at most. */
export const callTimeoutMs = 10_000;
const longestAnswer = 32 * 1024 * 1024;

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

/** The one part of `errmsg` that helps and cannot be anybody's words: the address that the platform saw. */
const addressIn = (message: unknown): string | undefined =>
  /from ip: ?([0-9a-f.:]{3,45})/i.exec(textOf(message) ?? '')?.[1];

/**
 * Calls an interface of WeCom, which answers everything with 200 and a code. Returns the answer.
 * @throws CallFailure without anything of the call: its address holds the token or the key.
 */
export const callJson = async (
  address: URL,
  options: {
    readonly body?: object;
    readonly signal?: AbortSignal | undefined;
    readonly timeoutMs?: number;
  } = {},
): Promise<Fields> => {
  const limit = AbortSignal.timeout(options.timeoutMs ?? callTimeoutMs);
  let response: Response;
  let text: string;
  try {
    response = await fetch(address, {
      method: options.body === undefined ? 'GET' : 'POST',
      signal: options.signal ? AbortSignal.any([limit, options.signal]) : limit,
      redirect: 'error',
      ...(options.body === undefined
        ? {}
        : {
            body: JSON.stringify(options.body),
            headers: { 'content-type': 'application/json; charset=utf-8' },
          }),
    });
    text = await response.text();
  } catch (error) {
    throw notAnswered(error);
  }
  const answer = text.length > longestAnswer ? undefined : jsonOf(text);
  const said = textOf(fieldsOf(answer)['errcode']);
  const code = said !== undefined && /^-?\d{1,12}$/.test(said) ? Number(said) : undefined;
  // A failure of the platform says nothing about what it did before it failed.
  if (response.status >= 500 && code === undefined)
    throw new CallFailure({ reached: undefined, status: response.status });
  if (!response.ok || typeof answer !== 'object' || (code ?? 0) !== 0) {
    const seenFrom = addressIn(fieldsOf(answer)['errmsg']);
    throw new CallFailure({
      reached: true,
      status: response.status,
      ...(code === undefined ? {} : { code }),
      ...(seenFrom === undefined ? {} : { seenFrom }),
    });
  }
  return fieldsOf(answer);
};
