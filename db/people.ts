import { sql } from 'kysely';
import type { InboundEvent, Person } from '../core/events.ts';
import { isZone } from '../core/zone.ts';
import type { Db } from './connect.ts';
import { recordset } from './records.ts';

/** Which side of the relationship a person is on; `unknown` until a platform or a member says so. */
export type Side = 'us' | 'customer' | 'unknown' | 'bot';

/** A person as the pipeline knows them. `externalId` is the platform's id that was looked up. */
export type KnownPerson = {
  readonly id: number;
  readonly externalId: string;
  readonly name: string;
  readonly side: Side;
  readonly customerId: number | null;
  /** Whose they would be if nothing had been merged: what they do is kept under this. */
  readonly homeCustomerId: number | null;
  /** Where their clock runs, as an IANA zone; null where nobody said so. */
  readonly zone?: string | null;
};

/** Where an external id is valid. */
export type AccountKey = Pick<InboundEvent, 'platform' | 'account'>;

const sideOf = (person: Person): Side => {
  if (person.kind !== 'human') return 'bot';
  if (person.external === 'unknown') return 'unknown';
  return person.external ? 'customer' : 'us';
};

/** Whoever the platform now counts as an outsider loses what members may see; the other way a member must say so. */
const isNoMoreOurs = (before: KnownPerson, person: Person): boolean =>
  before.side === 'us' && sideOf(person) === 'customer';

const find = async (db: Db, { platform, account }: AccountKey, ids: readonly string[]) => {
  const rows = await db
    .selectFrom('identity')
    .innerJoin('person', 'person.id', 'identity.person_id')
    .select([
      'person.id',
      'identity.external_id',
      'person.name',
      'person.side',
      'person.customer_id',
      'person.home_customer_id',
      'identity.name as alias',
      'person.zone',
    ])
    .where('identity.platform', '=', platform)
    .where('identity.account', '=', account)
    .where('identity.external_id', 'in', [...ids])
    .execute();
  return rows.map((row) => ({
    id: row.id,
    externalId: row.external_id,
    name: row.name,
    side: row.side as Side,
    customerId: row.customer_id,
    homeCustomerId: row.home_customer_id ?? row.customer_id,
    alias: row.alias,
    zone: row.zone,
  }));
};

/** Returns the people with these external ids that are known, by external id. */
export const findPeople = async (
  db: Db,
  where: AccountKey,
  ids: readonly string[],
): Promise<ReadonlyMap<string, KnownPerson>> =>
  new Map((ids.length === 0 ? [] : await find(db, where, ids)).map((person) => [person.externalId, person]));

/** The zone that a platform names, where it is one. */
const zoneOf = ({ zone }: Person): string | undefined =>
  zone !== undefined && isZone(zone) ? zone : undefined;

/** What two events say of one person: an outsider in one is one; a side in one counts more than none in the other. */
const merged = (before: Person, after: Person): Person => {
  const name = after.name ?? before.name;
  const external =
    before.external === true || after.external === 'unknown' ? before.external : after.external;
  const org = after.org ?? before.org;
  const zone = after.zone ?? before.zone;
  return {
    ...after,
    external,
    ...(name ? { name } : {}),
    ...(org ? { org } : {}),
    ...(zone ? { zone } : {}),
  };
};

/**
 * Returns every person of `people` by external id, making those that are new (with their identity, and as a
 * member when the platform says they are ours) and learning a side that was unknown, that a member is an outsider
 * now, a name that changed, or where their clock runs.
 */
export const resolvePeople = async (
  db: Db,
  where: AccountKey,
  people: readonly Person[],
): Promise<ReadonlyMap<string, KnownPerson>> => {
  const latest = new Map<string, Person>();
  for (const person of people) {
    const before = latest.get(person.id);
    latest.set(person.id, before ? merged(before, person) : person);
  }
  if (latest.size === 0) return new Map();
  const known = await findPeople(db, where, [...latest.keys()]);
  const missing = [...latest.values()].filter((person) => !known.has(person.id));
  const changed = [...latest.values()].filter((person) => {
    const before = known.get(person.id);
    if (!before) return false;
    const learnsSide = before.side === 'unknown' && sideOf(person) !== 'unknown';
    return (
      learnsSide ||
      isNoMoreOurs(before, person) ||
      (zoneOf(person) ?? before.zone) !== before.zone ||
      (person.name !== undefined && person.name !== before.name && before.name === before.externalId)
    );
  });
  if (missing.length === 0 && changed.length === 0) return known;
  await create(db, where, missing);
  await learn(db, where, changed);
  return findPeople(db, where, [...latest.keys()]);
};

const create = async (
  db: Db,
  { platform, account }: AccountKey,
  people: readonly Person[],
): Promise<void> => {
  if (people.length === 0) return;
  const rows = people.map((person, order) => ({
    order,
    external_id: person.id,
    name: person.name ?? person.id,
    alias: person.name ?? null,
    kind: person.kind,
    side: sideOf(person),
    org: person.org ?? null,
    zone: zoneOf(person) ?? null,
    external: person.external === 'unknown' ? 'unknown' : person.external ? 'yes' : 'no',
  }));
  const columns = {
    order: 'integer',
    external_id: 'text',
    name: 'text',
    alias: 'text',
    kind: 'text',
    side: 'text',
    org: 'text',
    zone: 'text',
    external: 'text',
  } as const;
  // Two workers may meet the same stranger at once: who wrote the identity makes the person, the other waits and finds
  // them. Always in the same order, so that neither waits for the other.
  await sql`
    with wanted as materialized (
      select r.*, nextval(pg_get_serial_sequence('person', 'id')) as person_id
      from ${recordset(rows, columns)}
      where not exists (select from identity i where i.platform = ${platform} and i.account = ${account}
        and i.external_id = r.external_id)),
    named as (
      insert into identity (person_id, platform, account, external_id, org, name, external)
      select person_id, ${platform}, ${account}, external_id, org, alias, external from wanted order by external_id
      on conflict (platform, account, external_id) do nothing returning person_id),
    made as (
      insert into person (id, name, kind, side, zone) overriding system value
      select person_id, name, kind, side, zone from wanted where person_id in (select person_id from named) returning id)
    insert into member (person_id, role)
    select person_id, 'rep' from wanted where side = 'us' and person_id in (select person_id from named)`.execute(
    db,
  );
};

const learn = async (db: Db, { platform, account }: AccountKey, people: readonly Person[]): Promise<void> => {
  for (const person of people) {
    const side = sideOf(person);
    await sql`
      with known as (
        select p.id, p.side from person p join identity i on i.person_id = p.id
        where i.platform = ${platform} and i.account = ${account} and i.external_id = ${person.id}),
      renamed as (
        update person set
          name = case when name = ${person.id} then ${person.name ?? person.id} else name end,
          zone = coalesce(${zoneOf(person) ?? null}, zone),
          side = case when side = 'unknown' or (side = 'us' and ${side} = 'customer') then ${side} else side end
        where id in (select id from known) returning id),
      placed as (
        update identity set external = case ${side} when 'us' then 'no' when 'customer' then 'yes' else external end
        where person_id in (select id from known where side <> 'customer') and platform = ${platform} and account = ${account}
          and external_id = ${person.id} returning id),
      dismissed as (
        delete from member where ${side} = 'customer' and person_id in (select id from known) returning person_id)
      insert into member (person_id, role) select id, 'rep' from known where ${side} = 'us' and side <> 'customer'
      on conflict do nothing`.execute(db);
  }
};

/** A member of the company as commands and prompts need them. */
export type Member = {
  readonly id: number;
  readonly name: string;
  readonly role: 'rep' | 'lead' | 'manager' | 'admin';
  readonly leadId: number | null;
  readonly language: string | null;
};

/** Returns the members with these person ids (all of them without ids), by id. */
export const findMembers = async (db: Db, ids?: readonly number[]): Promise<readonly Member[]> => {
  let query = db
    .selectFrom('member')
    .innerJoin('person', 'person.id', 'member.person_id')
    .select(['person.id', 'person.name', 'member.role', 'member.lead_id as leadId', 'person.language'])
    .orderBy('person.id');
  if (ids) query = query.where('person.id', 'in', ids.length > 0 ? [...ids] : [-1]);
  return (await query.execute()).map((row) => ({ ...row, role: row.role as Member['role'] }));
};

/** Returns all members by id, each with the ids that platforms know them by. */
export const membersWithIds = async (
  db: Db,
): Promise<
  readonly { readonly id: number; readonly name: string; readonly externalIds: readonly string[] }[]
> => {
  const found = await sql<{ id: number; name: string; externalIds: string[] }>`
    select p.id, p.name, array_remove(array_agg(i.external_id), null) as "externalIds" from member m
    join person p on p.id = m.person_id left join identity i on i.person_id = p.id
    group by p.id order by p.id`.execute(db);
  return found.rows;
};

/** Someone whom a message mentions, and since when they are known in the room: before that the name was nobody's. */
export type MentionedPerson = KnownPerson & { readonly firstAt: number };

/**
 * Returns, for each room, the people seen in it whose id or name is one of `names`, by id and by name (of several
 * with one name the first in the room). What other rooms know does not matter, so neither does their order.
 */
export const findMentioned = async (
  db: Db,
  roomIds: readonly number[],
  names: readonly string[],
): Promise<ReadonlyMap<number, ReadonlyMap<string, MentionedPerson>>> => {
  if (names.length === 0) return new Map();
  const rows = await sql<MentionedPerson & { roomId: number }>`
    select rp.room_id as "roomId", p.id, i.external_id as "externalId", p.name, p.side, p.customer_id as "customerId",
      coalesce(p.home_customer_id, p.customer_id) as "homeCustomerId", rp.first_at as "firstAt"
    from room_person rp join room r on r.id = rp.room_id join person p on p.id = rp.person_id
    join identity i on i.person_id = p.id and i.platform = r.platform and i.account = r.account
    where rp.room_id = any(${[...roomIds]}::bigint[])
      and (i.external_id = any(${[...names]}::text[]) or p.name = any(${[...names]}::text[]))
    order by rp.first_at, i.external_id`.execute(db);
  const found = new Map<number, Map<string, MentionedPerson>>();
  for (const { roomId, ...person } of rows.rows) {
    const room = found.get(roomId) ?? new Map<string, MentionedPerson>();
    found.set(roomId, room);
    if (!room.has(person.name)) room.set(person.name, person);
    room.set(person.externalId, person);
  }
  return found;
};

/** Writes down where the clock of a person runs (an IANA zone); null: as the company's. */
export const setPersonZone = async (db: Db, personId: number, zone: string | null): Promise<void> => {
  await db.updateTable('person').set({ zone }).where('id', '=', personId).execute();
};

/** Writes down where the clocks of these customers' people run (IANA zones). */
export const setCustomerZones = async (
  db: Db,
  zones: readonly { readonly customerId: number; readonly zone: string }[],
): Promise<void> => {
  if (zones.length === 0) return;
  const kinds = { customerId: 'bigint', zone: 'text' } as const;
  await sql`update person p set zone = r.zone from ${recordset(zones, kinds)}
    where p.customer_id = r."customerId" and p.side = 'customer'`.execute(db);
};
