import { sql } from 'kysely';
import type { Db } from './connect.ts';

/** Why two customers may be one. Never their names alone. */
export type SameReason = 'union' | 'phone' | 'name-and-company' | 'rooms';

/** Two customers that may be one; `detail` is what both have. */
type SamePair = {
  readonly one: number;
  readonly other: number;
  readonly reason: SameReason;
  readonly detail: string;
};

/** A phone that so many customers name is a hotline. */
const mostSharing = 3;
/** Mail that anybody can have says nothing of a company. */
const freeMail = [
  'qq.com',
  '163.com',
  '126.com',
  'sina.com',
  'foxmail.com',
  'gmail.com',
  'outlook.com',
  'hotmail.com',
  'icloud.com',
  'yahoo.com',
];

const people = sql`people as (
  select p.id, p.name, p.customer_id from person p
  where p.side = 'customer' and p.customer_id is not null)`;

const byUnion = sql<SamePair>`with ${people}, known as (
    select w.union_id, p.customer_id from wecom_contact w
    join identity i on i.platform = 'wecom' and i.account = w.account and i.external_id = w.external_id
    join people p on p.id = i.person_id where w.union_id is not null)
  select a.customer_id as one, b.customer_id as other, 'union' as reason, 'unionid' as detail
  from known a join known b on a.union_id = b.union_id and a.customer_id < b.customer_id`;

const byPhone = (sinceAt: number) => sql<SamePair>`with ${people}, said as (
    select distinct p.customer_id, (regexp_matches(m.text, '(?<![0-9])1[3-9][0-9]{9}(?![0-9])', 'g'))[1] as phone
    from message m join people p on p.id = m.person_id where m.at > ${sinceAt} and m.text ~ '1[3-9][0-9]{9}'),
  shared as (select phone from said group by phone having count(*) between 2 and ${mostSharing})
  select a.customer_id as one, b.customer_id as other, 'phone' as reason, right(a.phone, 4) as detail
  from said a join said b on a.phone = b.phone and a.customer_id < b.customer_id
  where a.phone in (select phone from shared)`;

/** The company of a person: their account's, what WeCom says, or the domain of their own mail. */
const byCompany = (sinceAt: number) => sql<SamePair>`with ${people}, company as (
    select p.id, lower(c.name) as company from people p join customer c on c.id = p.customer_id and c.kind = 'organisation'
    union select p.id, lower(w.company) from people p join identity i on i.person_id = p.id and i.platform = 'wecom'
      join wecom_contact w on w.account = i.account and w.external_id = i.external_id where w.company is not null
    union select p.id, lower((regexp_matches(m.text, '[A-Za-z0-9._+-]+@([A-Za-z0-9-]+(?:[.][A-Za-z0-9-]+)+)', 'g'))[1])
      from message m join people p on p.id = m.person_id where m.at > ${sinceAt} and m.text like '%@%')
  select distinct on (least(p.customer_id, q.customer_id), greatest(p.customer_id, q.customer_id))
    least(p.customer_id, q.customer_id) as one, greatest(p.customer_id, q.customer_id) as other,
    'name-and-company' as reason, p.name || ' · ' || a.company as detail
  from people p join company a on a.id = p.id
  join people q on lower(trim(q.name)) = lower(trim(p.name)) and q.customer_id <> p.customer_id
  join company b on b.id = q.id and b.company = a.company
  where char_length(trim(p.name)) >= 2 and not a.company = any(${freeMail}::text[])`;

const bothNamed = sql`one_room as (
  select r.id, r.account, r.name as shown, lower(trim(r.name)) as name, r.customer_id, r.purpose,
    r.external_id like 'wechaty:%' as live, array_agg(distinct lower(p.name)) as names
  from room r join room_person rp on rp.room_id = r.id and rp.left_at is null
  join person p on p.id = rp.person_id and p.side = 'customer'
  where r.platform = 'wecom' and r.kind = 'group' and r.name <> r.external_id group by r.id)`;

/** Two people or more of the same names, or half of the smaller group. */
const overlap = sql`(select count(*) from unnest(a.names) n where n = any(b.names))
  >= least(2, greatest(1, least(cardinality(a.names), cardinality(b.names)) / 2.0))`;

const byRooms = sql<SamePair>`with ${bothNamed}
  select distinct least(a.customer_id, b.customer_id) as one, greatest(a.customer_id, b.customer_id) as other,
    'rooms' as reason, a.shown as detail
  from one_room a join one_room b on b.account = a.account and b.name = a.name and a.live and not b.live
  where a.customer_id is not null and b.customer_id is not null and a.customer_id <> b.customer_id and ${overlap}`;

/** Two groups of WeCom, one heard by Wechaty and one with an official id, of which one is nobody's yet. */
export type SameRoom = {
  readonly roomId: number;
  readonly room: string;
  readonly customerId: number;
  readonly customer: string;
  readonly ownerId: number | null;
};

/** Returns groups that are nobody's yet and seem to be a customer's: the same name, and people of the same names. */
export const sameRooms = async (db: Db): Promise<readonly SameRoom[]> => {
  const { rows } = await sql<SameRoom>`with ${bothNamed}
    select b.id as "roomId", b.shown as room, c.id as "customerId", c.name as customer, c.owner_id as "ownerId"
    from one_room a join one_room b on b.account = a.account and b.name = a.name and a.live <> b.live
    join customer c on c.id = a.customer_id
    where a.purpose = 'customer' and b.purpose = 'unlinked' and ${overlap} order by b.id`.execute(db);
  return rows;
};

/** Looks for customers that may be one and keeps those that nobody was asked about. Returns how many are new. */
export const findSame = async (db: Db, now: number, sinceAt: number): Promise<number> => {
  const queries = [byUnion, byPhone(sinceAt), byCompany(sinceAt), byRooms];
  let found = 0;
  for (const query of queries) {
    const { rows } = await query.execute(db);
    for (const pair of rows) {
      const made = await db
        .insertInto('same_suggestion')
        .values({
          one_id: pair.one,
          other_id: pair.other,
          reason: pair.reason,
          detail: pair.detail,
          at: now,
        })
        .onConflict((conflict) => conflict.columns(['one_id', 'other_id']).doNothing())
        .returning('id')
        .executeTakeFirst();
      if (made) found += 1;
    }
  }
  return found;
};

/** A suggestion that nobody has answered. */
export type Suggestion = {
  readonly id: number;
  readonly reason: SameReason;
  readonly detail: string;
  readonly one: {
    readonly id: number;
    readonly name: string;
    readonly kind: string;
    readonly ownerId: number | null;
  };
  readonly other: Suggestion['one'];
};

const open = (only: ReturnType<typeof sql>) => sql<Suggestion>`
  select s.id, s.reason, s.detail,
    jsonb_build_object('id', a.id, 'name', a.name, 'kind', a.kind, 'ownerId', a.owner_id) as one,
    jsonb_build_object('id', b.id, 'name', b.name, 'kind', b.kind, 'ownerId', b.owner_id) as other
  from same_suggestion s join customer a on a.id = s.one_id join customer b on b.id = s.other_id
  where s.answer is null and a.merged_into is null and b.merged_into is null and ${only}
  order by s.at, s.id limit 20`;

/** Returns the suggestions that wait for an answer, the oldest first; with `unasked` only those nobody was asked about. */
export const waitingSuggestions = async (
  db: Db,
  { unasked }: { readonly unasked: boolean },
): Promise<readonly Suggestion[]> =>
  (await open(unasked ? sql`s.asked_at is null` : sql`true`).execute(db)).rows;

/** Returns the suggestion with this id as long as nobody has answered it. */
export const suggestionById = async (db: Db, id: number): Promise<Suggestion | undefined> =>
  (await open(sql`s.id = ${id}`).execute(db)).rows[0];

/** How many were asked about since `sinceAt`. */
export const askedSince = async (db: Db, sinceAt: number): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from same_suggestion where asked_at > ${sinceAt}`.execute(db);
  return rows[0]?.count ?? 0;
};

/** Notes that somebody was asked. */
export const noteAsked = async (db: Db, id: number, at: number): Promise<void> => {
  await db.updateTable('same_suggestion').set({ asked_at: at }).where('id', '=', id).execute();
};

/** Notes what somebody said about a suggestion. */
export const answerSame = async (
  db: Db,
  id: number,
  answer: 'same' | 'other',
  by: number | null,
): Promise<void> => {
  await db.updateTable('same_suggestion').set({ answer, answered_by: by }).where('id', '=', id).execute();
};
