import type { Adapter, AdapterLog, Sent } from '../../../core/adapter.ts';
import { PlatformError } from '../../../core/errors.ts';
import type { Destination, Message } from '../../../core/messages.ts';
import type { Caps } from './caps.ts';
import { refusalNow, type SentNote } from './caps.ts';
import type { Connection } from './connection.ts';
import type { Echoes } from './echoes.ts';
import { digest, toWechatyId } from './ids.ts';
import { problemOf } from './problems.ts';
import { type Timing, within } from './timing.ts';

/** A longer text would have to be cut into several, and several in a row are what draws attention. */
const longestText = 1500;
const unreachableMs = 30_000;
const limitedMs = 60_000;
/** The service's clock may be a little behind ours. */
const clockMs = 5_000;
/** So long after a send the same words from the account are taken for the bot's. */
const ownMs = 10 * 60_000;
const keysAtMost = 1000;
const unimplemented = 12;

/** The notes of what was sent, kept over restarts. */
export type SendNotes = {
  all(): readonly SentNote[];
  /** Notes a send; resolves when it is on disk. */
  add(note: SentNote): Promise<void>;
};

/** The sending side; see core/adapter.ts for what each promises. */
export type Outbound = {
  readonly send: Adapter['send'];
  readonly findSent: NonNullable<Adapter['findSent']>;
  /** Returns whether the bot sent this text to this conversation lately; each send answers for one message. */
  takes(conversation: string, text: string): boolean;
};

const refuse = (reason: string): Sent => ({ status: 'refused', reason });

/**
 * Returns the sending side: it answers where somebody from outside has lately written, within the caps, when sending
 * is switched on, and refuses everything else with the reason.
 */
export const createOutbound = (options: {
  readonly isAllowed: boolean;
  readonly internalToo: boolean;
  readonly caps: Caps;
  readonly notes: SendNotes;
  readonly live: () => Connection | undefined;
  /** When somebody from outside last wrote in a conversation of Wechaty. */
  readonly heardAt: (conversation: string) => number | undefined;
  readonly echoes: Echoes;
  readonly timing: Timing;
  readonly now: () => number;
  readonly log: AdapterLog;
}): Outbound => {
  const { isAllowed, internalToo, caps, notes, live, heardAt, echoes, timing, now, log } = options;
  const tried = new Map<string, Promise<Sent>>();
  const createdAt = now();
  let underWay: readonly { readonly room: string; readonly text: string; readonly at: number }[] = [];

  const refusalOf = (to: Destination, { audience, text }: Message): string | undefined => {
    if (!isAllowed) return 'sending-is-off';
    if (to.onlyFor !== undefined) return 'no-ephemeral';
    // The service that drives the account reads everything, and belongs to somebody else.
    if (audience !== 'customer' && !internalToo) return 'internal-over-third-party';
    if (text.trim() === '') return 'empty';
    return text.length > longestText ? 'too-long' : undefined;
  };

  const afterError = (error: unknown): Sent => {
    const problem = problemOf(error);
    if (problem === 'limited') {
      throw new PlatformError('The puppet service asks to send less.', {
        platformCode: 'limited',
        retryAfterMs: limitedMs,
      });
    }
    if (problem === 'token-refused') {
      throw new PlatformError('The puppet service refuses the Wechaty token. Get a new one.', {
        platformCode: problem,
      });
    }
    if ((error as { code?: unknown })?.code === unimplemented) return refuse('not-supported-by-puppet');
    // It may have arrived; only its coming back tells.
    log.warn({ problem }, 'whether a message was sent is not known');
    return { status: 'unknown' };
  };

  const post = async (
    conversation: string,
    text: string,
    key: string,
    signal?: AbortSignal,
  ): Promise<Sent> => {
    const connection = live();
    if (!connection || signal?.aborted) {
      throw new PlatformError('The WeCom account of Wechaty is not connected.', {
        platformCode: 'not-connected',
        retryAfterMs: unreachableMs,
      });
    }
    const room = digest(conversation);
    const refusal = refusalNow(caps, notes.all(), room, heardAt(conversation), now());
    if (refusal !== undefined) return refuse(refusal);
    const sentAt = now();
    // Counted before it is sent: one that may have arrived counts as well.
    await notes.add({ room, at: sentAt });
    underWay = [
      ...underWay.filter(({ at }) => at > sentAt - ownMs),
      { room, text: digest(text), at: sentAt },
    ];
    try {
      const id = await within(connection.puppet.messageSendText(conversation, text), timing.sendMs);
      if (id) echoes.claim(id);
      const ref = id || (await echoes.find(conversation, text, sentAt - clockMs, timing.echoMs));
      // Some puppets name no id; the call itself was answered all the same.
      return { status: 'sent', ref: ref ?? `unnamed:${digest(key)}` };
    } catch (error) {
      return afterError(error);
    }
  };

  const remember = (key: string, sent: Promise<Sent>): Promise<Sent> => {
    tried.delete(key);
    tried.set(key, sent);
    const oldest = tried.keys().next();
    if (tried.size > keysAtMost && oldest.done !== true) tried.delete(oldest.value);
    return sent;
  };

  return {
    takes: (conversation, text) => {
      const room = digest(conversation);
      const found = underWay.find((each) => each.room === room && each.text === digest(text));
      underWay = underWay.filter((each) => each !== found);
      return found !== undefined;
    },
    send: async (to, message, { idempotencyKey, signal }) => {
      const before = tried.get(idempotencyKey);
      if (before) return before;
      const conversation = toWechatyId(to.conversation);
      if (conversation === undefined) return refuse('not-a-wechaty-conversation');
      const refusal = refusalOf(to, message);
      if (refusal !== undefined) return refuse(refusal);
      const sending = remember(idempotencyKey, post(conversation, message.text, idempotencyKey, signal));
      try {
        const sent = await sending;
        if (sent.status === 'refused') tried.delete(idempotencyKey);
        return sent;
      } catch (error) {
        tried.delete(idempotencyKey);
        throw error;
      }
    },
    findSent: async (to, message, { idempotencyKey, sinceAt }) => {
      const sent = await tried.get(idempotencyKey)?.catch(() => undefined);
      if (sent?.status === 'sent') return sent;
      if (!sent && sinceAt >= createdAt) return undefined;
      const conversation = toWechatyId(to.conversation);
      if (conversation === undefined) return undefined;
      const id = await echoes.find(conversation, message.text, sinceAt - clockMs, sent ? timing.echoMs : 0);
      if (id === undefined) return { status: 'unknown' };
      return remember(idempotencyKey, Promise.resolve({ status: 'sent', ref: id }));
    },
  };
};
