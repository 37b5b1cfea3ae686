import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '../../core/events.ts';
import { connect, type Db } from '../../db/connect.ts';
import { findMembers, resolvePeople } from '../../db/people.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let db: Db;
const where = { platform: 'slack', account: 'T1' } as const;

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.url, { max: 1 });
});

afterAll(async () => {
  await db.destroy();
  await database.drop();
});

const seen = (id: string, external: Person['external'], name?: string): Person => ({
  id,
  kind: 'human',
  external,
  ...(name === undefined ? {} : { name }),
});
const sideAfter = async (...people: readonly Person[]) =>
  (await resolvePeople(db, where, people)).get(people[0]?.id ?? '')?.side;
const isMember = async (id: string) => {
  const person = (await resolvePeople(db, where, [seen(id, 'unknown')])).get(id);
  return (await findMembers(db, [person?.id ?? -1])).length === 1;
};

test('a side once unknown is learnt, and makes a member of ours', async () => {
  expect(await sideAfter(seen('u1', 'unknown'))).toBe('unknown');
  expect(await isMember('u1')).toBe(false);
  expect(await sideAfter(seen('u1', false, 'Uma'))).toBe('us');
  expect(await isMember('u1')).toBe(true);
  expect(await sideAfter(seen('u1', 'unknown'))).toBe('us');
});

test('a member whom the platform now counts as an outsider is none any more', async () => {
  expect(await sideAfter(seen('u2', false))).toBe('us');
  expect(await sideAfter(seen('u2', true))).toBe('customer');
  expect(await isMember('u2')).toBe(false);
});

test('a customer does not become a member because an event says so', async () => {
  expect(await sideAfter(seen('u3', true))).toBe('customer');
  expect(await sideAfter(seen('u3', false, 'Uwe'))).toBe('customer');
  expect(await isMember('u3')).toBe(false);
});

test('of several events at once the one that knows the side counts, and an outsider in one is one', async () => {
  expect(await sideAfter(seen('u4', true, 'Ute'), seen('u4', 'unknown'))).toBe('customer');
  expect(await sideAfter(seen('u5', true), seen('u5', false))).toBe('customer');
  expect(await sideAfter(seen('u6', 'unknown'), seen('u6', false))).toBe('us');
});

test('strangers whom two workers meet at once are made once', async () => {
  const other = connect(database.url, { max: 1 });
  const strangers = Array.from({ length: 40 }, (_, index) =>
    seen(`new-${index}`, index % 2 === 0, `New ${index}`),
  );
  const meet = (as: Db, people: readonly Person[]) =>
    as.transaction().execute((trx) => resolvePeople(trx, where, people));
  const [one, two] = await Promise.all([meet(db, strangers), meet(other, [...strangers].reverse())]);
  await other.destroy();
  expect(one.size).toBe(40);
  expect(new Map([...two].map(([id, person]) => [id, person.id]))).toEqual(
    new Map([...one].map(([id, person]) => [id, person.id])),
  );
  const named = await db.selectFrom('person').select('id').where('name', 'like', 'New %').execute();
  expect(named).toHaveLength(40);
});
