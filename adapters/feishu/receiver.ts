import type { AdapterLog, Sink } from '../../core/adapter.ts';
import { PayloadError, TendError } from '../../core/errors.ts';
import type { InboundEvent } from '../../core/events.ts';
import { type Fields, fieldsOf, textOf } from '../../core/payload.ts';
import { ForgedError, openRequest, type Secrets } from './verify.ts';

/** Answers one delivery; the answer is what a card callback shows. Rejects when it was not stored. */
export type Deliver = (body: Fields) => Promise<object>;

/** Bodies above this size are refused; the platform's own stay far below. */
const largestBody = 4 * 1024 * 1024;

const answer = (status: number, body: object): Response => Response.json(body, { status });

const refusal = (status: number, message: string): Response =>
  answer(status, { error: { code: 'payload', message } });

/** Every request is answered in words for the one who reads the platform's log; never with words from the request. */
const failure = (error: unknown, log: AdapterLog): Response => {
  if (error instanceof ForgedError) {
    log.warn({ reason: error.message }, 'a request was refused');
    return refusal(401, error.message);
  }
  if (error instanceof PayloadError) {
    log.warn({ reason: error.message }, 'a request could not be read');
    return refusal(400, error.message);
  }
  log.error({ code: error instanceof TendError ? error.code : 'unknown' }, 'a delivery was not stored');
  return answer(503, { error: { code: 'storage', message: 'Not stored; please deliver again.' } });
};

/**
 * Returns what answers the platform's requests, events and card callbacks at one address: verified, decrypted, handed
 * to `deliver`, and acknowledged when that is done. The challenge is answered at once, also before the bot started.
 */
export const createReceiver = (options: {
  readonly secrets: Secrets;
  readonly now: () => number;
  readonly log: AdapterLog;
  /** Undefined while the bot does not take anything. */
  readonly deliver: () => Deliver | undefined;
}): ((request: Request) => Promise<Response>) => {
  return async (request) => {
    if (request.method !== 'POST') return refusal(405, 'Feishu delivers by POST.');
    try {
      if (Number(request.headers.get('content-length') ?? 0) > largestBody)
        return refusal(413, 'The body is too large.');
      const raw = await request.text();
      if (raw.length > largestBody) return refusal(413, 'The body is too large.');
      const body = openRequest(raw, request.headers, options.secrets, options.now());
      if (body['type'] === 'url_verification')
        return answer(200, { challenge: textOf(body['challenge']) ?? '' });
      const deliver = options.deliver();
      if (!deliver)
        return answer(503, { error: { code: 'storage', message: 'The bot is starting or stopping.' } });
      return answer(200, await deliver(body));
    } catch (error) {
      return failure(error, options.log);
    }
  };
};

/** Whose app an envelope is for, as far as it says so. */
export const addresseeOf = (body: Fields): { readonly appId?: string; readonly tenant?: string } => {
  const header = fieldsOf(body['header']);
  const event = fieldsOf(body['event']);
  const inHeader = Object.keys(header).length > 0;
  // Inside an event `app_id` and `tenant_key` may be somebody else's; only version 1.0 has them nowhere else.
  const appId = textOf(inHeader ? header['app_id'] : event['app_id']);
  const tenant = textOf(inHeader ? header['tenant_key'] : event['tenant_key']);
  return { ...(appId === undefined ? {} : { appId }), ...(tenant === undefined ? {} : { tenant }) };
};

/** Stores events one after the other. Rejects as the sink does. */
export const storeAll = async (sink: Sink, events: readonly InboundEvent[], raw: unknown): Promise<void> => {
  for (const event of events) await sink(event, raw);
};
