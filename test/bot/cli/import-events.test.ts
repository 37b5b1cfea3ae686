import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connect, type Db } from '../../../db/connect.ts';
import { createCustomer } from '../../../db/customers.ts';
import { runTend } from '../../support/command-line.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let folder: string;
let database: TestDatabase;
let db: Db;
let files = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tend events '));
  database = await createTestDatabase();
  db = connect(database.url, { max: 1 });
});

beforeEach(async () => {
  await sql`truncate customer, person, version, audit restart identity cascade`.execute(db);
});

afterAll(async () => {
  await db.destroy();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const tend = (...args: readonly string[]) =>
  runTend(args, { DATABASE_URL: database.url, TEND_HOME: folder, TEND_LANGUAGE: 'en' });

const importOf =
  (what: string) =>
  async (content: string | Uint8Array, name = 'csv') => {
    const file = join(folder, `${what}-${files++}.${name}`);
    await writeFile(file, content);
    const { code, out, err } = await tend('import', what, file, '--json');
    return { code, err, summary: out === '' ? undefined : JSON.parse(out) };
  };
const importEvents = importOf('events');
const importCustomers = importOf('customers');
const importOrders = importOf('orders');

const stored = async () =>
  (
    await sql<{ kind: string; at: number; direction: string; data: unknown; text: string | null }>`
      select kind, at, direction, data, text from interaction order by at, kind`.execute(db)
  ).rows;
const at = (text: string): number => Date.parse(`${text}+08:00`);

const everyKind = [
  '\uFEFFCustomer,At,Kind,ID,Amount,Currency,Minutes,Direction,Due,What,Score,Scale,Times,Campaign,Coupon,Text',
  'Acme,2025-03-01,order,O1,120.5,cny,,,,,,,,,,"Tea, 3 boxes"',
  'Acme,2025-03-02 10:00,refund,O1,20,,,,,,,,,,,',
  'Acme,2025-03-03T10:00:00Z,complaint,,,,,,,,,,,,,late again',
  'Acme,2025-03-04,visit,,,,,,,,,,,,,',
  'Acme,2025-03-05,note,,,,,,,,,,,,,"prefers ""mornings"""',
  'Acme,2025-03-06 09:30,call,,,,12,in,,,,,,,,',
  'Acme,2025-03-07,renewal-due,,,,,,2026-01-31,Plan A,,,,,,',
  'Acme,2025-03-08,contract-ended,,,,,,,Plan B,,,,,,',
  'Acme,2025-03-09,survey-answer,,,,,,,Q1,9,nps,,,,',
  'Acme,2025-03-10,survey-answer,,,,,,,,2,csat,,,,',
  'Acme,2025-03-11,product-use,,,,,,,,,,40,,,',
  'Acme,2025-03-12,campaign-sent,,,,,,,,,,,spring,,',
  'Acme,2025-03-13,campaign-opened,,,,,,,,,,,spring,,',
  'Acme,2025-03-14,campaign-replied,,,,,,,,,,,spring,,',
  'Acme,2025-03-15,coupon-issued,,,,,,,,,,,,TEA10,',
  'Acme,2025-03-16,coupon-redeemed,,,,,,,,,,,,TEA10,',
  'Acme,1742256000,referral,,,,,,,,,,,,,',
].join('\r\n');

test('every kind becomes its interaction, and importing again adds nothing', async () => {
  const { code, summary, err } = await importEvents(everyKind);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(summary).toMatchObject({ rows: 17, known: 0, refused: 0, customersMade: 1 });
  expect(summary.stored).toMatchObject({ order: 1, refund: 1, 'survey-answer': 2, referral: 1 });
  expect(await stored()).toEqual([
    {
      kind: 'order',
      at: at('2025-03-01T00:00'),
      direction: 'in',
      data: { amount: 120.5, currency: 'CNY', order: 'O1' },
      text: 'Tea, 3 boxes',
    },
    {
      kind: 'refund',
      at: at('2025-03-02T10:00'),
      direction: 'none',
      data: { amount: 20, order: 'O1' },
      text: null,
    },
    {
      kind: 'complaint',
      at: Date.parse('2025-03-03T10:00:00Z'),
      direction: 'in',
      data: {},
      text: 'late again',
    },
    { kind: 'visit', at: at('2025-03-04T00:00'), direction: 'in', data: {}, text: null },
    { kind: 'note', at: at('2025-03-05T00:00'), direction: 'none', data: {}, text: 'prefers "mornings"' },
    { kind: 'call', at: at('2025-03-06T09:30'), direction: 'in', data: { minutes: 12 }, text: null },
    {
      kind: 'renewal-due',
      at: at('2025-03-07T00:00'),
      direction: 'none',
      data: { dueAt: at('2026-01-31T00:00'), what: 'Plan A' },
      text: null,
    },
    {
      kind: 'contract-ended',
      at: at('2025-03-08T00:00'),
      direction: 'none',
      data: { what: 'Plan B' },
      text: null,
    },
    {
      kind: 'survey-answer',
      at: at('2025-03-09T00:00'),
      direction: 'in',
      data: { satisfaction: 90, scale: 'nps', survey: 'Q1' },
      text: null,
    },
    {
      kind: 'survey-answer',
      at: at('2025-03-10T00:00'),
      direction: 'in',
      data: { satisfaction: 25, scale: 'csat' },
      text: null,
    },
    { kind: 'product-use', at: at('2025-03-11T00:00'), direction: 'in', data: { times: 40 }, text: null },
    {
      kind: 'campaign-sent',
      at: at('2025-03-12T00:00'),
      direction: 'out',
      data: { campaign: 'spring' },
      text: null,
    },
    {
      kind: 'campaign-opened',
      at: at('2025-03-13T00:00'),
      direction: 'in',
      data: { campaign: 'spring' },
      text: null,
    },
    {
      kind: 'campaign-replied',
      at: at('2025-03-14T00:00'),
      direction: 'in',
      data: { campaign: 'spring' },
      text: null,
    },
    {
      kind: 'coupon-issued',
      at: at('2025-03-15T00:00'),
      direction: 'out',
      data: { coupon: 'TEA10' },
      text: null,
    },
    {
      kind: 'coupon-redeemed',
      at: at('2025-03-16T00:00'),
      direction: 'in',
      data: { coupon: 'TEA10' },
      text: null,
    },
    { kind: 'referral', at: 1_742_256_000_000, direction: 'in', data: {}, text: null },
  ]);
  expect((await importEvents(everyKind)).summary).toMatchObject({
    rows: 17,
    stored: {},
    known: 17,
    refused: 0,
  });
  expect(await tend('rebuild', '--check')).toMatchObject({ code: 0 });
});

test('lines of JSON say the same as CSV', async () => {
  await importEvents(everyKind);
  const lines = [
    { customer: 'Acme', at: '2025-03-11', kind: 'product-use', times: 40 },
    { customer: 'Acme', at: '2025-03-11', kind: 'product-use', times: 40 },
    { Customer: 'Acme', at: 1_742_256_000_000, kind: 'referral', other: [1] },
  ].map((each) => JSON.stringify(each));
  const { code, summary } = await importEvents(`${lines.join('\n')}\n\n`, 'ndjson');
  // Two equal rows are two events; one of them was there.
  expect({ code, ...summary }).toMatchObject({ code: 0, rows: 3, stored: { 'product-use': 1 }, known: 2 });
  const broken = await importEvents(
    '{"customer":"Acme"\n[1]\n{"customer":{},"at":"2025-03-11","kind":"visit"}',
    'ndjson',
  );
  expect(broken.err).toMatch(/line 1: it is not JSON\nline 2: it is not JSON|line 2: it is not an object/);
  expect(broken.err).toMatch(/line 3, column customer: it is neither a text nor a number/);
  expect(broken).toMatchObject({ code: 1, summary: { rows: 3, refused: 3 } });
});

test('an order counts once, in whichever file it came', async () => {
  await importOrders('customer,date,amount,order id\nAcme,2025-03-01,10,A1\nAcme,2025-03-02,10,');
  const { summary } = await importEvents(
    'customer,at,kind,amount,id\nAcme,2025-03-01 18:00,order,10,A1\nAcme,2025-03-02,order,10,\nAcme,2025-03-02,order,10,',
  );
  expect(summary).toMatchObject({ stored: { order: 1 }, known: 2 });
});

test('GBK is read, and new customers are made', async () => {
  // "茶馆,2025-03-04,visit" in GBK.
  const gbk = Buffer.concat([
    Buffer.from('customer,at,kind\n'),
    Buffer.from([0xb2, 0xe8, 0xb9, 0xdd]),
    Buffer.from(',2025-03-04,visit\n'),
  ]);
  const { summary, err } = await importEvents(gbk);
  expect(summary).toMatchObject({ stored: { visit: 1 }, customersMade: 1 });
  expect(err).toMatch(/read as GBK/);
  const found = await sql<{ name: string }>`select name from customer`.execute(db);
  expect(found.rows).toEqual([{ name: '茶馆' }]);
});

test('rows that cannot be taken are named with line and column, and the others are imported', async () => {
  const { code, summary, err } = await importEvents(
    [
      'customer,at,kind,id,amount,minutes,direction,due,score,scale,times,text',
      ',2025-02-30,visit,,,,,,,,,',
      'Acme,2999-01-01,visit,,,,,,,,,',
      'Acme,2025-03-01,vist,,,,,,,,,',
      'Acme,2025-03-01,order,,,,,,,,,',
      'Acme,2025-03-01,order,,-3,,,,,,,',
      'Acme,2025-03-01,call,,,x,sideways,,,,,',
      'Acme,2025-03-01,renewal-due,,,,,soon,,,,',
      'Acme,2025-03-01,survey-answer,,,,,,11,nps,,',
      'Acme,2025-03-01,survey-answer,,,,,,,stars,,',
      'Acme,2025-03-01,product-use,,,,,,,,-1,',
      'Acme,2025-03-01,note,,,,,,,,,',
      'Acme,2025-03-01,visit,V1,,,,,,,,',
      'Acme,2025-03-01,visit,V1,,,,,,,,',
      'Acme,2025-03-02,visit,V1,,,,,,,,',
      '#99,2025-03-02,visit,,,,,,,,,',
    ].join('\n'),
  );
  expect(code).toBe(1);
  expect(summary).toMatchObject({ rows: 15, stored: { visit: 1 }, known: 1, refused: 13 });
  for (const line of [
    /line 2, column customer: it is empty/,
    /line 2, column at: "2025-02-30" is not a date or time/,
    /line 3, column at: "2999-01-01" is in the future/,
    /line 4, column kind: "vist" is none; did you mean visit\?/,
    /line 5, column amount: "" is not a number/,
    /line 6, column amount: "-3" is below 0; write a refund as kind refund/,
    /line 7, column minutes: "x" is not a number from 0 to 1440/,
    /line 7, column direction: "sideways" is neither in/,
    /line 8, column due: "soon" is not a date or time/,
    /line 9, column score: "11" is not a number from 0 to 10/,
    /line 10, column scale: "stars" is not one of nps \(0 to 10\), csat/,
    /line 11, column times: "-1" is not a number/,
    /line 12, column text: it is empty, but a note is its text/,
    /line 15, column id: "V1" stands on line 13 with other facts/,
    /line 16, column customer: there is no customer #99/,
  ])
    expect(err).toMatch(line);
  const later = await importEvents('customer,at,kind,id\nAcme,2025-04-02,visit,V1');
  expect(later.err).toMatch(/line 2, column id: "V1" was imported before with other facts/);
});

describe('customers', () => {
  const member = async (name: string, id: string): Promise<void> => {
    await sql`with p as (insert into person (name, kind, side) values (${name}, 'human', 'us') returning id),
      i as (insert into identity (person_id, platform, account, external_id, external)
        select id, 'web', 'shop', ${id}, 'no' from p)
      insert into member (person_id, role) select id, 'rep' from p`.execute(db);
  };
  const cards = async () =>
    (
      await sql`select c.name, c.kind, c.segment, p.name as owner from customer c
        left join person p on p.id = c.owner_id order by c.id`.execute(db)
    ).rows;

  test('are made and changed; what a row leaves open stays', async () => {
    await member('Mia Carter', 'mia');
    await createCustomer(db, { name: 'Acme', kind: 'person', at: 1 });
    const first = await importCustomers(
      'customer,owner,segment,kind\nAcme,mia,b2b,\nBeta,@Mia Carter,快消,person\nGamma,,,\n',
    );
    expect(first).toMatchObject({ code: 0, summary: { rows: 3, made: 2, changed: 1, same: 0, refused: 0 } });
    expect(await cards()).toEqual([
      { name: 'Acme', kind: 'person', segment: 'b2b', owner: 'Mia Carter' },
      { name: 'Beta', kind: 'person', segment: 'fmcg', owner: 'Mia Carter' },
      { name: 'Gamma', kind: 'organisation', segment: 'general', owner: null },
    ]);
    const again = await importCustomers(
      '{"customer":"Acme","segment":"software"}\n{"customer":"Beta"}',
      'ndjson',
    );
    expect(again.summary).toMatchObject({ made: 0, changed: 1, same: 1 });
    expect((await cards())[0]).toMatchObject({ segment: 'software', owner: 'Mia Carter' });
  });

  test('tell where the clocks of their people run, and nothing that is no time zone', async () => {
    const id = await createCustomer(db, { name: 'Acme', kind: 'person', at: 1 });
    await db
      .insertInto('person')
      .values({ name: 'Ann', kind: 'human', side: 'customer', customer_id: id })
      .execute();
    const { err } = await importCustomers('customer,zone\nAcme,Asia/Tokyo\nBeta,Mars/Olympus');
    expect(err).toMatch(/line 3, column zone: "Mars\/Olympus" is no time zone; write an IANA name/);
    const people = await db.selectFrom('person').select('zone').where('customer_id', '=', id).execute();
    expect(people).toEqual([{ zone: 'Asia/Tokyo' }]);
  });

  test('whose segment changes are folded anew', async () => {
    await importEvents('customer,at,kind,amount\nAcme,2025-03-01,order,10\nAcme,2025-03-20,order,10');
    await importCustomers('customer,segment\nAcme,fmcg');
    expect(await tend('rebuild', '--check')).toMatchObject({ code: 0, out: '1 customers, 0 differed.\n' });
    expect((await tend('ask', 'status Acme')).out).toMatch(/Segment: consumer goods/);
  });

  test('with unknown owners, segments and kinds are refused, row by row', async () => {
    await member('Mia Carter', 'mia');
    await member('Lin', 'lin');
    await member('Lin', 'lin2');
    await createCustomer(db, { name: 'Acme', kind: 'person', at: 1 });
    const { code, summary, err } = await importCustomers(
      'customer,owner,segment,kind\nAcme,Mia Cater,,\nBeta,Lin,,\nBeta,lin2,vip,firm\n,,,\nAcme,,,organisation\nDelta,,,',
    );
    expect({ code, ...summary }).toMatchObject({ code: 1, rows: 6, made: 1, refused: 5 });
    for (const line of [
      /line 2, column owner: "Mia Cater" is no member; did you mean Mia Carter\?/,
      /line 3, column owner: "Lin" fits several members/,
      /line 4, column customer: "Beta" stands on line 3 already/,
      /line 4, column segment: "vip" is none; there are general, fmcg, b2b, software/,
      /line 4, column kind: "firm" is neither person nor organisation/,
      /line 5, column customer: it is empty/,
      /line 6, column customer: "Acme" stands on line 2 already/,
    ])
      expect(err).toMatch(line);
    const kind = await importCustomers('customer,kind\nAcme,organisation');
    expect(kind.err).toMatch(/line 2, column kind: Acme is known as a person, which stands/);
  });
});
