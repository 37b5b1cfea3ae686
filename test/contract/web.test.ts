import { randomUUID } from 'node:crypto';
import { createWebAdapter } from '../../adapters/web/adapter.ts';
import { toInboundEvent, webPostSchema } from '../../adapters/web/inbound.ts';
import type { Mapped } from '../../core/adapter.ts';
import type { Person } from '../../core/events.ts';
import { contract } from './contract.ts';
import type { Bench, Fixture, Harness } from './harness.ts';

const people: Readonly<Record<string, Person>> = {
  ann: { id: 'ann', org: 'acme', name: 'Ann', kind: 'human', external: true },
  mia: { id: 'mia', name: 'Mia', kind: 'human', external: false },
};

const transcript = 'the page reads the transcript, which the outbox writes when the adapter has said "sent"';

const lacks: Harness['lacks'] = {
  signature: 'the page is served by the same program and allowed by its address',
  'own-messages': 'the bot does not post through the page',
  redelivery: 'the page posts once, and shows when that failed',
  posted: transcript,
  split: transcript,
  faults: 'nothing lies between the adapter and the transcript',
  reconcile: 'nothing lies between the adapter and the transcript',
  history: 'the transcript is the history',
  update: transcript,
  pictures: 'the page shows it from the transcript (own test)',
};

const post = (more: object): object => ({ as: 'ann', room: 'acme-room', ...more });
const fixtures: readonly Fixture[] = [
  { name: 'a message', raw: post({ type: 'message', text: 'hello' }), becomes: ['message'] },
  { name: 'an edit', raw: post({ type: 'edit', message: 'm', text: 'x' }), becomes: ['message-edited'] },
  { name: 'a recall', raw: post({ type: 'recall', message: 'm' }), becomes: ['message-recalled'] },
  {
    name: 'a reaction',
    raw: post({ type: 'react', message: 'm', emoji: '👍', change: 'added' }),
    becomes: ['reaction'],
  },
  { name: 'a press', raw: post({ type: 'action', action: 'run', value: 'help' }), becomes: ['action'] },
  { name: 'an empty message', raw: post({ type: 'message', text: ' ' }), becomes: 'error' },
  { name: 'something else', raw: { hello: 1 }, becomes: 'error' },
];

const parse = (raw: unknown): Mapped => {
  const parsed = webPostSchema.safeParse(raw);
  const error = { error: { code: 'payload', message: 'no post of the page' } } as const;
  if (!parsed.success) return error;
  const person = people[parsed.data.as];
  if (!person) return error;
  try {
    return {
      events: [toInboundEvent(parsed.data, { account: 'demo', person, kind: 'group', at: 1, id: 'web-1' })],
    };
  } catch {
    return error;
  }
};

const open = async (): Promise<Bench> => {
  const adapter = createWebAdapter({
    account: 'demo',
    now: Date.now,
    lookUp: async (person) => {
      const found = people[person];
      return found && { account: 'demo', person: found, kind: 'group' };
    },
  });
  return {
    adapter,
    room: { conversation: 'acme-room' },
    customer: 'ann',
    colleague: 'mia',
    message: ({ text, by = 'customer' }) =>
      post({ type: 'message', text, as: by === 'customer' ? 'ann' : 'mia', key: randomUUID() }),
    deliver: async (raw) => {
      const request = new Request('http://bot.example/api/post', {
        method: 'POST',
        body: JSON.stringify(raw),
      });
      return (await adapter.webhook?.(request))?.status ?? 500;
    },
    sayUnheard: () => [],
    posted: () => [],
    homeOf: () => '',
    opened: () => [],
    fail: () => undefined,
    limitedMs: 0,
    logged: () => '',
    secrets: [],
    close: async () => undefined,
  };
};

contract({ platform: 'web', lacks, fixtures, parse, open });
