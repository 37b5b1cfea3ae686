import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { ChatPostMessageArguments, KnownBlock, WebClient } from '@slack/web-api';
import type { Adapter, AdapterLog, Sent } from '../../core/adapter.ts';
import { PlatformError } from '../../core/errors.ts';
import type { Destination, Message, Pictures } from '../../core/messages.ts';
import { pointersIn, readFailure } from './errors.ts';
import { escapeMrkdwn } from './mrkdwn.ts';
import { uploadPictures } from './pictures.ts';
import { createProgress, type Progress } from './progress.ts';
import { context, type Files, fallbackOf, renderCard } from './render.ts';
import { findParts, metadataType } from './sent-parts.ts';
import { splitShown } from './split.ts';

/** Slack takes 40,000 characters, shows them folded, and advises to stay below 4,000. */
const longestText = 3900;

/** A slash command works in every channel, an answer there only when the bot is in it. */
const notInRoom: ReadonlySet<string> = new Set([
  'channel_not_found',
  'not_in_channel',
  'user_not_in_channel',
]);

type Part = { readonly text: string; readonly blocks?: readonly KnownBlock[] };

/** Sends, updates and finds messages of one workspace; see core/adapter.ts for what each promises. */
export type Outbound = {
  readonly send: Adapter['send'];
  readonly update: NonNullable<Adapter['update']>;
  readonly findSent: NonNullable<Adapter['findSent']>;
};

/** How long a new file is waited for, between attempts. */
const pictureWaitsMs = [300, 1000, 2000];

const withoutPictures = ({ text, blocks = [] }: Part): Part => ({
  text,
  blocks: blocks.map((block) => (block.type === 'image' ? context(escapeMrkdwn(block.alt_text)) : block)),
});

/** Returns the messages of Slack that one message of ours becomes. */
export const partsOf = ({ text, card }: Message, files?: Files): readonly Part[] => {
  const lists = card ? renderCard(card, files) : [];
  if (!card || lists.length === 0) {
    return splitShown(text, longestText, escapeMrkdwn).map((part) => ({ text: part }));
  }
  return lists.map((blocks, index) => ({
    text: escapeMrkdwn(
      index === 0 ? fallbackOf(text, card) : `${card.title} (${index + 1}/${lists.length})`,
    ).slice(0, longestText),
    blocks,
  }));
};

const keyOf = (idempotencyKey: string): string =>
  createHash('sha256').update(idempotencyKey).digest('hex').slice(0, 40);

const whenAborted = (
  signal: AbortSignal | undefined,
): { readonly aborted: Promise<never>; readonly end: () => void } => {
  let end = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    const stop = (): void => reject(new Error('called off'));
    signal?.addEventListener('abort', stop, { once: true });
    end = () => signal?.removeEventListener('abort', stop);
  });
  return { aborted, end };
};

/** Returns the outbound side of a workspace. */
export const createOutbound = (options: {
  readonly client: () => Promise<WebClient>;
  /** The channel that a destination is: a person's id stands for the direct chat with them. */
  readonly channelOf: (conversation: string) => Promise<string>;
  readonly now: () => number;
  readonly log: AdapterLog;
}): Outbound => {
  const { client, channelOf, now, log } = options;
  const progressOf = createProgress();
  const running = new Map<string, Promise<Sent>>();

  const post = async (to: Destination, part: Part, mark: object): Promise<string> => {
    const web = await client();
    const common = {
      channel: to.conversation,
      text: part.text,
      ...(part.blocks ? { blocks: [...part.blocks] } : {}),
      ...(to.thread === undefined ? {} : { thread_ts: to.thread }),
    };
    if (to.onlyFor !== undefined) {
      try {
        return (await web.chat.postEphemeral({ ...common, user: to.onlyFor })).message_ts ?? '';
      } catch (error) {
        const failure = readFailure(error);
        if (failure.kind !== 'refused' || !notInRoom.has(failure.reason)) throw error;
        // Asked from where the bot is not: the same person is answered alone, in their direct chat.
        const { thread_ts: _thread, ...rest } = { thread_ts: undefined, ...common };
        const channel = await channelOf(to.onlyFor);
        return (await web.chat.postMessage({ ...rest, channel } as ChatPostMessageArguments)).ts ?? '';
      }
    }
    const args = { ...common, metadata: mark, unfurl_links: false, unfurl_media: false };
    return (await web.chat.postMessage(args as ChatPostMessageArguments)).ts ?? '';
  };

  /** A file that was just uploaded cannot be shown for a moment; one that cannot be shown at all is told by its words. */
  const postShown = async (to: Destination, part: Part, mark: object): Promise<string> => {
    const showsFile = part.blocks?.some((block) => block.type === 'image') === true;
    for (const waitMs of showsFile ? pictureWaitsMs : []) {
      try {
        return await post(to, part, mark);
      } catch (error) {
        const failure = readFailure(error);
        if (failure.kind !== 'refused' || failure.reason !== 'invalid_blocks') throw error;
        await delay(waitMs);
      }
    }
    return post(to, showsFile ? withoutPictures(part) : part, mark);
  };

  const locate = async (to: Destination, key: string, progress: Progress, sinceAt: number): Promise<void> => {
    const found = await findParts(await client(), await channelOf(to.conversation), to.thread, key, sinceAt);
    for (const [index, ts] of found.refs) progress.refs.set(index, ts);
    progress.of = found.of ?? progress.of;
    progress.doubtSinceAt = undefined;
  };

  const isWhole = ({ refs, of }: Progress): boolean => of !== undefined && refs.size >= of;
  const whole = (progress: Progress): Sent => ({ status: 'sent', ref: progress.refs.get(0) ?? '' });

  const sendParts = async (
    to: Destination,
    parts: readonly Part[],
    key: string,
    progress: Progress,
    signal: AbortSignal | undefined,
  ): Promise<Sent> => {
    progress.of = parts.length;
    const { aborted, end } = whenAborted(signal);
    aborted.catch(() => undefined);
    try {
      for (const [index, part] of parts.entries()) {
        if (progress.refs.has(index)) continue;
        const startedAt = now();
        try {
          const event_payload = { key, part: index, of: parts.length };
          const mark = { event_type: metadataType, event_payload };
          const ts = await Promise.race([postShown(to, part, mark), aborted]);
          progress.refs.set(index, ts);
        } catch (error) {
          const failure = readFailure(error);
          if (failure.kind === 'refused') {
            log.warn(
              { platform: 'slack', reason: failure.reason, at: pointersIn(error) },
              'Slack refused a message',
            );
            return { status: 'refused', reason: failure.reason };
          }
          // A part of the message stands already: the rest follows after a look at what is there.
          if (failure.kind === 'failed' && progress.refs.size === 0) throw failure.error;
          progress.doubtSinceAt ??= startedAt;
          return { status: 'unknown' };
        }
      }
      return whole(progress);
    } finally {
      end();
    }
  };

  const sendOnce = async (
    to: Destination,
    message: Message,
    key: string,
    signal: AbortSignal | undefined,
    pictures: Pictures | undefined,
  ): Promise<Sent> => {
    const progress = progressOf(key);
    if (isWhole(progress)) return whole(progress);
    if (signal?.aborted) throw new PlatformError('The message was called off before it was sent.');
    if (progress.doubtSinceAt !== undefined) {
      // What only one person sees cannot be looked up, so it is never said twice.
      if (to.onlyFor !== undefined) return { status: 'unknown' };
      await locate(to, key, progress, progress.doubtSinceAt);
      if (isWhole(progress)) return whole(progress);
    }
    const parts = partsOf(message, await uploadPictures(client, pictures, log));
    if (parts.length === 0) return { status: 'refused', reason: 'empty' };
    return sendParts(to, parts, key, progress, signal);
  };

  return {
    send: (to, message, { idempotencyKey, signal, pictures }) => {
      const key = keyOf(idempotencyKey);
      const already = running.get(key);
      if (already) return already;
      const sending = sendOnce(to, message, key, signal, pictures).finally(() => running.delete(key));
      running.set(key, sending);
      return sending;
    },
    update: async (to, ref, message, { pictures } = {}) => {
      if (to.onlyFor !== undefined) return { status: 'refused', reason: 'ephemeral' };
      const [part] = partsOf(message, await uploadPictures(client, pictures, log));
      if (!part) return { status: 'refused', reason: 'empty' };
      try {
        const channel = await channelOf(to.conversation);
        // Without blocks the old ones would stay.
        await (await client()).chat.update({
          channel,
          ts: ref,
          text: part.text,
          blocks: [...(part.blocks ?? [])],
        });
        return { status: 'sent', ref };
      } catch (error) {
        const failure = readFailure(error);
        if (failure.kind === 'refused') return { status: 'refused', reason: failure.reason };
        if (failure.kind === 'failed') throw failure.error;
        return { status: 'unknown' };
      }
    },
    findSent: async (to, _message, { idempotencyKey, sinceAt }) => {
      if (to.onlyFor !== undefined) return { status: 'unknown' };
      const key = keyOf(idempotencyKey);
      const progress = progressOf(key);
      if (!isWhole(progress)) await locate(to, key, progress, sinceAt);
      return isWhole(progress) ? whole(progress) : undefined;
    },
  };
};
