import { ConfigError } from '../../../core/errors.ts';

/** Puppets that are not used, by what their names and tokens contain, and why. */
const refused: readonly { readonly pattern: RegExp; readonly reason: string }[] = [
  {
    pattern: /padlocal/,
    reason: 'padlocal drives personal WeChat, and its accounts cannot log in since 2024',
  },
  {
    pattern: /wechat4u/,
    reason: 'wechat4u drives personal WeChat over its web page, which Tencent has closed',
  },
  {
    pattern: /puppet[-_](wechat|puppeteer)(?![a-z0-9])/,
    reason: 'the web puppet drives personal WeChat over its web page, which Tencent has closed',
  },
  {
    pattern: /puppet[-_](xp|engine|matrix|cixingguangming4u|hook)/,
    reason: 'it changes the running WeChat client (a hook), which gets accounts banned for good',
  },
  {
    pattern:
      /worktool|qiwe|rpa(?![a-z])|puppet[-_](rock|donut|macpro|ipad|padplus|padchat|paimon|gewechat|oicq)/,
    reason:
      'it drives a personal account or clicks through the screen of a client, and not WeCom by a service',
  },
];

/** @throws ConfigError when a puppet of this name, or a token with this beginning, is not to be used. */
export const requireAllowedPuppet = (name: string): void => {
  const found = refused.find(({ pattern }) => pattern.test(name.toLowerCase()));
  if (found) throw new ConfigError(`This Wechaty puppet is refused: ${found.reason}.`);
};

/**
 * Returns `value` when it is a puppet object. @throws ConfigError when it is a puppet's name: Wechaty would load
 * whatever package has that name.
 */
export const requireInstance = (value: unknown): object => {
  if (typeof value === 'object' && value !== null) return value;
  throw new ConfigError(
    'A Wechaty puppet is given as an object, never by its name: Wechaty would load whatever package is called so, and without a name its default, which is refused.',
  );
};
