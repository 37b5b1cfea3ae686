import type { AdapterLog } from '../../core/adapter.ts';
import { PayloadError, TendError } from '../../core/errors.ts';
import { type CallbackSecrets, ForgedError, openCallback, openEcho } from './verify.ts';
import { largestXml } from './xml.ts';

/** Takes one decrypted callback; resolves when it is stored, rejects when it is not. */
export type TakeCallback = (xml: string) => Promise<void>;

const answer = (status: number, words = ''): Response =>
  new Response(words, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } });

/** Returns the body of a request, or undefined when it is larger than `most` bytes; it is not read further then. */
export const readBody = async (request: Request, most: number): Promise<string | undefined> => {
  if (Number(request.headers.get('content-length') ?? 0) > most) return undefined;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

/** Every request is answered in words for the one who reads the log; never with words from the request. */
export const failureAnswer = (error: unknown, log: AdapterLog): Response => {
  if (error instanceof ForgedError) {
    log.warn({ reason: error.message }, 'a request was refused');
    return answer(401, error.message);
  }
  if (error instanceof PayloadError) {
    log.warn({ reason: error.message }, 'a request could not be read');
    return answer(400, error.message);
  }
  log.error({ code: error instanceof TendError ? error.code : 'unknown' }, 'a delivery was not stored');
  return answer(503, 'Not stored; please deliver again.');
};

/**
 * Returns what answers the platform's callbacks: verified, decrypted, handed to `take`, and acknowledged by an empty
 * body when that is done; the platform delivers again, three times, what is not acknowledged within 5 s. The echo by
 * which the console tests the address is answered at once, also before the bot started.
 */
export const createReceiver = (options: {
  readonly secrets: CallbackSecrets;
  readonly now: () => number;
  readonly log: AdapterLog;
  /** Undefined while the bot does not take anything. */
  readonly take: () => TakeCallback | undefined;
}): ((request: Request) => Promise<Response>) => {
  const { secrets, now, log } = options;
  return async (request) => {
    // A plus that was not encoded has become a blank on the way; base64 has no blanks.
    const query = new URLSearchParams(new URL(request.url).search.replaceAll('+', '%2B'));
    try {
      if (request.method === 'GET') return answer(200, openEcho(query, secrets, now()));
      if (request.method !== 'POST') return answer(405, 'WeCom calls by GET and POST.');
      const body = await readBody(request, largestXml);
      if (body === undefined) return answer(413, 'The body is larger than 256 KB.');
      const xml = openCallback(body, query, secrets, now());
      const take = options.take();
      if (!take) return answer(503, 'The bot is starting or stopping.');
      await take(xml);
      return answer(200);
    } catch (error) {
      return failureAnswer(error, log);
    }
  };
};
