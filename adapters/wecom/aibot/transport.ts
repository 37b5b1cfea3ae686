import { setTimeout as delay } from 'node:timers/promises';
import type { Adapter, AdapterLog, Mapped } from '../../../core/adapter.ts';
import { PlatformError } from '../../../core/errors.ts';
import type { InboundEvent } from '../../../core/events.ts';
import type { Fields } from '../../../core/payload.ts';
import { mapPayload } from '../inbound.ts';
import { createIntake } from '../intake.ts';
import { aibotRoom, readRoom } from '../rooms.ts';
import { createOnce, createPace, type SharedPace, sentAfter } from '../sending.ts';
import type { Transport } from '../transport.ts';
import type { Trouble } from '../trouble.ts';
import { botPartsOf, partKey } from './parts.ts';
import { type BotBody, type BotConnection, type ConnectionEnd, openBotConnection } from './socket.ts';

/** An AI bot (智能机器人) in its API mode with a long connection: for members, in internal groups and directly. */
export type AibotOptions = {
  /** 管理工具 > 智能机器人 > the bot > API模式 > 长连接. */
  readonly botId: string;
  readonly secret: string;
  /** Another address than wss://openws.work.weixin.qq.com. */
  readonly wsUrl?: string;
};

/** What one conversation takes, replies and pushes together. */
const conversationLimits = [
  { most: 30, withinMs: 60_000 },
  { most: 1000, withinMs: 60 * 60_000 },
];
/** What is said this soon after a message answers it; the platform shows it as its reply. */
const replyWithinMs = 60_000;
const remembered = 10_000;
/** Storing what came is tried for this long; the platform does not send it again. */
const storeWithinMs = 5 * 60_000;

const ends: Readonly<Record<ConnectionEnd, string>> = {
  kicked:
    'another process has connected with the same bot id and took the connection over; this one has stopped',
  'secret-refused': 'WeCom no longer takes the secret of the AI bot; the connection has stopped',
};

/** The messages that nothing answered yet, by conversation. */
const createQuestions = (now: () => number) => {
  const kept = new Map<string, { readonly frame: Fields; readonly at: number }>();
  return {
    ask: (conversation: string, frame: Fields): void => {
      kept.delete(conversation);
      kept.set(conversation, { frame, at: now() });
      if (kept.size > remembered) kept.delete(kept.keys().next().value ?? '');
    },
    take: (conversation: string): Fields | undefined => {
      const question = kept.get(conversation);
      kept.delete(conversation);
      return question && now() - question.at < replyWithinMs ? question.frame : undefined;
    },
  };
};

/** Returns the route of the AI bot. The SDK is loaded by the start. */
export const createAibot = (
  options: AibotOptions & {
    readonly account: string;
    readonly now: () => number;
    readonly log: AdapterLog;
    readonly pace?: SharedPace | undefined;
    readonly tell: (trouble: Trouble) => void;
  },
): Transport => {
  const { account, botId, now, log, tell } = options;
  const intake = createIntake(log);
  const once = createOnce();
  const takeTurn = createPace(conversationLimits, now, options.pace);
  const questions = createQuestions(now);
  let connection: BotConnection | undefined;
  let end: ConnectionEnd | undefined;

  const ended = (why: ConnectionEnd): void => {
    if (end !== undefined) return;
    end = why;
    log.error({ reason: why }, ends[why]);
    tell({ route: 'aibot', problem: why, words: ends[why] });
  };

  /** There is no redelivery: what could not be stored is tried again here for a while. */
  const store = async (mapped: Mapped, frame: Fields): Promise<void> => {
    const until = now() + storeWithinMs;
    for (let pauseMs = 1000; intake.isOpen(); pauseMs = Math.min(pauseMs * 2, 30_000)) {
      try {
        return await intake.store(mapped, frame);
      } catch {
        log.error({}, 'what the AI bot heard was not stored; it is tried again');
        if (now() > until) return;
        await delay(pauseMs, undefined, { ref: false });
      }
    }
  };

  const deliver = (frame: Fields): void => {
    const mapped = mapPayload(frame, { account }, { kind: 'aibot', receivedAt: now() });
    const [event]: readonly (InboundEvent | undefined)[] = 'events' in mapped ? mapped.events : [];
    if (event?.type === 'message') questions.ask(event.conversation.id, frame);
    void store(mapped, frame);
  };

  const say = async (
    open: BotConnection,
    conversation: string,
    body: BotBody,
    key: string,
  ): Promise<string> => {
    const question = questions.take(conversation);
    if (question) return open.reply(question, key, body);
    const room = readRoom(conversation);
    return open.push(room.kind === 'aibot' ? room.chat : conversation, body);
  };

  const send: Adapter['send'] = (to, message, { idempotencyKey }) => {
    if (to.onlyFor !== undefined) return Promise.resolve({ status: 'refused', reason: 'no-ephemeral' });
    return once(idempotencyKey, async () => {
      const open = connection;
      if (!open?.isConnected() || end !== undefined) {
        throw new PlatformError("The AI bot's connection is not there.", {
          platformCode: end ?? 'not-connected',
          ...(end === undefined ? { retryAfterMs: 5_000 } : {}),
        });
      }
      let ref: string | undefined;
      try {
        const parts = botPartsOf(message, idempotencyKey);
        await takeTurn(to.conversation, parts.length);
        for (const [index, body] of parts.entries()) {
          const sent = await say(open, to.conversation, body, partKey(idempotencyKey, index));
          ref ??= sent;
        }
        return { status: 'sent', ref: ref ?? idempotencyKey };
      } catch (error) {
        // What was said before cannot be taken back, and saying all of it again would double it.
        return ref === undefined ? sentAfter(error) : { status: 'unknown' };
      }
    });
  };

  return {
    name: 'aibot',
    can: { cards: true, direct: true, roster: true },
    owns: (conversation) => readRoom(conversation).kind === 'aibot',
    start: async (sink) => {
      intake.open(sink);
      end = undefined;
      try {
        connection ??= await openBotConnection({
          botId,
          secret: options.secret,
          wsUrl: options.wsUrl,
          log,
          deliver,
          ended,
        });
      } catch (error) {
        await intake.close();
        throw error;
      }
    },
    stop: async () => {
      await intake.close();
      connection?.close();
      connection = undefined;
    },
    send,
    findSent: async () => ({ status: 'unknown' }),
    directTo: async (person) => aibotRoom(person),
    // The platform lets an AI bot into internal groups only, and does not say who is in them.
    roster: async (conversation) => [{ id: conversation, kind: 'system', external: false }],
  };
};
