import type { App, Receiver } from '@slack/bolt';
import type { AdapterLog, Mapped } from '../../core/adapter.ts';
import type { InboundEvent } from '../../core/events.ts';
import { type Fields, textOf } from '../../core/payload.ts';
import { unwrap } from './inbound.ts';
import { refuseForged } from './verify.ts';

/** Slack's own bodies stay far below this. */
const longestBody = 4 * 1024 * 1024;

/** What is answered to a delivery: nothing, a text, or an object that Slack understands. */
export type Answer = string | Fields | undefined;

/** What became of a delivery; `stored` false says that Slack must deliver it again. */
export type Outcome = { readonly stored: boolean; readonly answer?: Answer };

/** What Slack says about a redelivery. */
export type Retry = { readonly number?: number; readonly reason?: string };

/** Takes the events of one delivery in; resolves with the answer once all are stored, rejects when they are not. */
export type Take = (events: readonly InboundEvent[], body: Fields) => Promise<Answer>;

/** The way from Slack into the adapter: over HTTP by `handle`, over a socket by `deliver`. Both go through Bolt. */
export type SlackReceiver = {
  /** Bolt's side of it. */
  readonly bolt: Receiver;
  handle(request: Request): Promise<Response>;
  deliver(body: Fields, retry?: Retry): Promise<Outcome>;
};

type Options = {
  readonly signingSecret: string;
  readonly now: () => number;
  readonly log: AdapterLog;
  readonly map: (body: Fields) => Mapped;
  readonly take: Take;
  /** Is told of what stands for no event. */
  readonly notice: (body: Fields, why: string) => void;
};

/** The property of Bolt's context under which a delivery travels through Bolt to {@link takeFromBolt}. */
const parcelName = 'tendParcel';
type Parcel = { readonly run: () => Promise<void> };

/**
 * Adds the step to a Bolt app that stores what came. Bolt acknowledges events before any listener runs, which would
 * lose them when storing fails; so the receiver's `ack` only keeps the answer, and Slack is answered when Bolt is done.
 */
export const takeFromBolt = (app: App): void => {
  app.use(async ({ context, next }) => {
    await (context[parcelName] as Parcel | undefined)?.run();
    await next();
  });
  app.error((error) => Promise.reject(error));
};

const respond = (answer: Answer): Response => {
  if (answer === undefined || answer === '') return new Response(null, { status: 200 });
  return typeof answer === 'string' ? new Response(answer) : Response.json(answer);
};

const readBody = (raw: string, contentType: string): Fields | undefined => {
  const kind = (contentType.split(';')[0] ?? '').trim().toLowerCase();
  const looksLikeForm = kind === 'application/x-www-form-urlencoded';
  const parsed: unknown = looksLikeForm ? Object.fromEntries(new URLSearchParams(raw)) : raw;
  const body = unwrap(parsed);
  return Object.keys(body).length === 0 ? undefined : body;
};

/** Returns the receiver of one workspace. */
export const createReceiver = ({ signingSecret, now, log, map, take, notice }: Options): SlackReceiver => {
  let app: App | undefined;

  const store = async (body: Fields, events: readonly InboundEvent[], retry: Retry): Promise<Answer> => {
    let answer: Answer;
    let begun = false;
    const run = async (): Promise<void> => {
      begun = true;
      answer = await take(events, body);
    };
    try {
      await app?.processEvent({
        body: { ...body },
        ack: async () => undefined,
        ...(retry.number === undefined ? {} : { retryNum: retry.number }),
        ...(retry.reason === undefined ? {} : { retryReason: retry.reason }),
        customProperties: { [parcelName]: { run } },
      });
    } catch (error) {
      if (begun) throw error;
    }
    // Bolt knows fewer kinds of payload than Slack sends; what it passes over is stored all the same.
    if (!begun) await run();
    return answer;
  };

  const deliver = async (body: Fields, retry: Retry = {}): Promise<Outcome> => {
    const mapped = map(body);
    if ('error' in mapped) {
      const { code, message } = mapped.error;
      log.warn({ platform: 'slack', code, reason: message }, 'a payload could not be read');
      return { stored: true };
    }
    try {
      if ('ignored' in mapped) {
        notice(body, mapped.ignored);
        return { stored: true };
      }
      return { stored: true, answer: await store(body, mapped.events, retry) };
    } catch (error) {
      log.error({ platform: 'slack', err: error }, 'a delivery was not stored; Slack will deliver it again');
      return { stored: false };
    }
  };

  const refuse = (status: number, reason: string): Response => {
    log.warn({ platform: 'slack', status, reason }, 'a request was refused');
    return new Response(null, { status });
  };

  const handle = async (request: Request): Promise<Response> => {
    if (request.method !== 'POST') return new Response(null, { status: 405, headers: { allow: 'POST' } });
    if (Number(request.headers.get('content-length') ?? 0) > longestBody) return refuse(413, 'too long');
    const raw = await request.text().catch(() => undefined);
    if (raw === undefined) return refuse(400, 'cut off');
    if (raw.length > longestBody) return refuse(413, 'too long');
    const forged = refuseForged(
      signingSecret,
      {
        signature: request.headers.get('x-slack-signature'),
        timestamp: request.headers.get('x-slack-request-timestamp'),
        body: raw,
      },
      now(),
    );
    if (forged !== undefined) return refuse(401, forged);
    const body = readBody(raw, request.headers.get('content-type') ?? '');
    if (!body) return refuse(400, 'no payload in it');
    if (body['type'] === 'url_verification') {
      return Response.json({ challenge: textOf(body['challenge']) ?? '' });
    }
    const number = Number(request.headers.get('x-slack-retry-num') ?? Number.NaN);
    const reason = request.headers.get('x-slack-retry-reason');
    const { stored, answer } = await deliver(body, {
      ...(Number.isSafeInteger(number) ? { number } : {}),
      ...(reason === null ? {} : { reason }),
    });
    return stored ? respond(answer) : new Response(null, { status: 503 });
  };

  const bolt: Receiver = {
    init: (bound) => {
      app = bound;
    },
    start: async () => undefined,
    stop: async () => undefined,
  };
  return { bolt, handle, deliver };
};
