import type { Capabilities } from '../../core/adapter.ts';

/**
 * What Feishu can do for this bot. There are no ephemeral messages in every kind of chat, so a private answer goes to
 * the person directly; a bot has no page of its own; files are noted by name and not fetched.
 */
export const feishuCapabilities: Capabilities = {
  cards: true,
  threads: true,
  ephemeral: false,
  direct: true,
  home: false,
  forms: true,
  welcome: false,
  roster: true,
  reactions: true,
  files: false,
};
