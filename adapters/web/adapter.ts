import { randomUUID } from 'node:crypto';
import type { Adapter, Capabilities, Sink } from '../../core/adapter.ts';
import { PayloadError } from '../../core/errors.ts';
import type { Person } from '../../core/events.ts';
import { toInboundEvent, webPostSchema } from './inbound.ts';

/** What the web platform asks of the program around it. */
export type WebPlatform = {
  readonly account: string;
  readonly now: () => number;
  /** Returns the person with this id, the room's account and its kind, or undefined when either is not there. */
  readonly lookUp: (
    person: string,
    room: string,
  ) => Promise<
    { readonly account: string; readonly person: Person; readonly kind: 'group' | 'direct' } | undefined
  >;
};

/** The web platform shows cards, answers one person alone, and has direct chats. */
export const webCapabilities: Capabilities = {
  cards: true,
  threads: true,
  ephemeral: true,
  direct: true,
  home: false,
  forms: false,
  welcome: false,
  roster: false,
  reactions: true,
  files: false,
};

const answer = (status: number, body: unknown): Response => Response.json(body, { status });
const refuse = (message: string): Response => answer(400, { error: { code: 'input', message } });

/** Returns the adapter of the browser playground: the page posts, and reads what was sent from the transcript. */
export const createWebAdapter = (platform: WebPlatform): Adapter => {
  let sink: Sink | undefined;
  const running = new Set<Promise<unknown>>();
  const answerTo = async (request: Request): Promise<Response> => {
    if (!sink)
      return answer(503, { error: { code: 'storage', message: 'The bot is starting or stopping.' } });
    const body: unknown = await request.json().catch(() => undefined);
    const parsed = webPostSchema.safeParse(body);
    if (!parsed.success) return refuse('That is no post of the playground.');
    const found = await platform.lookUp(parsed.data.as, parsed.data.room);
    if (!found) return refuse('There is no such person or room.');
    try {
      const at = platform.now();
      const event = toInboundEvent(parsed.data, { ...found, at, id: `web-${randomUUID()}` });
      const storing = sink(event, body);
      running.add(storing);
      await storing.finally(() => running.delete(storing));
      return answer(202, { id: event.id });
    } catch (error) {
      if (error instanceof PayloadError) return refuse(error.message);
      return answer(503, {
        error: { code: 'storage', message: 'Not stored, so not sent. Please try again.' },
      });
    }
  };
  return {
    platform: 'web',
    account: platform.account,
    can: webCapabilities,
    webhook: answerTo,
    start: async (to) => {
      sink = to;
    },
    stop: async () => {
      sink = undefined;
      await Promise.allSettled([...running]);
    },
    // The page reads the transcript, where the bot's own messages are written down once sent.
    send: async (_to, _message, { idempotencyKey }) => ({ status: 'sent', ref: `bot:${idempotencyKey}` }),
    // What was handed over has arrived: it needs only to be written down.
    findSent: async (_to, _message, { idempotencyKey }) => ({ status: 'sent', ref: `bot:${idempotencyKey}` }),
    update: async (_to, ref) => ({ status: 'sent', ref }),
    directTo: async (person) => `dm:${person}`,
  };
};
