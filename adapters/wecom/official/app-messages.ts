import { createHash } from 'node:crypto';
import type { Sent } from '../../../core/adapter.ts';
import type { Message } from '../../../core/messages.ts';
import { listOf, textOf } from '../../../core/payload.ts';
import type { Api } from '../client.ts';
import { renderCard, type TemplateCard } from '../render.ts';
import { createPace, type SharedPace } from '../sending.ts';
import { harmlessText, invisibleMark, splitAtMost } from '../text.ts';

/** Longer texts are cut off by the platform; the mark of a text takes 48 bytes of it. */
const longestText = 2048 - 48;
/** One message of ours is at most so many there: beyond 30 a minute the platform drops silently what it took. */
export const mostParts = 8;
/** The platform takes the same message once within this time, in seconds; 4 hours is the longest. */
const duplicateSeconds = 4 * 60 * 60;
/** A little less than that, in milliseconds: within it, sending again cannot double anything. */
export const duplicateCheckMs = (duplicateSeconds - 10 * 60) * 1000;

/** What one member gets at most; what is beyond is dropped by the platform without a word. */
const memberLimits = [
  { most: 30, withinMs: 60_000 },
  { most: 1000, withinMs: 60 * 60_000 },
];

const taskOf = (key: string, part: number): string =>
  `tend-${createHash('sha256').update(`${key}#${part}`).digest('hex').slice(0, 40)}`;

type Part =
  | { readonly msgtype: 'text'; readonly text: { readonly content: string } }
  | { readonly msgtype: 'template_card'; readonly template_card: TemplateCard };

/** Returns a message as what is sent, in order: text in pieces, cards. Every part differs from all others. */
export const partsOf = (message: Message, key: string): readonly Part[] => {
  const rendered = message.card
    ? renderCard(message.card, (part) => taskOf(key, part), mostParts - 1)
    : { words: message.text, cards: [] };
  const pieces =
    rendered.words === undefined
      ? []
      : splitAtMost(harmlessText(rendered.words), longestText, mostParts - rendered.cards.length);
  return [
    ...pieces.map((piece, index): Part => {
      const content = `${piece}${invisibleMark(`${key}#${index}`)}`;
      return { msgtype: 'text', text: { content } };
    }),
    ...rendered.cards.map((card): Part => ({ msgtype: 'template_card', template_card: card })),
  ];
};

/** Members whom the app may not write to are not an error of the call when there are several. */
const missed = (answer: Readonly<Record<string, unknown>>): string | undefined => {
  const names = ['invaliduser', 'unlicenseduser'] as const;
  return names.find((name) => textOf(answer[name]) !== undefined || listOf(answer[name]).length > 0);
};

/**
 * Returns a function that sends a message of the app to a member. A part that is sent again within 4 hours is taken
 * once by the platform, as all its bytes are the same. @throws CallFailure, and PlatformError at the local limit.
 */
export const createAppSender = (
  api: Api,
  agentId: string,
  now: () => number,
  pace: SharedPace | undefined,
) => {
  const takeTurn = createPace(memberLimits, now, pace);
  return async (user: string, message: Message, key: string, signal?: AbortSignal): Promise<Sent> => {
    let ref: string | undefined;
    const parts = partsOf(message, key);
    await takeTurn(`app:${user}`, parts.length);
    for (const part of parts) {
      const answer = await api.tryCall({
        path: 'message/send',
        body: {
          touser: user,
          agentid: Number(agentId),
          ...part,
          enable_duplicate_check: 1,
          duplicate_check_interval: duplicateSeconds,
        },
        signal,
      });
      if (missed(answer) !== undefined) {
        return {
          status: 'refused',
          reason: 'outside-visible-range: the member is not in the visible range of the app',
        };
      }
      ref ??= textOf(answer['msgid']) ?? key;
    }
    return { status: 'sent', ref: ref ?? key };
  };
};
