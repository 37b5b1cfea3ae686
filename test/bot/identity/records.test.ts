import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, type Db } from '../../../db/connect.ts';
import { couponsOf, storeCoupon } from '../../../db/coupons.ts';
import { createCustomer } from '../../../db/customers.ts';
import { mergeCustomer, unmergeCustomer } from '../../../db/merge.ts';
import { activeRunsOf, enterRuns } from '../../../db/playbook-runs.ts';
import { balanceOf, earnPoints, spendPoints } from '../../../db/points.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { at, day } from '../../support/given.ts';

let database: TestDatabase;
let db: Db;
let count = 0;
const monday = at('2025-03-03 10:00');
const by = { at: monday, byId: null };

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.url, { max: 1 });
  await db
    .insertInto('playbook')
    .values(
      ['welcome', 'care', 'win-back'].map((key) => ({
        key,
        version: 1,
        state: 'running' as const,
        content: JSON.stringify({}),
        created_at: 0,
        created_by: 'test',
      })),
    )
    .execute();
});

afterAll(async () => {
  await db.destroy();
  await database.drop();
});

const newCustomer = (name: string): Promise<number> =>
  createCustomer(db, { name: `${name} ${++count}`, kind: 'person', at: 0 });
const merge = (child: number, parent: number) => mergeCustomer(db, child, parent, by);
const unmerge = (child: number) => unmergeCustomer(db, child, { at: monday + day, byId: null });
const gets = async (customerId: number, title: string): Promise<void> => {
  const key = `${title}-${++count}`;
  const made = {
    issuedAt: monday,
    issuedBy: null,
    expiresAt: monday + 30 * day,
    personId: null,
    flow: 'test',
  };
  await storeCoupon(db, { ...made, code: key, issueKey: key, title, customerId });
};
const coupons = async (customerId: number) =>
  (await couponsOf(db, customerId, monday)).map((each) => each.title).toSorted();
const earns = (customerId: number, points: number) =>
  earnPoints(db, [{ customerId, key: `earn-${++count}`, at: monday, points, rule: 'hand' }]);
const spends = (customerId: number, cost: number) =>
  spendPoints(db, { customerId, key: `spend-${++count}`, at: monday, cost, rule: 'hand' });
const enters = (customerId: number, playbook: string) =>
  enterRuns(db, [{ playbook, version: 1, customerId, trigger: `t${++count}`, at: monday, notAfter: monday }]);
const inside = async (customerId: number) =>
  (await activeRunsOf(db, [customerId])).map((each) => each.playbook).toSorted();

test('coupons and points go along with whom they are of, and come back; what came meanwhile stays', async () => {
  const [ann, annToo] = [await newCustomer('Ann'), await newCustomer('Ann')];
  await gets(ann, 'of the child');
  await gets(annToo, 'of the parent');
  await earns(ann, 30);
  await earns(annToo, 10);
  await merge(ann, annToo);
  expect(await coupons(annToo)).toEqual(['of the child', 'of the parent']);
  expect([await balanceOf(db, ann), await balanceOf(db, annToo)]).toEqual([0, 40]);
  await gets(annToo, 'of both');
  await earns(annToo, 5);
  await unmerge(ann);
  expect(await coupons(ann)).toEqual(['of the child']);
  expect(await coupons(annToo)).toEqual(['of both', 'of the parent']);
  expect([await balanceOf(db, ann), await balanceOf(db, annToo)]).toEqual([30, 15]);
});

test('points that the merged customer spent are nobody’s debt', async () => {
  const [ann, annToo] = [await newCustomer('Ann'), await newCustomer('Ann')];
  await earns(ann, 30);
  await earns(annToo, 10);
  await merge(ann, annToo);
  expect(await spends(annToo, 35)).toMatchObject({ status: 'spent', balance: 5 });
  await unmerge(ann);
  expect([await balanceOf(db, ann), await balanceOf(db, annToo)]).toEqual([5, 0]);
});

test('playbooks go on where they were; of two runs of one the other’s, until they are two again', async () => {
  const [ann, annToo] = [await newCustomer('Ann'), await newCustomer('Ann')];
  await enters(ann, 'welcome');
  await enters(ann, 'care');
  await enters(annToo, 'welcome');
  await merge(ann, annToo);
  expect([await inside(ann), await inside(annToo)]).toEqual([[], ['care', 'welcome']]);
  await enters(annToo, 'win-back');
  await unmerge(ann);
  expect([await inside(ann), await inside(annToo)]).toEqual([
    ['care', 'welcome'],
    ['welcome', 'win-back'],
  ]);
});

test('taken apart in any order, everybody has what was theirs', async () => {
  const made = async () => {
    const [ann, bo, cy] = [await newCustomer('Ann'), await newCustomer('Bo'), await newCustomer('Cy')];
    for (const [customer, points] of [
      [ann, 1],
      [bo, 10],
      [cy, 100],
    ] as const) {
      await gets(customer, String(points));
      await earns(customer, points);
      await enters(customer, 'care');
    }
    await merge(ann, bo);
    await merge(bo, cy);
    return [ann, bo, cy] as const;
  };
  for (const order of ['the first first', 'the last first']) {
    const [ann, bo, cy] = await made();
    for (const child of order === 'the first first' ? [ann, bo] : [bo, ann]) await unmerge(child);
    const left = [];
    for (const each of [ann, bo, cy])
      left.push([await coupons(each), await balanceOf(db, each), await inside(each)]);
    expect(left, order).toEqual([
      [['1'], 1, ['care']],
      [['10'], 10, ['care']],
      [['100'], 100, ['care']],
    ]);
  }
});
