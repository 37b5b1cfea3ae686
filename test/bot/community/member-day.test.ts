import { afterAll, beforeAll, expect, test } from 'vitest';
import { holdMemberDays } from '../../../bot/community/member-day.ts';
import { applyInteractions } from '../../../bot/ingest/apply.ts';
import type { Interaction } from '../../../core/customer/interaction.ts';
import { notePresence } from '../../../db/rooms.ts';
import { openTeam, type TestTeam } from '../../support/team.ts';

let team: TestTeam;
const ids = { alice: 0, acme: 0, club: 0 };

beforeAll(async () => {
  team = await openTeam('2025-03-03 10:00');
  const { db } = team;
  const alice = await db
    .selectFrom('person')
    .select(['id', 'customer_id'])
    .where('name', '=', 'Alice')
    .executeTakeFirstOrThrow();
  const club = await db
    .selectFrom('room')
    .select('id')
    .where('external_id', '=', 'club')
    .executeTakeFirstOrThrow();
  Object.assign(ids, { alice: alice.id, acme: alice.customer_id, club: club.id });
  await notePresence(db, [{ roomId: club.id, personId: alice.id, at: team.now(), left: false }]);
  await team.asks('grace', 'points on');
});

afterAll(() => team.stop());

const hold = async (when: string): Promise<number> => {
  await team.at(when);
  return holdMemberDays(team.ingest, team.now());
};
const waiting = async (): Promise<readonly string[]> =>
  (
    await team.db
      .selectFrom('outbox')
      .select('message')
      .where('idempotency_key', 'like', 'contact/member-day/%')
      .orderBy('id')
      .execute()
  ).map((each) => (each.message as { text: string }).text);

const happens = (kind: 'order' | 'refund', key: string, data: object): Promise<unknown> =>
  team.db.transaction().execute((trx) =>
    applyInteractions(trx, team.ingest.company, [
      {
        customerId: ids.acme,
        interaction: { key, at: team.now(), kind, direction: 'in', data } as Interaction,
      },
    ]),
  );

test('a lead gives a community its day in a sentence, and it is echoed back; a rep may not', async () => {
  expect(await team.asks('mia', 'member-day set monthly 18 points 2 in club')).toBe(
    'Only a lead or manager may do this.',
  );
  expect(await team.asks('zhou', '会员日 设置 每月 18 积分 2 "会员日快乐！" 在 club')).toBe(
    'club：每月 18 日，积分 ×2；下一次 2025-03-18 10:00',
  );
  expect(await team.asks('grace', 'member-day')).toMatch(
    /Member days \(1\)[\s\S]*club: day 18 of every month, points ×2; next 2025-03-18 10:00/,
  );
  for (const wrong of ['monthly 32 points 2', 'weekly someday points 2', 'monthly 18 points 1', 'monthly 18'])
    expect(await team.asks('grace', `member-day set ${wrong} in club`)).toMatch(/^Write: member-day set/);
});

test('on the day it is announced once, and orders of those who are there count double', async () => {
  expect(await hold('2025-03-18 09:00')).toBe(0);
  expect(await hold('2025-03-18 10:00')).toBe(1);
  expect(await hold('2025-03-18 10:01')).toBe(0);
  expect(await waiting()).toEqual(['会员日快乐！\n今天消费，积分 ×2。']);
  await happens('order', 'o1', { amount: 500, currency: 'CNY', order: 'A-1' });
  expect(await team.asks('mia', 'points Acme Ltd')).toMatch(
    /Acme Ltd: 100 points[\s\S]*\+50 · Member day[\s\S]*\+50 · Order/,
  );
});

test('a refund takes the day’s points back where its order is known, and else the usual ones', async () => {
  await team.at('2025-03-19 10:00');
  await happens('refund', 'r1', { amount: 200, currency: 'CNY', order: 'A-1' });
  expect(await team.asks('mia', 'points Acme Ltd')).toMatch(/Acme Ltd: 60 points/);
  await happens('refund', 'r2', { amount: 100, currency: 'CNY' });
  expect(await team.asks('mia', 'points Acme Ltd')).toMatch(/Acme Ltd: 50 points/);
});

test('a coupon is there for everybody, once a day, and is asked for in private', async () => {
  expect(await team.asks('grace', 'member-day set weekly Friday coupon "10 % off" 14 in club')).toMatch(
    /club: every Friday, coupon "10 % off" \(good for 14 days\); next 2025-03-21 10:00/,
  );
  expect(await hold('2025-03-28 10:00')).toBe(0);
  expect(await hold('2025-04-04 10:00')).toBe(1);
  await team.db.updateTable('member_day').set({ next_at: team.now() }).execute();
  await hold('2025-04-04 10:05');
  expect((await waiting()).slice(1)).toEqual([
    'Today is member day!\nThere is a coupon for you: 10 % off. Write "my coupons" to see its code.',
  ]);
  expect(await team.asks('mia', 'coupon Acme Ltd')).toMatch(
    /^Coupons of Acme Ltd\n\S+ · 10 % off · Acme Ltd · good until 2025-04-18$/,
  );
});

test('it ends when a lead says so', async () => {
  expect(await team.asks('grace', 'member-day end in club')).toBe('club has no member day any more.');
  expect(await team.asks('grace', 'member-day end in club')).toBe('club has no member day.');
  expect(await hold('2025-04-11 10:00')).toBe(0);
});
