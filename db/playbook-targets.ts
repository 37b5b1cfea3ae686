import { sql } from 'kysely';
import type { Db } from './connect.ts';

/** Whom a playbook writes to for a customer, and where they can be reached. */
export type PlaybookTarget = {
  readonly customerId: number;
  readonly kind: 'person' | 'organisation';
  readonly customer: string;
  readonly language: string | null;
  readonly demo: boolean;
  readonly ownerId: number | null;
  readonly owner: string | null;
  /** The one of the customer's people who wrote last. */
  readonly personId: number | null;
  readonly person: string | null;
  readonly personLanguage: string | null;
  /** Their name is only the id that a platform knows them by. */
  readonly nameless: boolean | null;
  /** A private conversation with them in which something was said. */
  readonly directRoomId: number | null;
  readonly directLanguage: string | null;
  /** The customer's own room. */
  readonly ownRoomId: number | null;
  readonly ownLanguage: string | null;
  /** The community that they joined last. */
  readonly communityId: number | null;
  readonly communityLanguage: string | null;
  readonly birthday: { readonly month: number; readonly day: number } | null;
};

/** Returns whom playbooks write to for these customers, by customer. */
export const targetsOf = async (
  db: Db,
  customerIds: readonly number[],
): Promise<ReadonlyMap<number, PlaybookTarget>> => {
  if (customerIds.length === 0) return new Map();
  const { rows } = await sql<PlaybookTarget>`
    select c.id as "customerId", c.kind, c.name as customer, c.language, c.demo,
      c.owner_id as "ownerId", o.name as owner,
      who.id as "personId", who.name as person, who.language as "personLanguage", who.nameless,
      direct.id as "directRoomId", direct.language as "directLanguage",
      own.id as "ownRoomId", own.language as "ownLanguage",
      community.id as "communityId", community.language as "communityLanguage",
      case when b.customer_id is null then null else jsonb_build_object('month', b.month, 'day', b.day) end as birthday
    from customer c
    left join person o on o.id = c.owner_id
    left join birthday b on b.customer_id = c.id and b.calendar = 'solar'
    left join lateral (
      select p.id, p.name, p.language,
        exists (select from identity i where i.person_id = p.id and i.external_id = p.name) as nameless
      from person p left join lateral (
        select max(i.at) as at from interaction i
        where i.customer_id = c.id and i.person_id = p.id and i.direction = 'in') said on true
      where p.customer_id = c.id and p.side = 'customer'
      order by said.at desc nulls last, p.id limit 1) who on true
    left join lateral (
      select r.id, r.language from room_person rp join room r on r.id = rp.room_id
      where rp.person_id = who.id and r.kind = 'direct' and r.last_at is not null
      order by r.last_at desc limit 1) direct on true
    left join lateral (
      select r.id, r.language from room r where r.customer_id = c.id and r.purpose = 'customer'
      order by r.last_at desc nulls last, r.id limit 1) own on true
    left join lateral (
      select r.id, r.language from room_person rp join room r on r.id = rp.room_id
      where rp.person_id = who.id and rp.left_at is null and r.purpose = 'community'
      order by rp.joined_at desc limit 1) community on true
    where c.id = any(${[...customerIds]}::bigint[])`.execute(db);
  return new Map(rows.map((row) => [row.customerId, row]));
};
