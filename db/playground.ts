import { type RawBuilder, sql } from 'kysely';
import type { Person } from '../core/events.ts';
import type { Card } from '../core/messages.ts';
import type { Db } from './connect.ts';
import { type CustomerScope, inScope } from './customer-lists.ts';

/** A person as the playground's picker shows them. */
export type PlaygroundPerson = {
  readonly id: string;
  readonly name: string;
  readonly side: 'us' | 'customer';
  readonly role: string | null;
  readonly org: string | null;
};

/** A room as the playground's list shows it. */
export type PlaygroundRoom = {
  readonly id: string;
  readonly name: string;
  readonly purpose: string;
  readonly kind: 'group' | 'direct';
  readonly platform: string;
  readonly customerId: number | null;
  readonly people: readonly string[];
  readonly lastAt: number | null;
  readonly lastText: string | null;
};

/** Returns everybody of the web platform whom one can be in the playground. */
export const playgroundPeople = async (db: Db): Promise<readonly PlaygroundPerson[]> => {
  const found = await sql<PlaygroundPerson>`
    select distinct on (i.external_id) i.external_id as id, p.name, p.side, m.role,
      case when c.kind = 'organisation' then c.name end as org
    from identity i join person p on p.id = i.person_id left join member m on m.person_id = p.id
    left join customer c on c.id = p.customer_id
    where i.platform = 'web' and p.side in ('us', 'customer') order by i.external_id, p.id limit 2000`.execute(
    db,
  );
  return found.rows;
};

/** Who looks at the playground: by their web id, and whose customers they may see; undefined for who is none of ours. */
export type Viewer = { readonly id: string; readonly scope: CustomerScope | undefined };

/**
 * Whether the viewer may read the room `r`: one that they are in; of groups our people also the rooms of customers that
 * they may see and those that are nobody's, and who may see all customers every room.
 */
const mayRead = ({ id, scope }: Viewer): RawBuilder<boolean> => {
  const isIn = sql`exists (select from room_person x join identity y on y.person_id = x.person_id
    where x.room_id = r.id and x.left_at is null and y.platform = 'web' and y.external_id = ${id})`;
  if (!scope) return sql`${isIn}`;
  const mine = sql`exists (select from customer c where c.id = r.customer_id and ${inScope(scope)})`;
  const others =
    scope.owners === 'all' ? sql`true` : sql`(r.purpose in ('team', 'community', 'unlinked') or ${mine})`;
  return sql`(${isIn} or r.kind = 'group' and ${others})`;
};

/** Returns every room of the web platform, the latest first: who is in it, and what was said last where one may read it. */
export const playgroundRooms = async (db: Db, viewer: Viewer): Promise<readonly PlaygroundRoom[]> => {
  const found = await sql<PlaygroundRoom>`
    select r.external_id as id, r.name, r.purpose, r.kind, r.platform, r.customer_id as "customerId", r.last_at as "lastAt",
      coalesce((select json_agg(i.external_id order by i.external_id) from room_person rp join identity i on i.person_id = rp.person_id
        and i.platform = r.platform and i.account = r.account where rp.room_id = r.id and rp.left_at is null), '[]') as people,
      case when ${mayRead(viewer)} then (select left(m.text, 120) from message m
        where m.room_id = r.id and m.only_for is null and m.recalled_at is null
        order by m.at desc, m.id desc limit 1) end as "lastText"
    from room r where r.platform = 'web' order by r.last_at desc nulls last, r.id limit 1000`.execute(db);
  return found.rows;
};

/** A message as the conversation shows it. */
export type PlaygroundMessage = {
  readonly id: number;
  readonly key: string;
  readonly at: number;
  readonly person: { readonly id: string; readonly name: string; readonly side: string } | null;
  readonly text: string;
  readonly card: Card | null;
  readonly editedAt: number | null;
  readonly recalledAt: number | null;
  readonly onlyFor: string | null;
  readonly reactions: readonly { readonly emoji: string; readonly people: readonly string[] }[];
};

/** Returns up to `limit` messages of a room older than `before` (at, id), oldest first, as `viewer` may see them. */
export const playgroundMessages = async (
  db: Db,
  room: string,
  viewer: string,
  limit: number,
  before?: { readonly at: number; readonly id: number },
): Promise<readonly PlaygroundMessage[]> => {
  const earlier = before ? sql`and (m.at, m.id) < (${before.at}::bigint, ${before.id}::bigint)` : sql``;
  const found = await sql<PlaygroundMessage>`
    select m.id, m.external_id as key, m.at, m.text, m.card, m.edited_at as "editedAt", m.recalled_at as "recalledAt",
      case when p.id is not null then json_build_object('id', i.external_id, 'name', p.name, 'side', p.side) end as person,
      o.external_id as "onlyFor",
      coalesce((select json_agg(json_build_object('emoji', e.emoji, 'people', e.people)) from (
        select x.emoji, json_agg(xi.external_id) as people from reaction x join identity xi on xi.person_id = x.person_id
          and xi.platform = r.platform and xi.account = r.account
        where x.message_id = m.id group by x.emoji order by min(x.at)) e), '[]') as reactions
    from message m join room r on r.id = m.room_id
    left join person p on p.id = m.person_id
    left join identity i on i.person_id = p.id and i.platform = r.platform and i.account = r.account
    left join identity o on o.person_id = m.only_for and o.platform = r.platform and o.account = r.account
    where r.platform = 'web' and r.external_id = ${room} and (m.only_for is null or o.external_id = ${viewer}) ${earlier}
    order by m.at desc, m.id desc limit ${limit}`.execute(db);
  return [...found.rows].reverse();
};

/** Returns the person with this web id and the room they write in, or undefined when either is not there. */
export const lookUpWeb = async (
  db: Db,
  personId: string,
  roomId: string,
): Promise<
  { readonly account: string; readonly person: Person; readonly kind: 'group' | 'direct' } | undefined
> => {
  const found = await sql<{
    account: string;
    kind: 'group' | 'direct';
    name: string;
    side: string;
    org: string | null;
  }>`
    select r.account, r.kind, p.name, p.side, i.org from room r
    join identity i on i.platform = 'web' and i.account = r.account and i.external_id = ${personId}
    join person p on p.id = i.person_id
    where r.platform = 'web' and r.external_id = ${roomId} order by r.id limit 1`.execute(db);
  const row = found.rows[0];
  if (!row) return undefined;
  const external = row.side === 'unknown' ? ('unknown' as const) : row.side === 'customer';
  const org = row.org === null ? {} : { org: row.org };
  return {
    account: row.account,
    kind: row.kind,
    person: { id: personId, name: row.name, kind: 'human', external, ...org },
  };
};

/** Returns the person id behind a web id, or undefined. */
export const webPersonId = async (db: Db, externalId: string): Promise<number | undefined> => {
  const row = await db
    .selectFrom('identity')
    .select('person_id')
    .where('platform', '=', 'web')
    .where('external_id', '=', externalId)
    .orderBy('person_id')
    .limit(1)
    .executeTakeFirst();
  return row?.person_id;
};

/** Returns whether someone may read a room in the playground. */
export const mayReadRoom = async (db: Db, room: string, viewer: Viewer): Promise<boolean> => {
  const found = await sql`select from room r
    where r.platform = 'web' and r.external_id = ${room} and ${mayRead(viewer)}`.execute(db);
  return found.rows.length > 0;
};
