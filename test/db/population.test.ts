import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createCompany } from '../../bot/ingest/context.ts';
import { type FoldContext, type Scene, sceneAt } from '../../core/customer/context.ts';
import type { CustomerState } from '../../core/customer/state.ts';
import { rfmAt, tierAt } from '../../core/customer/tier.ts';
import { aliveAt } from '../../core/customer/value.ts';
import { policiesFrom } from '../../core/policy.ts';
import { noModels, type PopulationModels, type TierCuts } from '../../core/population.ts';
import { defaultModel } from '../../core/value/model.ts';
import { aliveProbability } from '../../core/value/predict.ts';
import { type CutPoints, cutPointsOf } from '../../core/value/rfm.ts';
import { orderTotals } from '../../db/buyers.ts';
import { connect, type Db } from '../../db/connect.ts';
import { orderHistories, repeatSpending } from '../../db/order-histories.ts';
import { rfmCuts, segmentSizes, tierCuts } from '../../db/population.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { live, makePopulation } from '../support/population.ts';

const dayMs = 24 * 60 * 60 * 1000;
const now = Date.UTC(2025, 6, 7, 20);
const inOrder = (values: readonly number[]): readonly number[] =>
  values.toSorted((one, other) => one - other);
const company = createCompany('Asia/Shanghai', 'cn');
const today = { zone: company.zone, now };
const oldest = company.calendar.monthOf(now) - 12;
let database: TestDatabase;
let db: Db;

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.url, { max: 2 });
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});
beforeEach(async () => {
  await sql`truncate customer cascade`.execute(db);
});

const populate = async (buyers: number, talkers: number, seed: number): Promise<readonly CustomerState[]> => {
  const from = now - 560 * dayMs;
  await live(db, company, await makePopulation(db, { buyers, talkers, from, until: now, seed }));
  const rows = await db.selectFrom('customer').select('state').where('state', 'is not', null).execute();
  return rows.map(({ state }) => state as CustomerState);
};

const sceneWith = (models: Partial<PopulationModels>): Scene => {
  const context: FoldContext = {
    zone: company.zone,
    calendar: company.calendar,
    policies: policiesFrom([], [{ fromAt: 0, content: { ...noModels, ...models } }]),
    profile: { kind: 'organisation', segment: 'general' },
  };
  return sceneAt(context, now);
};

const cut = (values: readonly number[]): CutPoints => cutPointsOf(Float64Array.from(values));
const anyCuts: TierCuts = {
  customers: 0,
  amount: [0, 0, 0, 0],
  frequency: [0, 0, 0, 0],
  depth: [0, 0, 0, 0],
  service: [0, 0, 0, 0],
  a: 0,
  b: 0,
};

/** The same cut points from the states, by the functions that the fold goes by. */
const tierCutsOf = (states: readonly CustomerState[]): TierCuts => {
  const scene = sceneWith({ tiers: anyCuts });
  const measured = states
    .map((state) => {
      const parts = tierAt(state, now, scene)?.parts ?? [];
      return { state, values: new Map(parts.map(({ key, value }) => [key, value])) };
    })
    .filter(({ values }) => (values.get('frequency') as number) > 0);
  const of = (key: string): CutPoints => cut(measured.map(({ values }) => values.get(key) as number));
  const cuts = {
    ...anyCuts,
    amount: of('amount'),
    frequency: of('frequency'),
    depth: of('depth'),
    service: of('service'),
  };
  const scores = measured
    .map(({ state }) => tierAt(state, now, sceneWith({ tiers: cuts }))?.score as number)
    .sort((one, other) => other - one);
  const reachedBy = (share: number): number => scores[Math.ceil(share * scores.length - 1e-9) - 1] as number;
  return { ...cuts, customers: scores.length, a: reachedBy(0.2), b: reachedBy(0.5) };
};

describe.each([1, 2, 3])('a random population (%i)', (seed) => {
  test('SQL finds the cut points, histories and means that the fold would', async () => {
    const states = await populate(60 + seed * 17, 40, seed);
    const buyers = states.filter(({ orders }) => orders.first !== null);

    expect(await tierCuts(db, oldest)).toEqual(tierCutsOf(states));

    const found = await rfmCuts(db, today);
    const dayOf = company.zone.dayOf;
    expect(found).toEqual({
      customers: buyers.length,
      recency: cut(buyers.map(({ orders }) => dayOf(now) - dayOf(orders.last?.at as number))),
      frequency: cut(buyers.map(({ orders }) => orders.days)),
      monetary: cut(buyers.map(({ orders }) => orders.amount - orders.refunded)),
    });
    const scene = sceneWith({ rfm: found });
    const fifths = buyers.map((state) => rfmAt(state, now, scene)?.monetary);
    for (const fifth of [1, 2, 3, 4, 5]) expect(fifths).toContain(fifth);

    const parameters = { r: 0.7, alpha: 20, a: 0.9, b: 2 };
    const orders = { customers: buyers.length, parameters, spending: null, meanAmount: 1 };
    const { x, tx, T, count } = await orderHistories(db, today);
    const alive = [...x.keys()].flatMap((i) => {
      const history = { x: x[i] as number, tx: tx[i] as number, T: T[i] as number };
      return Array.from({ length: count[i] as number }, () =>
        aliveProbability(defaultModel, parameters, history),
      );
    });
    const byState = buyers.map((state) => aliveAt(state, now, sceneWith({ orders })) as number);
    expect(inOrder(alive)).toEqual(inOrder(byState));

    const spending = await repeatSpending(db, today, 50_000);
    const repeat = buyers.filter(({ orders }) => orders.days > 1 && orders.amount > orders.firstAmount);
    const means = repeat.map(({ orders }) => (orders.amount - orders.firstAmount) / (orders.days - 1));
    expect(inOrder([...spending.mean])).toEqual(inOrder(means));

    const totals = await orderTotals(db, today);
    expect(totals.customers).toBe(buyers.length);
    const sum = (pick: (state: CustomerState) => number): number =>
      buyers.reduce((all, each) => all + pick(each), 0);
    expect(totals.meanAmount).toBeCloseTo(
      sum(({ orders }) => orders.amount) / sum(({ orders }) => orders.days),
      9,
    );
  });
});

test('below 10 customers there are no fifths, and nothing is made of nobody', async () => {
  expect(await tierCuts(db, oldest)).toBeNull();
  expect(await rfmCuts(db, today)).toBeNull();
  expect(await orderTotals(db, today)).toEqual({ customers: 0, meanAmount: 0 });
  expect((await orderHistories(db, today)).x).toHaveLength(0);
  expect(await segmentSizes(db)).toEqual([]);
  await populate(7, 10, 4);
  expect(await rfmCuts(db, today)).toBeNull();
});

test('a draw of repeat buyers is about as large as asked for, and always the same', async () => {
  await populate(300, 0, 5);
  const all = (await repeatSpending(db, today, 1e6)).x.length;
  const drawn = await repeatSpending(db, today, 60);
  expect(drawn.x.length).toBeGreaterThan(40);
  expect(drawn.x.length).toBeLessThan(80);
  expect(drawn.x.length).toBeLessThan(all);
  expect(await repeatSpending(db, today, 60)).toEqual(drawn);
});
