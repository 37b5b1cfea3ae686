import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ContactRequest } from '../../bot/care/request.ts';
import type { Answer } from '../../bot/commands/command.ts';
import {
  type Card,
  type CustomerMessage,
  cardText,
  customerMessage,
  type InternalMessage,
  plainBlocks,
} from '../../core/messages.ts';
import type { OutboundAim } from '../../db/outbox.ts';

const select: Card = {
  title: 'Which?',
  blocks: [
    { kind: 'text', text: 'before' },
    {
      kind: 'select',
      label: 'Choose one',
      action: 'pick',
      options: [{ label: 'One', value: '1' }],
      otherwise: [{ kind: 'text', text: '1. One' }],
    },
  ],
};

test('a list to choose from is told in its other words where there are no lists', () => {
  expect(plainBlocks(select)).toEqual([
    { kind: 'text', text: 'before' },
    { kind: 'text', text: '1. One' },
  ]);
  expect(cardText(select)).toBe('Which?\nbefore\n1. One');
});

test('what is said among ourselves is no message for customers, and the compiler says so', () => {
  const internal: InternalMessage = { audience: 'team', text: 'churn risk 80%' };
  // @ts-expect-error An internal message cannot be sent as care.
  const care: ContactRequest['message'] = internal;
  // @ts-expect-error Nor by calling it one for customers.
  const called: CustomerMessage = { ...internal, audience: 'customer' };
  // @ts-expect-error Nor said to an outsider alone.
  const alone: OutboundAim = { alone: internal };
  // @ts-expect-error A command answers members, never customers.
  const answer: Answer['message'] = customerMessage('Hello');
  expect([care, called, alone, answer]).toHaveLength(4);
});

/** Whoever writes to customers. A file that is to be added here is to be read with care. */
const mayWrite = [
  'bot/broadcast/run.ts',
  'bot/care/hear-wish.ts',
  'bot/commands/home.ts',
  'bot/community/event-card.ts',
  'bot/community/event-notices.ts',
  'bot/community/member-day.ts',
  'bot/community/poll.ts',
  'bot/community/rsvp.ts',
  'bot/community/welcome.ts',
  'bot/coupon/wallet.ts',
  'bot/playbook/run-due.ts',
  'bot/survey/answer.ts',
  'bot/survey/card.ts',
  'bot/wecom/say-welcome.ts',
];

test('only these files make messages for customers', () => {
  const root = join(import.meta.dirname, '../..');
  const files = ['adapters', 'bot', 'core', 'db', 'prompts'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => `${folder}/${file}`),
  );
  const writers = files.filter(
    (file) =>
      file !== 'core/messages.ts' && readFileSync(join(root, file), 'utf8').includes('customerMessage'),
  );
  expect(writers.sort()).toEqual(mayWrite);
});
