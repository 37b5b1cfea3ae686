import { createHash, randomUUID } from 'node:crypto';
import type { Adapter } from '../../../core/adapter.ts';
import { PlatformError } from '../../../core/errors.ts';
import type { Message, Pictures } from '../../../core/messages.ts';
import { addressOf, officialApi } from '../client.ts';
import { callJson } from '../http.ts';
import { renderMarkdown, renderNotice } from '../render.ts';
import { readRoom } from '../rooms.ts';
import { createOnce, createPace, type SharedPace, sentAfter } from '../sending.ts';
import { harmlessText, splitAtMost } from '../text.ts';
import type { Transport } from '../transport.ts';

/** Group robots (消息推送, formerly 群机器人): they only speak, each into one internal group. */
export type WebhookOptions = {
  /** By a name of your own, under which the group is known as `webhook:<name>`. */
  readonly rooms: Readonly<
    Record<
      string,
      {
        /** The `key` in the address that the group's settings show. A secret: whoever has it can write there. */
        readonly key: string;
        /** That nobody from outside is in the group, which WeCom does not tell; without it nothing internal is said. */
        readonly membersOnly: boolean;
      }
    >
  >;
  /** Where a press on a card leads, such as the address of the bot; without it cards are markdown. */
  readonly cardUrl?: string;
  /** Another address of the API, without `/cgi-bin`. */
  readonly apiUrl?: string;
};

/** The limit of one robot, kept before sending: beyond it the platform refuses. */
const robotLimit = [{ most: 20, withinMs: 60_000 }];
const longestText = 2048;
const longestMarkdown = 4096;
const mostParts = 8;
/** A larger picture is refused. */
const largestPicture = 2 * 1024 * 1024;

const pictureBodies = (pictures: Pictures): readonly object[] =>
  [...pictures.values()]
    .filter(({ bytes }) => bytes.length <= largestPicture)
    .map(({ bytes }) => ({
      msgtype: 'image',
      image: {
        base64: Buffer.from(bytes).toString('base64'),
        md5: createHash('md5').update(bytes).digest('hex'),
      },
    }));

/** What is shown and said, in order. */
const bodiesOf = (message: Message, pictures: Pictures, cardUrl: string | undefined): readonly object[] => [
  ...pictureBodies(pictures),
  ...wordsOf(message, cardUrl),
];

const wordsOf = (message: Message, cardUrl: string | undefined): readonly object[] => {
  if (!message.card) {
    return splitAtMost(harmlessText(message.text), longestText, mostParts).map((content) => ({
      msgtype: 'text',
      text: { content },
    }));
  }
  const notice = cardUrl === undefined ? undefined : renderNotice(message.card, cardUrl);
  if (notice) return [{ msgtype: 'template_card', template_card: notice }];
  return splitAtMost(renderMarkdown(message.card), longestMarkdown, mostParts).map((content) => ({
    msgtype: 'markdown',
    markdown: { content },
  }));
};

/** Returns the route of the group robots. */
export const createWebhook = (
  options: WebhookOptions & { readonly now: () => number; readonly pace?: SharedPace | undefined },
): Transport => {
  const { rooms, cardUrl, apiUrl = officialApi } = options;
  const once = createOnce();
  const takeTurn = createPace(robotLimit, options.now, options.pace);
  const roomOf = (conversation: string) => {
    const room = readRoom(conversation);
    return room.kind === 'webhook' && Object.hasOwn(rooms, room.name) ? rooms[room.name] : undefined;
  };

  const send: Adapter['send'] = (to, message, { idempotencyKey, signal, pictures = new Map() }) => {
    if (to.onlyFor !== undefined) return Promise.resolve({ status: 'refused', reason: 'no-ephemeral' });
    return once(idempotencyKey, async () => {
      const room = roomOf(to.conversation);
      if (!room)
        return { status: 'refused', reason: 'no-such-robot: no group robot of this name is configured' };
      let said = 0;
      try {
        const bodies = bodiesOf(message, pictures, cardUrl);
        await takeTurn(to.conversation, bodies.length);
        for (const body of bodies) {
          await callJson(addressOf(apiUrl, 'webhook/send', { key: room.key }), { body, signal });
          said++;
        }
        // The platform gives these messages no id.
        return { status: 'sent', ref: `webhook:${randomUUID()}` };
      } catch (error) {
        return said === 0 ? sentAfter(error) : { status: 'unknown' };
      }
    });
  };

  return {
    name: 'webhook',
    can: { cards: true, roster: true },
    owns: (conversation) => readRoom(conversation).kind === 'webhook',
    send,
    findSent: async () => ({ status: 'unknown' }),
    roster: async (conversation) => {
      if (roomOf(conversation)?.membersOnly !== true) {
        throw new PlatformError('WeCom does not say who is in the group of a group robot.');
      }
      return [{ id: conversation, kind: 'system', external: false }];
    },
  };
};
