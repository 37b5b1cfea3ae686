import { afterAll, beforeAll, expect, test } from 'vitest';
import { remindTasks } from '../../../bot/jobs/remind-tasks.ts';
import type { OutboundMessage } from '../../../core/messages.ts';
import { dayMs } from '../../../core/time.ts';
import { openTalk, type Talk } from '../../support/talk.ts';

let talk: Talk;

beforeAll(async () => {
  talk = await openTalk();
});
afterAll(() => talk.stop());

const remind = (now: number) => remindTasks(talk.db, talk.bot.ingest.company, now, 'en');
const reminders = async () => {
  const rows = await talk.db
    .selectFrom('outbox')
    .innerJoin('room', 'room.id', 'outbox.room_id')
    .select(['room.external_id as room', 'outbox.message'])
    .where('idempotency_key', 'like', 'tasks/%')
    .orderBy('outbox.id')
    .execute();
  return rows.map(({ room, message }) => ({ room, ...(message as OutboundMessage) }));
};

test('whoever has to-dos that fell due is told of them alone, in their language, and once', async () => {
  const now = Date.now();
  await talk.ask('mia', 'task Acme Ltd send the quote tomorrow');
  await talk.ask('mia', 'task buy stamps tomorrow');
  await talk.ask('mia', 'task think about it');
  await talk.ask('lin', '待办 晨光书店 寄样品 明天');
  await talk.ask('mia', 'task call the press tomorrow');
  await talk.ask('mia', 'task done 3');
  expect(await remind(now)).toBe(0);
  expect(await remind(now + 2 * dayMs)).toBe(2);
  expect(await remind(now + 3 * dayMs)).toBe(0);
  const told = await reminders();
  expect(told.map(({ room, audience }) => [room, audience])).toEqual([
    ['dm:mia', 'person'],
    ['dm:lin', 'person'],
  ]);
  expect(told[0]?.text).toMatch(/^Due now\n1\. Acme Ltd: send the quote · [\s\S]*\n2\. buy stamps · /);
  expect(told[0]?.text).not.toMatch(/think about it|call the press/);
  expect(told[1]?.text).toMatch(/^待办到时间了\n1\. 晨光书店: 寄样品 · /);
});

test('several workers remind of each once', async () => {
  await talk.ask('mia', 'task count the beans tomorrow');
  const later = Date.now() + 2 * dayMs;
  const told = await Promise.all(Array.from({ length: 4 }, () => remind(later)));
  expect(told.reduce((sum, each) => sum + each, 0)).toBe(1);
});
