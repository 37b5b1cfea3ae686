import { afterAll, beforeAll, expect, test } from 'vitest';
import { issueCoupon } from '../../../bot/coupon/issue.ts';
import { type Redemption, redeemCoupon } from '../../../bot/coupon/redeem.ts';
import { connect, type Db } from '../../../db/connect.ts';
import { createCustomer } from '../../../db/customers.ts';
import { balanceOf, earnPoints, spendPoints } from '../../../db/points.ts';
import { openIngest, type TestIngest } from '../../support/ingest.ts';

let inbound: TestIngest;
/** A second process, in effect: connections of its own. */
let others: Db;
let customerId: number;

const at = Date.UTC(2025, 2, 3, 2);
const day = 24 * 60 * 60 * 1000;

beforeAll(async () => {
  inbound = await openIngest('coupons');
  others = connect(inbound.url, { max: 8 });
  customerId = await createCustomer(inbound.db, { name: 'Acme', kind: 'organisation', at });
});

afterAll(async () => {
  await others.destroy();
  await inbound.stop();
});

const inTransaction = <Result>(work: (trx: Db) => Promise<Result>): Promise<Result> =>
  others.transaction().execute(work);

const issue = (key: string) =>
  inTransaction((trx) =>
    issueCoupon(trx, inbound.ingest, { key, flow: 'hand', customerId, title: '10 % off', validDays: 30 }, at),
  );

const redeem = (code: string, key: string, when = at + day): Promise<Redemption> =>
  inTransaction((trx) => redeemCoupon(trx, inbound.ingest, { code, by: 'till', key }, when));

const facts = async (kind: string): Promise<number> =>
  (await inbound.db.selectFrom('interaction').select('id').where('kind', '=', kind).execute()).length;

test('of twenty tills that redeem one code at once exactly one succeeds', async () => {
  const { code } = await issue('once');
  const results = await Promise.all(
    Array.from({ length: 20 }, (_, till) => redeem(code.toLowerCase(), `till-${till}`)),
  );
  expect(results.filter((each) => each.status === 'redeemed')).toHaveLength(1);
  expect(results.filter((each) => each.status === 'used')).toHaveLength(19);
  expect(await facts('coupon-redeemed')).toBe(1);
});

test('the same request twice hears the same answer, and there is one fact', async () => {
  const { code } = await issue('twice');
  const before = await facts('coupon-redeemed');
  const results = await Promise.all([redeem(code, 'same'), redeem(code, 'same')]);
  expect(results.map((each) => each.status)).toEqual(['redeemed', 'redeemed']);
  expect(await facts('coupon-redeemed')).toBe(before + 1);
});

test('issuing under one key at once makes one coupon and one fact', async () => {
  const before = await facts('coupon-issued');
  const coupons = await Promise.all(Array.from({ length: 8 }, () => issue('key')));
  expect(new Set(coupons.map((each) => each.code)).size).toBe(1);
  expect(await facts('coupon-issued')).toBe(before + 1);
});

test('an expired or mistyped code is refused with its reason', async () => {
  const { code } = await issue('late');
  expect((await redeem(code, 'late', at + 30 * day)).status).toBe('expired');
  expect((await redeem('1234-5678-9AB', 'typo')).status).toBe('unknown');
  expect((await redeem("'; drop table coupon", 'typo')).status).toBe('unknown');
});

test('points spent at once by many never go below 0, and each request counts once', async () => {
  await inTransaction((trx) =>
    earnPoints(trx, [{ customerId, key: 'start', at, points: 250, rule: 'hand' }]),
  );
  const spend = (key: string) =>
    inTransaction((trx) => spendPoints(trx, { customerId, key, at, cost: 100, rule: 'coupon' }));
  const results = await Promise.all(Array.from({ length: 10 }, (_, index) => spend(`spend-${index}`)));
  expect(results.filter((each) => each.status === 'spent')).toHaveLength(2);
  expect(await balanceOf(inbound.db, customerId)).toBe(50);
  const key = `spend-${results.findIndex((each) => each.status === 'spent')}`;
  expect(await spend(key)).toEqual({ status: 'spent', balance: 50, again: true });
});

test('what is taken back is at most what is there', async () => {
  await inTransaction((trx) =>
    earnPoints(trx, [{ customerId, key: 'refund', at, points: -80, rule: 'order' }]),
  );
  expect(await balanceOf(inbound.db, customerId)).toBe(0);
});
