import type { Capabilities } from '../../core/adapter.ts';

/** What WeCom cannot do for a bot by any route; each route adds what it can. */
const nothing: Capabilities = {
  cards: false,
  threads: false,
  ephemeral: false,
  direct: false,
  home: false,
  forms: false,
  welcome: false,
  roster: false,
  reactions: false,
  files: false,
};

/** Returns what several routes can do together. */
export const joinCapabilities = (parts: readonly Partial<Capabilities>[]): Capabilities => {
  const joined: Record<keyof Capabilities, boolean> = { ...nothing };
  for (const part of parts) {
    for (const name of Object.keys(joined) as (keyof Capabilities)[]) joined[name] ||= part[name] === true;
  }
  return joined;
};
