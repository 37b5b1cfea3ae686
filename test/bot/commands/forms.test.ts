import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InboundEvent } from '../../../core/events.ts';
import { openIngest, type TestIngest } from '../../support/ingest.ts';

let bot: TestIngest;
let count = 0;

const mia = { id: 'mia', name: 'Mia', kind: 'human', external: false } as const;
const ann = { id: 'ann', name: 'Ann', kind: 'human', external: true } as const;

const common = (room: string, person: InboundEvent['person'], kind: 'group' | 'direct' = 'group') =>
  ({
    id: `e${++count}`,
    at: Date.now() - 60_000 + count,
    platform: 'slack',
    account: 'T1',
    person,
    conversation: { id: room, kind },
  }) as const;

const says = (room: string, person: InboundEvent['person'], text: string): InboundEvent => ({
  ...common(room, person),
  type: 'message',
  message: `m${count}`,
  text,
  mentionsBot: text.startsWith('@Tend'),
  attachments: [],
});

const submits = (
  form: string,
  values: Readonly<Record<string, string>>,
  room = 'acme',
  person: InboundEvent['person'] = mia,
): InboundEvent => ({ ...common(room, person), type: 'form', form, values: { ...values } });

const presses = (action: string, value: string): InboundEvent => ({
  ...common('D-mia', mia, 'direct'),
  type: 'action',
  action,
  value,
});

/** What the bot answered last. */
const answer = async (): Promise<string> => {
  const row = await bot.db
    .selectFrom('outbox')
    .select('message')
    .where('idempotency_key', 'like', 'reply/%')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return (row.message as { text: string }).text;
};

const factsOf = async (kind: string) =>
  bot.db
    .selectFrom('interaction')
    .innerJoin('customer', 'customer.id', 'interaction.customer_id')
    .select(['customer.name', 'interaction.text', 'interaction.data'])
    .where('interaction.kind', '=', kind)
    .orderBy('interaction.id')
    .execute();

const roomId = async (externalId: string): Promise<number> =>
  (
    await bot.db
      .selectFrom('room')
      .select('id')
      .where('external_id', '=', externalId)
      .executeTakeFirstOrThrow()
  ).id;

beforeAll(async () => {
  bot = await openIngest('T1');
  await bot.feed([
    says('acme', ann, 'Good morning, we need two ovens.'),
    says('acme', mia, '@Tend room customer Acme Ltd'),
    says('acme', mia, 'Good morning Ann!'),
    says('club', ann, 'Hello everybody.'),
  ]);
  // What was said before counts from then on; the owner is who answered.
  await bot.feed([says('acme', mia, 'The quote is on its way, Ann.'), says('acme', ann, 'Thank you.')]);
});

afterAll(() => bot.stop());

test('a note from a form in the customer’s room is about that customer', async () => {
  await bot.feed([submits('note', { text: 'prefers "gas" ovens', customer: '' })]);
  expect(await answer()).toBe('Noted on Acme Ltd.');
  expect(await factsOf('note')).toMatchObject([{ name: 'Acme Ltd', text: 'prefers "gas" ovens' }]);
});

test('a note from the member’s own page names the customer', async () => {
  await bot.feed([submits('note', { text: 'called twice', customer: 'acme' }, 'D-mia')]);
  expect(await answer()).toBe('Noted on Acme Ltd.');
  await bot.feed([submits('note', { text: 'about nobody', customer: '' }, 'D-mia')]);
  expect(await answer()).not.toMatch(/^Noted/);
});

test('the same submission delivered twice counts once', async () => {
  const before = (await factsOf('note')).length;
  const form = submits('note', { text: 'once', customer: 'acme' });
  await bot.feed([form]);
  await bot.feed([form]);
  expect(await factsOf('note')).toHaveLength(before + 1);
});

test('a stage is set with days and a reason, as the command does', async () => {
  await bot.feed([
    submits('stage', { stage: 'mature', days: '10', reason: 'signed for a year', customer: '' }),
  ]);
  expect(await answer()).toMatch(/^Acme Ltd is set to .*mature.* until /);
  const [override] = await factsOf('stage-override');
  expect(override).toMatchObject({ text: 'signed for a year', data: { stage: 'mature', by: 'Mia' } });
  await bot.feed([submits('stage', { stage: 'dormant', days: '', reason: '', customer: 'acme' })]);
  expect(await answer()).toMatch(/until/);
});

test('an outsider’s submission does nothing', async () => {
  const before = await answer();
  const notes = (await factsOf('note')).length;
  await bot.feed([submits('note', { text: 'by Ann', customer: 'acme' }, 'acme', ann)]);
  expect(await answer()).toBe(before);
  expect(await factsOf('note')).toHaveLength(notes);
});

test('a form that there is not, and a button where there are no forms, are answered with what to do', async () => {
  await bot.feed([submits('constructor', {})]);
  expect(await answer()).toBe('This form does nothing any more.');
  await bot.feed([presses('form:note', '')]);
  expect(await answer()).toBe('Write: note NAME TEXT');
});

test('a proposal’s button says what a room is, under the customer’s name in the room’s', async () => {
  await bot.feed([says('ext-birch-bakery', ann, 'Hello')]);
  await bot.feed([presses('room-is', `${await roomId('ext-birch-bakery')}/customer`)]);
  expect(await answer()).toBe('ext-birch-bakery is now a customer room.');
  const made = await bot.db
    .selectFrom('room')
    .innerJoin('customer', 'customer.id', 'room.customer_id')
    .select('customer.name')
    .where('room.external_id', '=', 'ext-birch-bakery')
    .execute();
  expect(made).toEqual([{ name: 'birch-bakery' }]);
  await bot.feed([
    submits('room', { purpose: 'community', customer: '', value: String(await roomId('club')) }, 'D-mia'),
  ]);
  expect(await answer()).toBe('club is now a community.');
  await bot.feed([presses('room-is', '999999/customer')]);
  expect(await answer()).toBe('That room is not there any more.');
});
