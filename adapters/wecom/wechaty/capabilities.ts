import type { Capabilities } from '../../../core/adapter.ts';

/**
 * What this transport can do. It answers where somebody has just written and nothing else: no direct chats are
 * opened, since unasked messages are what accounts are banned for.
 */
export const wechatyCapabilities: Capabilities = {
  cards: false,
  threads: false,
  ephemeral: false,
  direct: false,
  home: false,
  forms: false,
  welcome: false,
  roster: true,
  reactions: false,
  files: false,
};
