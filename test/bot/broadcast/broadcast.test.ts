import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runBroadcasts } from '../../../bot/broadcast/run.ts';
import { optOut } from '../../../bot/care/consent.ts';
import { effectOf, effectsReadBetween, measure } from '../../../bot/care/effect.ts';
import type { Clock } from '../../../bot/clock.ts';
import { operator } from '../../../bot/commands/asker.ts';
import { execute } from '../../../bot/commands/execute.ts';
import { createCompany } from '../../../bot/ingest/context.ts';
import { createLogger } from '../../../bot/log.ts';
import { deliverOutbox } from '../../../bot/outbox/deliver.ts';
import { effectBlocks } from '../../../bot/view/effect.ts';
import { armsWithinTiers, shippedShares, unitOf } from '../../../core/effect/arms.ts';
import { cardText } from '../../../core/messages.ts';
import { careBetween } from '../../../db/care-facts.ts';
import { connect, type Db } from '../../../db/connect.ts';
import { storeAssignments } from '../../../db/effects.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { at, day } from '../../support/given.ts';
import { createScriptedAdapter } from '../../support/scripted-adapter.ts';

const company = createCompany('Asia/Shanghai', 'none');
const log = createLogger('silent');
let database: TestDatabase;
let db: Db;
let now = at('2025-03-05 10:00');
const clock: Clock = {
  now: () => now,
  offsetMs: () => 0,
  refresh: async () => {},
  setOffset: async () => {},
};
const scripted = createScriptedAdapter();

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.url, { max: 8 });
  // A few hundred customers of one person each.
  await db
    .insertInto('customer')
    .values(
      Array.from({ length: 300 }, (_, index) => ({
        name: `Customer ${index}`,
        kind: 'person',
        created_at: 0,
        stage: 'growing',
        tier: ['A', 'B', 'C'][index % 3] as string,
        // Their tier is worked out once they have been written to.
        segment: ['b2b', 'fmcg', 'software'][index % 3] as string,
      })),
    )
    .execute();
  const made = await db.selectFrom('customer').select(['id', 'name']).execute();
  const people = await db
    .insertInto('person')
    .values(made.map(({ id, name }) => ({ name, kind: 'human', side: 'customer', customer_id: id })))
    .returning('id')
    .execute();
  await db
    .insertInto('identity')
    .values(
      people.map(({ id }) => ({
        person_id: id,
        platform: 'web',
        account: 'T1',
        external_id: `U${id}`,
        external: 'yes',
      })),
    )
    .execute();
});

afterAll(async () => {
  await db.destroy();
  await database.drop();
});

const say = async (text: string): Promise<string> => {
  const answer = await db
    .transaction()
    .execute((trx) =>
      execute({ db: trx, company, now, at: now, asker: operator, language: 'en', requestKey: text }, text),
    );
  return answer.message.text;
};

/** The workers at work, several at a time, as processes would be. */
const work = async (rounds = 5): Promise<void> => {
  const around = { db, company, clock, log, ringOutbox: async () => {} };
  const outbox = { db, clock, log, company, adapterFor: async () => scripted.adapter };
  for (let round = 0; round < rounds; round++) {
    await Promise.all([runBroadcasts(around), runBroadcasts(around), runBroadcasts(around)]);
    await Promise.all([deliverOutbox(outbox), deliverOutbox(outbox)]);
  }
};

const receivers = (text: string) =>
  scripted.sent.filter((each) => each.message.text === text).map((each) => each.to.conversation);

const armsOf = async (flow: string) =>
  new Map(
    (
      await db
        .selectFrom('assignment')
        .innerJoin('person', 'person.customer_id', 'assignment.customer_id')
        .select(['person.id', 'assignment.arm'])
        .where('flow', '=', flow)
        .execute()
    ).map((row) => [`D-U${row.id}`, row.arm]),
  );

describe('a broadcast', () => {
  test('is planned, approved, tried on a few, sent to the rest by several workers, and to nobody twice', async () => {
    const text = 'We open at eight from Monday on.';
    expect(await say(`broadcast new people tier A for service: ${text}`)).toMatch(/#1 is being planned/);
    await work(1);
    expect(await say('broadcast 1')).toMatch(/waits for the approval of a lead[\s\S]*Fit: 100/);
    expect(receivers(text)).toStrictEqual([]);
    expect(await say('broadcast 1 go')).toMatch(/cannot be done now/);
    expect(await say('broadcast 1 approve')).toMatch(/going to the test share/);
    await work();
    const test = receivers(text).length;
    expect(test).toBeGreaterThan(0);
    expect(test).toBeLessThan(20);
    expect(await say('broadcast 1')).toMatch(/test sent: go or stop/);
    await say('broadcast 1 go');
    await work();
    expect(await say('broadcast 1')).toMatch(/· done/);
    const reached = receivers(text);
    expect(new Set(reached).size).toBe(reached.length);
    const arms = await armsOf('broadcast:1');
    const treated = [...arms].filter(([, arm]) => arm === 'treated').map(([person]) => person);
    expect([...reached].sort()).toStrictEqual(treated.sort());
    expect(arms.size).toBe(100);
    expect(arms.size - treated.length).toBeGreaterThan(3);
    expect(await say('broadcast 1 effect')).toMatch(/Too early: .* on 2025-03-26/);
    // Each was mailed, so that an answer is known to be one.
    const mailed = await db
      .selectFrom('interaction')
      .select('data')
      .where('kind', '=', 'campaign-sent')
      .execute();
    expect(mailed).toHaveLength(treated.length);
    expect(mailed[0]?.data).toEqual({ campaign: 'broadcast:1' });
  });

  test('leaves out those who were written to, and needs consent for marketing', async () => {
    await say('broadcast new people segment b2b for service: Again');
    await say('broadcast new people tier C: Buy now');
    await work(1);
    expect(await say('broadcast 2')).toMatch(/Not: was written to lately: [89]\d/);
    expect(await say('broadcast 3')).toMatch(/Not: has not agreed: 100/);
    expect(await say('broadcast 2 cancel')).toMatch(/cancelled/);
  });

  test('stops by itself when people opt out, takes back what waits, and goes on when told to', async () => {
    const text = 'Our newsletter';
    await say(`broadcast new people tier B for service: ${text}`);
    await work(1);
    await say('broadcast 4 approve');
    await work();
    await say('broadcast 4 go');
    const around = { db, company, clock, log, ringOutbox: async () => {} };
    await runBroadcasts(around);
    const [one, two] = await db
      .selectFrom('contact')
      .select('person_id')
      .where('flow', '=', 'broadcast:4')
      .where('status', '=', 'confirmed')
      .execute();
    const rest = [one, two].flatMap((each) => each?.person_id ?? []);
    now += 1000;
    await optOut(db, { company }, rest, { source: 'message:x' }, now);
    const before = receivers(text).length;
    await runBroadcasts(around);
    await work(2);
    if (rest.length < 2) throw new Error('The test share was one; choose another seed.');
    expect(await say('broadcast 4')).toMatch(/paused[\s\S]*It stopped by itself/);
    expect(receivers(text).length).toBe(before);
    now += 1000;
    expect(await say('broadcast 4 resume')).toMatch(/going to everybody/);
    await work();
    expect(await say('broadcast 4')).toMatch(/· done/);
    const reached = receivers(text);
    expect(new Set(reached).size).toBe(reached.length);
    expect(reached.length).toBeGreaterThan(80);
  });

  test('what is written wrong is answered with the form, and numbers that are none with words', async () => {
    expect(await say('broadcast new people tier A')).toMatch(/^Write: broadcast new/);
    expect(await say('broadcast new people planet Mars: x')).toMatch(/"planet" is not understood/);
    expect(await say('broadcast new people stage nowhere: x')).toMatch(/There is no stage "nowhere"/);
    expect(await say('broadcast 99')).toMatch(/There is no broadcast #99/);
    expect(await say('broadcast 1 preview')).toMatch(/Only its author sees the names/);
  });
});

describe('what care brings about', () => {
  const effectText = async (flow: string, when: number) =>
    cardText({ title: '', blocks: effectBlocks(await effectOf(db, flow, when), company.zone, 'en') });

  test('is read at the time that was planned, by arm, with intervals, and else not at all', async () => {
    const flow = 'playbook:hello@1';
    await measure(db, flow, now, { days: 30 });
    const customers = await db.selectFrom('customer').select('id').execute();
    const arms = armsWithinTiers(
      flow,
      customers.map(({ id }) => ({ unit: unitOf(id, null), tier: 'A' })),
      shippedShares,
    );
    for (const { id } of customers) {
      const unit = unitOf(id, null);
      const arm = arms.get(unit) ?? 'treated';
      await storeAssignments(db, flow, [{ unit, customerId: id, personId: null, tier: 'A', arm }], now);
      // Everybody who got it writes back and orders.
      if (arm !== 'treated') continue;
      const at = now + day;
      const common = { customer_id: id, at, text: null, data: JSON.stringify({}) };
      await db
        .insertInto('interaction')
        .values([
          { ...common, kind: 'message', direction: 'in', source_key: `reply/${id}` },
          { ...common, kind: 'order', direction: 'in', source_key: `order/${id}` },
        ])
        .execute();
    }
    expect(await effectText(flow, now + 29 * day)).toMatch(/Too early/);
    expect(await effectText(flow, now + 30 * day)).toMatch(/Not enough data: \d+ with and \d+ without/);
    await db.updateTable('measured_flow').set({ least_per_arm: 5 }).where('flow', '=', flow).execute();
    const read = await effectText(flow, now + 30 * day);
    expect(read).toMatch(/Replied: more · 100.0 % with, 0.0 % without: \+100.0 points/);
    expect(read).toMatch(/Mood moved: no difference can be told/);
    expect(await effectText('unknown', now)).toMatch(/is not measured/);
    const weekly = await effectsReadBetween(db, now + 29 * day, now + 31 * day);
    expect(weekly.map((each) => [each.flow, each.report.status])).toStrictEqual([[flow, 'read']]);
  });

  test('of a day is summed up by flow', async () => {
    const facts = await careBetween(db, at('2025-03-05'), at('2025-03-06'));
    const [busiest] = facts.flows;
    expect(busiest?.sent).toBeGreaterThan(50);
    expect(facts.flows.map((each) => each.flow)).toContain('broadcast:1');
    expect(facts.optOuts).toBe(2);
  });
});

test('a broadcast names those who get it, and is refused where it could not', async () => {
  expect(await say('broadcast new people tier C for service: Dear {{health}}. Hi!')).toMatch(
    /There is no field "health". Write {{name}} or {{rep}}/,
  );
  expect(await say('broadcast new people tier C for service: Dear {{name}}!')).toMatch(
    /Nothing is left of it/,
  );
  const made = await say(
    'broadcast new people tier C for service: Dear {{name}}! {{rep}} moved. We did too.',
  );
  const id = /#(\d+)/.exec(made)?.[1];
  await work(1);
  await say(`broadcast ${id} approve`);
  await work(2);
  const [sent] = scripted.sent.filter((each) => /We did too/.test(each.message.text));
  const person = await db
    .selectFrom('person')
    .select('name')
    .where('id', '=', Number(sent?.to.conversation.replace(/\D/g, '')))
    .executeTakeFirst();
  expect(person?.name).toMatch(/^Customer \d+$/);
  // Nobody looks after them: that sentence is left out.
  expect(sent?.message.text).toBe(`Dear ${person?.name}! We did too.`);
});
