import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { forgetSubject } from '../../bot/care/forget.ts';
import { createCompany } from '../../bot/ingest/context.ts';
import { connect, type Db } from '../../db/connect.ts';
import { findTraces } from '../../db/erase.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

const name = 'Zebedee Quillfeather';
const now = Date.UTC(2025, 2, 3, 2);

let database: TestDatabase;
let db: Db;

type Column = {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly required: boolean;
  readonly isKey: boolean;
};
type Link = { readonly table: string; readonly column: string; readonly to: string; readonly key: string };

let columns: readonly Column[] = [];
let links: readonly Link[] = [];
let checks: readonly { readonly table: string; readonly text: string }[] = [];
const subject = { person: 0, customer: 0, other: 0 };

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.url, { max: 1 });
  columns = (
    await sql<Column>`select c.table_name as table, c.column_name as column, c.data_type as type,
        c.is_nullable = 'NO' and c.column_default is null and c.is_identity = 'NO' as required,
        c.is_identity = 'YES' as "isKey"
      from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = 'public' and t.table_type = 'BASE TABLE' order by 1, c.ordinal_position`.execute(
      db,
    )
  ).rows;
  links = (
    await sql<Link>`select c.conrelid::regclass::text as table, a.attname as column, c.confrelid::regclass::text as to,
        f.attname as key
      from pg_constraint c cross join lateral unnest(c.conkey, c.confkey) as k (here, there)
      join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.here
      join pg_attribute f on f.attrelid = c.confrelid and f.attnum = k.there
      where c.contype = 'f' order by 1, 2`.execute(db)
  ).rows;
  checks = (
    await sql<{ table: string; text: string }>`select conrelid::regclass::text as table,
        pg_get_constraintdef(oid) as text from pg_constraint where contype = 'c' and conrelid <> 0`.execute(
      db,
    )
  ).rows;
});

afterAll(async () => {
  await db.destroy();
  await database.drop();
});

/** Tables whose checks a row of made-up values does not meet, with what does. */
const special = (): Readonly<Record<string, Readonly<Record<string, unknown>>>> => ({
  contact: { sent_at: null, reason: null },
  contact_subject: { room_id: null },
  model_ban: { room_id: null },
  same_suggestion: { one_id: subject.other },
});

/** A value of a column's type: the name of the one to be erased wherever there is room for words. */
const madeUp = ({ table, column, type }: Column): unknown => {
  const check = checks.find((each) => each.table === table && each.text.includes(`((${column} = ANY`));
  const [, first] = /ARRAY\['([^']+)'/.exec(check?.text ?? '') ?? [];
  if (first !== undefined) return first;
  if (type === 'text') return `${table}.${column} of ${name}`;
  if (type === 'jsonb') return JSON.stringify({ said: name });
  if (type === 'ARRAY') return [];
  if (type === 'boolean') return true;
  if (type === 'bytea') return Buffer.from('x');
  return 1;
};

const made = new Map<string, Readonly<Record<string, unknown>>>();

/** Stores one row in a table, and what it needs in others; every reference to a person or customer is to the one. */
const fill = async (table: string): Promise<Readonly<Record<string, unknown>>> => {
  const there = made.get(table);
  if (there) return there;
  const row: Record<string, unknown> = {};
  for (const each of columns.filter((column) => column.table === table && !column.isKey)) {
    const link = links.find((one) => one.table === table && one.column === each.column);
    if (link?.to === 'person') row[each.column] = subject.person;
    else if (link?.to === 'customer') row[each.column] = subject.customer;
    else if (link && link.to !== table) row[each.column] = (await fill(link.to))[link.key];
    else if (!link) row[each.column] = madeUp(each);
  }
  Object.assign(row, special()[table]);
  const names = Object.keys(row).map((each) => sql.ref(each));
  const values = Object.values(row).map((each) => sql`${each}`);
  const { rows } = await sql<Record<string, unknown>>`insert into ${sql.table(table)} (${sql.join(names)})
    values (${sql.join(values)}) returning *`.execute(db);
  made.set(table, rows[0] ?? {});
  return rows[0] ?? {};
};

/** What may refer to somebody and stays when they go, and why no words about them are in it. */
const staying: Readonly<Record<string, string>> = {
  audit: 'who of ours did what, in ids',
  back_test: 'which playbook was tried, and in which language',
  broadcast: 'a text of ours',
  broadcast_template: 'a text of ours',
  community_event: 'a title and place of ours',
  contact: 'keys and times of what was sent',
  coupon_token: 'a till of ours',
  erasure: 'the proof of it, in numbers',
  history_fetch: 'a room’s history',
  member_day: 'words of ours',
  model_call: 'hashes and figures',
  playbook: 'words of ours',
  poll: 'a question of ours',
  room: 'a room’s id on its platform; its name is replaced',
  survey: 'a question of ours',
  version: 'what the company goes by',
};

/** Everything that refers to a person or a customer. */
const references = () =>
  links.filter(
    ({ table, to }) => ['person', 'customer'].includes(to) && !['person', 'customer'].includes(table),
  );

test('every column that names a person or customer is a reference, so that erasure finds it', () => {
  const named = columns.filter(
    ({ column, type }) =>
      ['bigint', 'integer'].includes(type) &&
      /(?:^|_)(?:person|customer|owner|asker|author|actor|member|lead|guest|referrer)(?:_id)?$|_by$|by_id$/.test(
        column,
      ),
  );
  const loose = named.filter(
    ({ table, column }) => !links.some((link) => link.table === table && link.column === column),
  );
  // Who owned a merged customer before: one of ours, and of no use once they are gone.
  expect(loose.map(({ table, column }) => `${table}.${column}`)).toEqual(['customer_merge.parent_owner_id']);
});

test('whoever is forgotten is in no table any more, whichever there are', async () => {
  const other = await sql<{ id: number }>`insert into customer (name, kind, created_at)
    values ('Somebody else', 'person', 0) returning id`.execute(db);
  subject.other = other.rows[0]?.id ?? 0;
  const customer = await sql<{ id: number }>`insert into customer (name, kind, created_at)
    values (${name}, 'person', 0) returning id`.execute(db);
  subject.customer = customer.rows[0]?.id ?? 0;
  const person = await sql<{ id: number }>`insert into person (name, kind, side, customer_id)
    values (${name}, 'human', 'customer', ${subject.customer}) returning id`.execute(db);
  subject.person = person.rows[0]?.id ?? 0;
  const tables = [...new Set(references().map((each) => each.table))];
  expect(tables.length).toBeGreaterThan(50);
  for (const table of tables) await fill(table);
  for (const { table, column } of references().filter(
    (each) => !(each.column in (special()[each.table] ?? {})),
  ))
    expect(await countOf(table, column), `${table}.${column} before`).toBeGreaterThan(0);
  await db.transaction().execute((trx) =>
    forgetSubject(
      trx,
      createCompany('Asia/Shanghai', 'none'),
      {
        customerId: subject.customer,
        customerName: name,
        whole: true,
        people: [{ id: subject.person, name }],
      },
      now,
    ),
  );
  for (const { table, column } of references())
    expect(await countOf(table, column), `${table}.${column} after`).toBe(0);
  const left = new Set(Object.keys(await findTraces(db, [name])).map((each) => each.split('.')[0]));
  expect(left).toEqual(new Set(Object.keys(staying)));
});

const countOf = async (table: string, column: string): Promise<number> => {
  const mine = [subject.person, subject.customer];
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}
    where ${sql.ref(column)} = any(${mine}::bigint[])`.execute(db);
  return rows[0]?.count ?? 0;
};
