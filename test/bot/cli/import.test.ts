import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { connect, type Db } from '../../../db/connect.ts';
import { createCustomer } from '../../../db/customers.ts';
import { runTend } from '../../support/command-line.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let folder: string;
let database: TestDatabase;
let db: Db;
let files = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tend import '));
  database = await createTestDatabase();
  db = connect(database.url, { max: 1 });
});

beforeEach(async () => {
  await sql`truncate customer restart identity cascade`.execute(db);
});

afterAll(async () => {
  await db.destroy();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const tend = (...args: readonly string[]) =>
  runTend(args, { DATABASE_URL: database.url, TEND_HOME: folder, TEND_LANGUAGE: 'en' });

const importLines = async (...lines: readonly string[]) => {
  const file = join(folder, `orders-${files++}.csv`);
  await writeFile(file, lines.join('\n'));
  const { code, out, err } = await tend('import', 'orders', file, '--json');
  return { code, err, summary: out === '' ? undefined : JSON.parse(out) };
};

const header = 'Customer,Date,Amount,Currency,Order ID,Items';

const stored = async () => {
  const found = await sql`select c.name, c.kind as customer, i.kind, i.at, i.direction, i.data, i.text
    from interaction i join customer c on c.id = i.customer_id order by i.at, i.source_key`.execute(db);
  return found.rows;
};

const figures = async () => {
  const found = await sql<{ name: string; stage: string; value: number }>`
    select name, stage, coalesce((state->'orders'->>'amount')::float - (state->'orders'->>'refunded')::float, 0) as value
    from customer order by name`.execute(db);
  return found.rows;
};

test('orders and refunds become interactions of existing and new customers, in the company’s days', async () => {
  const acme = await createCustomer(db, { name: 'Acme', kind: 'person', at: 1 });
  const { code, summary, err } = await importLines(
    `\uFEFF${header}`,
    'Acme,2025-03-31,120.50,cny,A1,"Tea, 3 boxes"',
    `#${acme},2025/4/2 18:30,-20,CNY,A1,`,
    '新茶馆,20250401,0,,,',
  );
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(summary).toMatchObject({ rows: 3, orders: 2, refunds: 1, known: 0, refused: 0, customersMade: 1 });
  const day = (month: number, date: number) => Date.UTC(2025, month - 1, date) - 8 * 3_600_000;
  expect(await stored()).toEqual([
    {
      name: 'Acme',
      customer: 'person',
      kind: 'order',
      at: day(3, 31),
      direction: 'in',
      data: { amount: 120.5, currency: 'CNY', order: 'A1' },
      text: 'Tea, 3 boxes',
    },
    {
      name: '新茶馆',
      customer: 'organisation',
      kind: 'order',
      at: day(4, 1),
      direction: 'in',
      data: { amount: 0 },
      text: null,
    },
    {
      name: 'Acme',
      customer: 'person',
      kind: 'refund',
      at: day(4, 2),
      direction: 'none',
      data: { amount: 20, currency: 'CNY', order: 'A1' },
      text: null,
    },
  ]);
  const timeline = await tend('ask', 'timeline Acme');
  expect(timeline.out).toMatch(/order 120\.50? CNY · Tea, 3 boxes|order 121 CNY · Tea, 3 boxes/);
});

test('the customers are folded, and what is due since is checked', async () => {
  await importLines(header, 'Acme,2025-03-01,100,,,', 'Acme,2025-04-01,50,,,', 'Acme,2025-04-02,-30,,,');
  const [acme] = await figures();
  expect(acme).toMatchObject({ name: 'Acme', value: 120 });
  // Long silent by now, which only the checks after the last order can know.
  expect(['dormant', 'declining', 'churned']).toContain(acme?.stage);
  const due = await sql`select id from customer where next_check_at < ${Date.now() - 60_000}`.execute(db);
  expect(due.rows).toEqual([]);
  expect(await tend('rebuild', '--check')).toMatchObject({ code: 0 });
});

test('two equal orders on a day count twice, and importing again adds nothing', async () => {
  const lines = [
    header,
    'Acme,2025-03-31,10,,,',
    'Acme,2025-03-31,10.00,,,',
    'Acme,2025-03-31,-10,,,',
    'Acme,2025-03-31,7,,B1,',
    'Acme,2025-03-31,7,,B1,',
    'Beta/2,2025-03-31,-1,,B1,',
    'Beta/2,2025-03-31,-1,,B1,',
  ];
  const first = await importLines(...lines);
  expect(first.summary).toMatchObject({ rows: 7, orders: 3, refunds: 3, known: 1, customersMade: 2 });
  const before = await figures();
  const again = await importLines(...lines);
  expect(again).toMatchObject({
    code: 0,
    summary: { rows: 7, orders: 0, refunds: 0, known: 7, refused: 0, customersMade: 0 },
  });
  // The same rows in another order, with one more, in a file of another shape.
  const moved = await importLines(
    'amount,date,customer',
    '12,2025-04-01,Acme',
    '10,2025-03-31,Acme',
    '10,2025-03-31,Acme',
  );
  expect(moved.summary).toMatchObject({ orders: 1, known: 2 });
  expect(await figures()).toMatchObject([
    { name: 'Acme', value: (before[0]?.value ?? 0) + 12 },
    { name: 'Beta/2', value: -2 },
  ]);
});

test('orders that come late give the same as orders in time', async () => {
  await importLines('customer,date,amount', 'Acme,2025-03-05,10', 'Acme,2025-05-05,20');
  await importLines('customer,date,amount', 'Acme,2025-04-05,15', 'Acme,2025-01-05,5');
  expect(await tend('rebuild', '--check')).toMatchObject({ code: 0 });
  expect(await figures()).toMatchObject([{ value: 50 }]);
});

test('rows that cannot be taken are named with line and column, and the others are imported', async () => {
  await createCustomer(db, { name: 'Twin', kind: 'person', at: 1 });
  await createCustomer(db, { name: 'Twin', kind: 'person', at: 1 });
  await importLines(header, 'Acme,2025-03-30,10,,A1,');
  const { code, summary, err } = await importLines(
    header,
    ',2025-02-30,ten,yuan,,',
    'Acme,2999-01-01,10,,,',
    'Acme,1970-01-01,10,,,',
    '"Acme\nTea",2025-03-31',
    'Twin,2025-03-31,10,,,',
    '#999,2025-03-31,10,,,',
    'Acme,2025-03-30,11,,A1,',
    'Acme,2025-03-31,10,,A2,',
    'Acme,2025-03-31,12,,A2,',
    `${'x'.repeat(201)},2025-03-31,10,,${'y'.repeat(201)},`,
    'Acme,2025-03-31,10,,,',
  );
  expect(code).toBe(1);
  expect(summary).toMatchObject({ rows: 11, orders: 2, known: 0, refused: 9, customersMade: 0 });
  for (const line of [
    /line 2, column customer: it is empty/,
    /line 2, column date: "2025-02-30" is not a date/,
    /line 2, column amount: "ten" is not a number/,
    /line 2, column currency: "yuan" is not a code/,
    /line 3, column date: "2999-01-01" is in the future/,
    /line 4, column date: "1970-01-01" lies before 1971/,
    /line 5: it has 2 cells where the header has 6/,
    /line 7, column customer: "Twin" fits several customers; write one of #1, #2/,
    /line 8, column customer: there is no customer #999/,
    /line 9, column order id: "A1" was imported before with other facts/,
    /line 11, column order id: "A2" stands on line 10 with other facts/,
    /line 12, column customer: "x+…" is longer than 200/,
    /line 12, column order id: "y+…" is longer than 200/,
  ])
    expect(err).toMatch(line);
  expect(await figures()).toMatchObject([{ name: 'Acme', value: 30 }, { name: 'Twin' }, { name: 'Twin' }]);
});

test('a batch more than one transaction holds is imported whole', async () => {
  const lines = Array.from({ length: 1201 }, (_, index) => `shop ${index % 400},2025-03-31,${index}`);
  const { code, summary } = await importLines('customer,date,amount', ...lines);
  expect({ code, ...summary }).toMatchObject({ code: 0, rows: 1201, orders: 1201, customersMade: 400 });
  const found = await sql<{ value: number }>`select sum(value) as value from customer`.execute(db);
  expect(Number(found.rows[0]?.value)).toBe((1200 * 1201) / 2);
});

test('a file that is no table of orders is refused whole, in a sentence', async () => {
  const [missing, empty, column, broken] = [
    await tend('import', 'orders', join(folder, 'nowhere.csv')),
    await importLines(''),
    await importLines('customer,amount', 'Acme,10'),
    await importLines('customer,date,amount', 'Acme,2025-03-31,10', '"Acme,2025-03-31,10'),
  ];
  expect(missing).toMatchObject({ code: 1, err: expect.stringMatching(/There is no file .*nowhere/) });
  expect(empty).toMatchObject({ code: 1, err: expect.stringMatching(/is empty/) });
  expect(column).toMatchObject({ code: 1, err: expect.stringMatching(/line 1: there is no column date/) });
  expect(broken).toMatchObject({ code: 1, err: expect.stringMatching(/line 3/) });
  expect(await stored()).toEqual([]);
});
