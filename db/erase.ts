import { sql } from 'kysely';
import type { Db } from './connect.ts';

/** Somebody to erase: all of a customer, or one person of it. */
export type ErasureSubject = {
  readonly customerId: number;
  readonly customerName: string;
  readonly whole: boolean;
  readonly people: readonly { readonly id: number; readonly name: string }[];
};

/** How much there is, or was, by what it is. */
export type ErasureCounts = Readonly<Record<string, number>>;

const idsOf = ({ people }: ErasureSubject): number[] => people.map((each) => each.id);

/** Rooms that go with them: direct conversations with nobody else in them, and their messages. */
const directRooms = (subject: ErasureSubject) => sql`
  select r.id from room r where r.kind = 'direct'
    and exists (select from room_person rp where rp.room_id = r.id and rp.person_id = any(${idsOf(subject)}::bigint[]))
    and not exists (select from room_person rp join person p on p.id = rp.person_id
      where rp.room_id = r.id and p.side = 'customer' and rp.person_id <> all(${idsOf(subject)}::bigint[]))`;

const theirMessages = (subject: ErasureSubject) => sql`
  (m.person_id = any(${idsOf(subject)}::bigint[]) or m.room_id in (${directRooms(subject)})
    ${subject.whole ? sql`or m.room_id in (select id from room where customer_id = ${subject.customerId})` : sql``})`;

/** Notes of platforms name people in keys and places; those about one person go with them. */
const theirInteractions = (subject: ErasureSubject) =>
  subject.whole
    ? sql`i.customer_id = ${subject.customerId}`
    : sql`(i.customer_id = ${subject.customerId} and (i.person_id = any(${idsOf(subject)}::bigint[])
        or exists (select from identity d where d.person_id = any(${idsOf(subject)}::bigint[])
          and right(i.source_key, length(d.external_id) + 1) in ('@' || d.external_id, '>' || d.external_id))))`;

/** Names that are looked for, the longest first; a name of one letter would hit everything. */
const namesOf = ({ whole, customerName, people }: ErasureSubject): readonly string[] =>
  [...new Set([...(whole ? [customerName] : []), ...people.map((each) => each.name)])]
    .filter((each) => each.length > 1)
    .sort((one, other) => other.length - one.length);

/** What the bot wrote to members that names them; rather too much of it goes than too little. */
const aboutThem = (subject: ErasureSubject, column: ReturnType<typeof sql>) => {
  const hits = namesOf(subject).map((name) => sql`position(${name} in ${column}) > 0`);
  return hits.length === 0 ? sql`false` : sql`(${sql.join(hits, sql` or `)})`;
};

/** Returns how much there is about somebody. */
export const countStored = async (db: Db, subject: ErasureSubject): Promise<ErasureCounts> => {
  const { rows } = await sql<Record<string, number>>`select
    (select count(*) from person where id = any(${idsOf(subject)}::bigint[])) as people,
    (select count(*) from identity where person_id = any(${idsOf(subject)}::bigint[])) as identities,
    (select count(*) from message m where ${theirMessages(subject)}) as messages,
    (select count(*) from interaction i where ${theirInteractions(subject)}) as interactions,
    (select count(*) from follow_up where customer_id = ${subject.customerId} and ${subject.whole}) as "followUps",
    (select count(*) from message m where m.person_id is null and m.audience <> 'customer'
      and ${aboutThem(subject, sql`m.text`)}) as answers`.execute(db);
  return rows[0] ?? {};
};

/** Replaces names in the strings of a JSON value. */
const scrub = (value: unknown, names: readonly string[]): unknown => {
  if (typeof value === 'string')
    return names.reduce((text, name) => text.replaceAll(name, erasedMark), value);
  if (Array.isArray(value)) return value.map((each) => scrub(each, names));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, scrub(each, names)]));
};

/** What stands where a name stood. */
export const erasedMark = '[erased]';

const scrubDigests = async (trx: Db, names: readonly string[]): Promise<void> => {
  for (const name of names) {
    const { rows } = await sql<{ id: number; content: unknown }>`
      select id, content from digest where position(${name} in content::text) > 0`.execute(trx);
    for (const { id, content } of rows)
      await trx
        .updateTable('digest')
        .set({ content: JSON.stringify(scrub(content, names)) })
        .where('id', '=', id)
        .execute();
  }
};

/** A name as an expression that finds it as a whole word where its script has such. */
const wordOf = (name: string): string => {
  const plain = name.replace(/[^\p{L}\p{N}\s]/gu, '\\$&');
  return /^[\p{Script=Latin}\p{N}].*[\p{Script=Latin}\p{N}]$/u.test(name) ? `\\y${plain}\\y` : plain;
};

/** In what others wrote where they were, and in what members wrote among themselves, their names are replaced. */
const scrubTalk = async (trx: Db, subject: ErasureSubject, names: readonly string[]): Promise<void> => {
  for (const name of names) {
    await sql`update message set text = regexp_replace(text, ${wordOf(name)}, ${erasedMark}, 'g')
      where position(${name} in text) > 0 and room_id in (
        select room_id from room_person where person_id = any(${idsOf(subject)}::bigint[])
        union select id from room where kind = 'direct' or purpose in ('team', 'managers'))`.execute(trx);
    await sql`update interaction set text = regexp_replace(text, ${wordOf(name)}, ${erasedMark}, 'g')
      where position(${name} in text) > 0 and customer_id = ${subject.customerId}`.execute(trx);
    await sql`update interaction set data = regexp_replace(data::text, ${wordOf(name)}, ${erasedMark}, 'g')::jsonb
      where kind = 'follow-up-asked' and position(${name} in data ->> 'text') > 0
        and customer_id = ${subject.customerId}`.execute(trx);
  }
  await sql`delete from playbook_draft d using playbook_run r
    where r.id = d.run_id and r.customer_id = ${subject.customerId}`.execute(trx);
};

/** Their places are taken out of the customer's own notes of who came and went. */
const scrubPlaces = async (trx: Db, { customerId, people }: ErasureSubject): Promise<void> => {
  await sql`update interaction i set data = jsonb_set(data, '{places}', coalesce((
      select jsonb_agg(place) from jsonb_array_elements_text(data -> 'places') place
      where not exists (select from identity d where d.person_id = any(${people.map((each) => each.id)}::bigint[])
        and right(place, length(d.external_id) + 1) = '|' || d.external_id)), '[]'))
    where i.customer_id = ${customerId} and i.kind in ('joined', 'left', 'present')`.execute(trx);
};

/**
 * Erases somebody in this transaction: identities, names, texts, interactions, drafts and answers about them, what waits
 * in inbox and outbox, and everything of theirs in other tables, which refer to a person or customer with
 * `on delete cascade`. Returns how much it was. What stays is without names: sums of past days, who decided, this proof.
 * The customer of an erased person must be folded anew by the caller.
 */
export const erase = async (trx: Db, subject: ErasureSubject): Promise<ErasureCounts> => {
  const ids = idsOf(subject);
  const { customerId, whole } = subject;
  const names = namesOf(subject);
  const counts = await countStored(trx, subject);
  await sql`update inbox set event = null, done_at = coalesce(done_at, received_at) where event is not null
    and exists (select from identity d where d.person_id = any(${ids}::bigint[]) and d.platform = inbox.platform
      and d.account = inbox.account and d.external_id = event -> 'person' ->> 'id')`.execute(trx);
  await sql`delete from orphan where exists (select from identity d where d.person_id = any(${ids}::bigint[])
    and d.external_id = event -> 'person' ->> 'id')`.execute(trx);
  await sql`delete from outbox where status <> 'sending' and ${aboutThem(subject, sql`message::text`)}`.execute(
    trx,
  );
  await sql`update message m set text = ${erasedMark}, card = null where m.person_id is null
    and m.audience <> 'customer' and ${aboutThem(subject, sql`m.text`)}`.execute(trx);
  await sql`delete from interaction i where ${theirInteractions(subject)}`.execute(trx);
  await sql`delete from message m where ${theirMessages(subject)}`.execute(trx);
  await scrubTalk(trx, subject, names);
  await scrubDigests(trx, names);
  if (!whole) await scrubPlaces(trx, subject);
  await sql`delete from room where id in (${directRooms(subject)})`.execute(trx);
  if (whole) {
    await sql`update room set name = ${erasedMark}, purpose = 'unlinked', customer_id = null
      where customer_id = ${customerId}`.execute(trx);
    await trx.deleteFrom('customer').where('id', '=', customerId).execute();
  }
  await trx
    .deleteFrom('person')
    .where('id', 'in', [-1, ...ids])
    .execute();
  return counts;
};

/** Returns in how many rows of which columns any of these words still stands; every text and JSON column is looked at. */
export const findTraces = async (db: Db, words: readonly string[]): Promise<ErasureCounts> => {
  const { rows: columns } = await sql<{ table: string; column: string }>`
    select c.table_name as table, c.column_name as column from information_schema.columns c
    join information_schema.tables t on t.table_name = c.table_name and t.table_schema = c.table_schema
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.data_type in ('text', 'jsonb', 'ARRAY')
    order by 1, 2`.execute(db);
  const found: Record<string, number> = {};
  for (const { table, column } of columns) {
    const hits = words.map((word) => sql`position(${word} in ${sql.ref(column)}::text) > 0`);
    if (hits.length === 0) continue;
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from ${sql.table(table)} where ${sql.join(hits, sql` or `)}`.execute(db);
    const count = rows[0]?.count ?? 0;
    if (count > 0) found[`${table}.${column}`] = count;
  }
  return found;
};
