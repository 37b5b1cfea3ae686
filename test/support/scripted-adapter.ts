import type { Adapter, Sent } from '../../core/adapter.ts';
import type { Person } from '../../core/events.ts';
import type { Destination, Message } from '../../core/messages.ts';

/** What a scripted adapter was asked to send, with what the platform would have kept of it. */
export type SentMessage = {
  readonly to: Destination;
  readonly message: Message;
  readonly key: string;
  readonly at: number;
};

/** A platform of a test's own making: it has the people and answers that the test says. */
export type ScriptedAdapter = {
  readonly adapter: Adapter;
  /** Every call of `send`, in order. */
  readonly sent: readonly SentMessage[];
  readonly looked: readonly string[];
  /** What the next calls do; without one a message arrives. A thrown value is thrown. */
  readonly answers: (Sent | (() => Sent | Promise<Sent>))[];
  /** What `findSent` says; undefined: it surely did not arrive. */
  found: Sent | undefined;
  people: readonly Person[] | Error;
};

/** Returns a platform `slack` with the account `T1` that does what the test says. */
export const createScriptedAdapter = (
  options: { readonly ephemeral?: boolean; readonly account?: string } = {},
): ScriptedAdapter => {
  const sent: SentMessage[] = [];
  const looked: string[] = [];
  const scripted: ScriptedAdapter = {
    sent,
    looked,
    answers: [],
    found: undefined,
    people: [],
    adapter: {
      platform: 'slack',
      account: options.account ?? 'T1',
      can: {
        cards: true,
        threads: true,
        ephemeral: options.ephemeral ?? true,
        direct: true,
        home: false,
        forms: false,
        welcome: false,
        roster: true,
        reactions: true,
        files: false,
      },
      start: async () => undefined,
      stop: async () => undefined,
      send: async (to, message, { idempotencyKey: key }) => {
        sent.push({ to, message, key, at: performance.now() });
        const answer = scripted.answers.shift() ?? { status: 'sent', ref: `ref-${sent.length}` };
        return typeof answer === 'function' ? answer() : answer;
      },
      directTo: async (person) => `D-${person}`,
      findSent: async (_to, _message, { idempotencyKey }) => {
        looked.push(idempotencyKey);
        return scripted.found;
      },
      roster: async () => {
        if (scripted.people instanceof Error) throw scripted.people;
        return scripted.people;
      },
    },
  };
  return scripted;
};
