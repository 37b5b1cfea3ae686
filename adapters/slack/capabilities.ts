import type { Capabilities } from '../../core/adapter.ts';

/** What Slack can do. Nobody is welcomed: joining a channel gives an app no one-time right to speak. */
export const slackCapabilities: Capabilities = {
  cards: true,
  threads: true,
  ephemeral: true,
  direct: true,
  home: true,
  forms: true,
  welcome: false,
  roster: true,
  reactions: true,
  files: true,
};
