import type { Identity } from '../../core/adapter.ts';
import { clip, fieldsOf, listOf, textOf } from '../../core/payload.ts';
import { idOf } from './people.ts';

/** One `@` of a message: the placeholder in its text, and whom it stands for. */
export type Mention = {
  readonly key: string;
  readonly id: string | undefined;
  readonly name: string | undefined;
  /** Whether the platform says that it is an app; undefined in older payloads. */
  readonly bot: boolean | undefined;
};

/** Returns the mentions of a message, of events (`id` is an object) and of the history (`id` is a string). */
export const mentionsOf = (value: unknown): readonly Mention[] =>
  listOf(value).flatMap((entry): Mention[] => {
    const fields = fieldsOf(entry);
    const key = textOf(fields['key']);
    if (key === undefined) return [];
    const type = textOf(fields['mentioned_type']);
    return [
      {
        key,
        id: idOf(fields['id']),
        name: textOf(fields['name'])?.trim() || undefined,
        bot: type === undefined ? undefined : type === 'bot' || type === 'app',
      },
    ];
  });

/**
 * Returns whether a mention is of this bot. While the bot does not know its own id (`tend parse` without
 * `--bot-user`), a mention of any app counts.
 */
export const isOwnMention = (mention: Mention, own: Identity): boolean => {
  if (mention.id !== undefined && (mention.id === own.botUser || mention.id === own.appId)) return true;
  return own.botUser === undefined && mention.bot === true;
};

const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/**
 * Returns a function that puts names in the place of placeholders: `@Ann` for people and `@Tend` for the bot,
 * whatever the app is called there, so that commands read the same everywhere. Longest placeholder first and never
 * inside a longer number: `@_user_1` is the beginning of `@_user_10`. `@_all` often comes without a mention.
 */
export const nameMentions = (mentions: readonly Mention[], own: Identity): ((text: string) => string) => {
  const names = new Map(
    mentions.map((mention) => [
      mention.key,
      isOwnMention(mention, own)
        ? '@Tend'
        : `@${clip(mention.name ?? mention.id ?? mention.key.replace(/^@/, ''), 256)}`,
    ]),
  );
  const keys = [...names.keys()].filter((key) => key !== '@_all').sort((a, b) => b.length - a.length);
  const ends = [...keys.map((key) => `${literally(key)}(?![0-9])`), '@_all(?![A-Za-z0-9_])'];
  const pattern = new RegExp(ends.join('|'), 'g');
  return (text) => text.replace(pattern, (key) => names.get(key) ?? '@all');
};
