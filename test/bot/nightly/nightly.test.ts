import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foldContexts } from '../../../bot/ingest/context.ts';
import { type Night, runNight } from '../../../bot/jobs/nightly.ts';
import { churnMaterial } from '../../../bot/nightly/learn-churn.ts';
import { versionLeadMs } from '../../../bot/policies.ts';
import { createEstimator } from '../../../core/churn/estimate.ts';
import { activityKinds } from '../../../core/customer/activity.ts';
import { assess } from '../../../core/customer/assess.ts';
import { modelProbability, populationOf } from '../../../core/customer/churn-model.ts';
import { sceneAt } from '../../../core/customer/context.ts';
import { foldHistory } from '../../../core/customer/fold.ts';
import type { Interaction } from '../../../core/customer/interaction.ts';
import type { CustomerState } from '../../../core/customer/state.ts';
import type { PopulationModels } from '../../../core/population.ts';
import { type ActiveCustomer, activeCustomers } from '../../../db/active-days.ts';
import { historiesOf, type NewInteraction } from '../../../db/interactions.ts';
import { rewind } from '../../../db/rewind.ts';
import { listVersions } from '../../../db/versions.ts';
import { openIngest, type TestIngest } from '../../support/ingest.ts';
import { live, makePopulation } from '../../support/population.ts';

const dayMs = 24 * 60 * 60 * 1000;
const from = Date.UTC(2024, 0, 8);
/** 04:00 on Tuesday 2025-07-08 in Shanghai, 18 months later. */
const firstNight = Date.UTC(2025, 6, 7, 20);
let bot: TestIngest;
let happenings: readonly NewInteraction[];
let first: Night;
let statesBefore: ReadonlyMap<number, CustomerState>;
let now = firstNight;

const nightJob = () => ({
  db: bot.db,
  company: bot.ingest.company,
  clock: { now: () => now },
  log: bot.ingest.log,
});

const states = async (): Promise<ReadonlyMap<number, CustomerState>> => {
  const rows = await bot.db
    .selectFrom('customer')
    .select(['id', 'state'])
    .where('state', 'is not', null)
    .execute();
  return new Map(rows.map(({ id, state }) => [id, state as CustomerState]));
};

/** The customers whose live state differs from their history folded anew. */
const different = async (): Promise<readonly number[]> => {
  const found = await states();
  const histories = await historiesOf(bot.db, [...found.keys()]);
  const contextOf = await foldContexts(bot.db, bot.ingest.company, [...found.keys()]);
  return [...found].flatMap(([id, live]) => {
    const folded = foldHistory(histories.get(id) ?? [], live.seenAt, contextOf(id)).state;
    return isDeepStrictEqual(JSON.parse(JSON.stringify(folded)), live) ? [] : [id];
  });
};

/** Lets a day pass: what happens in it, its checks, its night. */
const passDay = async (): Promise<Night | null> => {
  const before = now;
  now += dayMs;
  const today = happenings.filter(({ interaction: { at } }) => at > before && at <= now);
  await live(bot.db, bot.ingest.company, today);
  await bot.advance(now);
  return runNight(nightJob());
};

beforeAll(async () => {
  bot = await openIngest('nightly');
  const plan = { buyers: 620, talkers: 620, from, until: firstNight + 8 * dayMs, gapDays: 20 };
  happenings = await makePopulation(bot.db, plan);
  // Someone who talks every day has more days than a state keeps.
  const { customerId } = happenings[0] as NewInteraction;
  const daily = Array.from({ length: 300 }, (_, index): NewInteraction => {
    const at = firstNight - (index + 1) * dayMs;
    return {
      customerId,
      interaction: { key: `daily/${index}`, at, kind: 'visit', direction: 'in', data: {} },
    };
  });
  await live(
    bot.db,
    bot.ingest.company,
    [...happenings, ...daily]
      .filter(({ interaction }) => interaction.at <= firstNight)
      .sort((one, other) => one.interaction.at - other.interaction.at),
  );
  await bot.advance(firstNight);
  statesBefore = await states();
  first = (await runNight(nightJob())) as Night;
}, 240_000);
afterAll(() => bot.stop());

test('a night learns everything, and stores it for a time that no process has reached', async () => {
  expect(first).toMatchObject({ stored: true, versionId: 1 });
  expect(first.steps.filter(({ failed }) => failed)).toEqual([]);
  const [version, ...more] = await listVersions(bot.db, 'models');
  expect(more).toEqual([]);
  expect(version).toMatchObject({
    id: 1,
    fromAt: firstNight + versionLeadMs,
    createdAt: firstNight,
    createdBy: 'night',
  });
  // To the last digit, also after the database.
  expect(version?.content).toEqual(first.models);
  const { churn, orders, tiers, rfm, rhythms } = first.models;
  expect(churn.orders).toMatchObject({ model: { window: { leadDays: 14, horizonDays: 90 } } });
  expect(churn.talk).toMatchObject({ model: { window: { leadDays: 14, horizonDays: 30 } } });
  expect(orders).toMatchObject({
    parameters: { r: expect.any(Number) },
    spending: { p: expect.any(Number) },
  });
  expect(tiers?.a).toBeGreaterThan(tiers?.b ?? 5);
  expect(rfm?.customers).toBe((orders as { customers: number }).customers);
  expect(Object.keys(rhythms)).toEqual(['b2b', 'fmcg', 'general', 'software']);
  for (const { gapDays, orderGapDays } of Object.values(rhythms)) {
    expect(gapDays).toBeGreaterThan(5);
    expect(orderGapDays).toBeGreaterThan(5);
  }
});

test('the same night is not done twice, unless it is asked for', async () => {
  expect(await runNight(nightJob())).toBeNull();
  expect(await runNight(nightJob(), { force: true })).toMatchObject({ stored: false, versionId: 1 });
  expect(await listVersions(bot.db, 'models')).toHaveLength(1);
});

test('lists show the figures of the night, by the models, and no state was touched', async () => {
  expect(await states()).toEqual(statesBefore);
  const at = firstNight + versionLeadMs;
  const rows = await bot.db
    .selectFrom('customer')
    .select(['id', 'state', 'churn', 'value', 'value_at_risk', 'health', 'stage'])
    .where('state', 'is not', null)
    .execute();
  const contextOf = await foldContexts(
    bot.db,
    bot.ingest.company,
    rows.map(({ id }) => id),
  );
  let buyers = 0;
  for (const row of rows) {
    if (row.stage === 'churned') continue;
    const state = row.state as CustomerState;
    const { churn, value, valueAtRisk, health, rfm } = assess(state, at, contextOf(row.id));
    expect(churn.method).toBe('model');
    expect(row).toMatchObject({
      churn: churn.probability,
      value: value.amount,
      value_at_risk: valueAtRisk,
      health: health.score,
    });
    if (state.orders.count === 0) continue;
    buyers++;
    expect(value.method).toBe('model');
    expect(value.alive).not.toBeNull();
    expect(rfm).not.toBeNull();
  }
  expect(buyers).toBeGreaterThan(200);
});

test('the night reads the active days that the fold counted, of everyone', async () => {
  const { zone } = bot.ingest.company;
  const found: ActiveCustomer[] = [];
  for await (const page of activeCustomers(bot.db, { zone, now }, { ordered: false, most: 1e9 }))
    found.push(...page);
  const histories = await historiesOf(
    bot.db,
    found.map(({ id }) => id),
  );
  const isActive = ({ kind, direction }: Interaction): boolean =>
    activityKinds.always.includes(kind) ||
    (direction !== 'out' && activityKinds.unlessOurs.includes(kind)) ||
    (direction === 'in' && activityKinds.incoming.includes(kind));
  const expected = found.map(({ id }) => {
    const history = histories.get(id) ?? [];
    const order = history.find(({ kind }) => kind === 'order');
    return {
      id,
      days: [...new Set(history.filter(isActive).map(({ at }) => zone.dayOf(at)))],
      firstOrderDay: order ? zone.dayOf(order.at) : null,
    };
  });
  expect(found).toEqual(expected);
  expect(Math.max(...found.map(({ days }) => days.length))).toBeGreaterThan(250);
  const drawn: number[] = [];
  for await (const page of activeCustomers(bot.db, { zone, now }, { ordered: true, most: 200 })) {
    drawn.push(...page.map(({ id }) => id));
  }
  expect(drawn.length).toBeGreaterThan(150);
  expect(drawn.length).toBeLessThan(250);
});

test('the fold gives each customer the probability that the night would, from the same days', async () => {
  const { zone } = bot.ingest.company;
  const live = await states();
  const contextOf = await foldContexts(bot.db, bot.ingest.company, [...live.keys()]);
  // Still the same local day, and the models are in force.
  const at = firstNight + versionLeadMs;
  for (const population of ['orders', 'talk'] as const) {
    const learnt = first.models.churn[population];
    if (!learnt || !('model' in learnt)) throw new Error('no model');
    const { model } = learnt;
    const { activity, set } = await churnMaterial(bot.db, { zone, now }, population);
    const estimate = createEstimator(activity, model.window, { status: 'trained', model }, set);
    const found = new Map(activity.customers.map((name, i) => [Number(name), estimate(i)?.probability]));
    let compared = 0;
    for (const [id, state] of live) {
      if (populationOf(state) !== population) {
        // Who has ordered by now may have talked before; of who only talks, nothing is learnt for buyers.
        expect(found.get(id)).toBeUndefined();
        continue;
      }
      compared++;
      expect(found.get(id)).toBe(modelProbability(state, at, sceneAt(contextOf(id), at)));
    }
    expect(compared).toBeGreaterThan(300);
  }
});

test('who is likely to go is called at once, everyone on the night to Monday, nobody twice without need', async () => {
  const calls = () =>
    bot.db.selectFrom('churn_call').selectAll().orderBy('day').orderBy('customer_id').execute();
  const likely = await calls();
  expect(likely).toHaveLength(first.refreshed.calls);
  expect(likely.every(({ probability }) => probability >= 0.6)).toBe(true);
  expect(likely.every(({ method, version_id }) => method === 'model' && version_id === 1)).toBe(true);
  const { length } = await bot.db
    .selectFrom('customer')
    .select('id')
    .where('churn', '>=', 0.6)
    .where('stage', '!=', 'churned')
    .execute();
  expect(length).toBe(likely.length);
  // Wednesday to Monday.
  const made: number[] = [];
  for (let day = 0; day < 6; day++) {
    const night = await passDay();
    expect(night).toMatchObject({ stored: true });
    made.push(night?.refreshed.calls ?? 0);
  }
  const everyone = await bot.db
    .selectFrom('customer')
    .select('id')
    .where('stage', '!=', 'churned')
    .where('state', 'is not', null)
    .execute();
  expect(made.at(-1)).toBe(everyone.length);
  expect(Math.max(...made.slice(0, -1))).toBeLessThan(likely.length / 4);
  const all = await calls();
  const anew = all.filter(({ day }) => day > (likely[0]?.day ?? 0) && day < (all.at(-1)?.day ?? 0));
  for (const call of anew) {
    const before = all
      .filter(({ customer_id, day }) => customer_id === call.customer_id && day < call.day)
      .at(-1);
    expect(before?.probability ?? 0).toBeLessThan(0.6);
  }
}, 120_000);

test('seven versions later every state is what its history says', async () => {
  expect(await listVersions(bot.db, 'models')).toHaveLength(7);
  const moved = await bot.db.selectFrom('tier_move').selectAll().execute();
  expect(moved.length).toBeGreaterThan(50);
  expect(await different()).toEqual([]);
});

test('two processes at one night do it once', async () => {
  now += dayMs;
  const nights = await Promise.all([runNight(nightJob()), runNight(nightJob())]);
  expect(nights.filter((each) => each !== null)).toHaveLength(1);
  expect(await listVersions(bot.db, 'models')).toHaveLength(8);
});

test('a part that fails leaves what was learnt before, and the rest goes on', async () => {
  now += dayMs;
  const before = (await listVersions(bot.db, 'models')).at(-1)?.content as PopulationModels;
  const [id] = [...(await states()).entries()].find(
    ([, state]) => state.orders.recent.length > 3 && state.stage === 'churned',
  ) ?? [0];
  const state = await bot.db
    .selectFrom('customer')
    .select('state')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  await sql`update customer set state = jsonb_set(state, '{months,0,amount}', '"much"') where id = ${id}`.execute(
    bot.db,
  );
  const night = await runNight(nightJob());
  expect(night?.steps.filter(({ failed }) => failed).map(({ name }) => name)).toEqual(['tiers']);
  expect(night?.models.tiers).toEqual(before.tiers);
  expect(night?.models.rfm).not.toEqual(before.rfm);
  expect(night?.stored).toBe(true);
  await bot.db
    .updateTable('customer')
    .set({ state: JSON.stringify(state.state) })
    .where('id', '=', id)
    .execute();
});

test('when the clock is set back, what was learnt and called after that is taken back, and the night comes again', async () => {
  const back = firstNight + 12 * 60 * 60 * 1000;
  await bot.db.transaction().execute((trx) => rewind(trx, back));
  expect((await listVersions(bot.db, 'models')).map(({ id }) => id)).toEqual([1]);
  const late = await bot.db.selectFrom('churn_call').select('day').where('at', '>', back).execute();
  expect(late).toEqual([]);
  now = back + dayMs;
  expect(await runNight(nightJob())).toMatchObject({ stored: true });
});
