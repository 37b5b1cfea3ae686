import { sql } from 'kysely';
import type { InterlockState } from '../core/care/interlocks.ts';
import type { Platform } from '../core/events.ts';
import type { Db } from './connect.ts';

/** A person as a message to them is decided about. `platform`: where they are reached in private. */
export type CarePerson = {
  readonly id: number;
  readonly side: string;
  readonly customerId: number | null;
  readonly zone: string | null;
  readonly platform: Platform | null;
  /** Everybody who is known to be the same human, themselves among them: they have one budget and one will. */
  readonly sameIds: readonly number[];
  /** Platform, account and external id of each identity of that human. */
  readonly identities: readonly (readonly [string, string, string])[];
  /** What they said last about each purpose and about all, on whichever platform. */
  readonly consents: readonly {
    readonly purpose: string;
    readonly state: 'given' | 'withdrawn';
    readonly at: number;
    readonly id: number;
  }[];
};

/** Returns the people with these ids, by id. */
export const carePeople = async (
  db: Db,
  ids: readonly number[],
): Promise<ReadonlyMap<number, CarePerson>> => {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<CarePerson>`
    select p.id, p.side, p.customer_id as "customerId", p.zone,
      coalesce(
        (select r.platform from room_person rp join room r on r.id = rp.room_id
          where rp.person_id = p.id and r.purpose = 'direct' order by r.last_at desc nulls last limit 1),
        (select i.platform from identity i where i.person_id = p.id order by i.id limit 1)) as platform,
      to_jsonb(same.ids) as "sameIds",
      coalesce((select jsonb_agg(jsonb_build_array(i.platform, i.account, i.external_id)) from identity i
        where i.person_id = any(same.ids)), '[]') as identities,
      coalesce((select jsonb_agg(last) from (
        select distinct on (c.purpose) c.purpose, c.state, c.at, c.id from consent c where c.person_id = any(same.ids)
        order by c.purpose, c.at desc, c.id desc) last), '[]') as consents
    from person p cross join lateral (
      select array_agg(q.id order by q.id) as ids from person q
      where q.id = coalesce(p.same_as, p.id) or q.same_as = coalesce(p.same_as, p.id)) same
    where p.id = any(${[...ids]}::bigint[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
};

/** Returns of these customers what stands in the way of messages, by id; those without history are left out. */
export const interlockStates = async (
  db: Db,
  ids: readonly number[],
): Promise<ReadonlyMap<number, InterlockState>> => {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<InterlockState & { id: number }>`
    select id, state -> 'openComplaint' as "openComplaint", state -> 'openQuestions' as "openQuestions",
      state -> 'sentiment' as sentiment
    from customer where id = any(${[...ids]}::bigint[]) and state is not null`.execute(db);
  return new Map(rows.map(({ id, ...state }) => [id, state]));
};

/** A room as a message into it is decided about, with the people of the customers' side in it now. */
export type CareRoom = {
  readonly id: number;
  readonly kind: 'group' | 'direct';
  readonly purpose: string;
  readonly customerId: number | null;
  readonly platform: Platform;
  readonly personIds: readonly number[];
};

/** Returns the rooms with these ids, by id. */
export const careRooms = async (db: Db, ids: readonly number[]): Promise<ReadonlyMap<number, CareRoom>> => {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<CareRoom>`
    select r.id, r.kind, r.purpose, r.customer_id as "customerId", r.platform,
      coalesce((select jsonb_agg(p.id order by p.id) from room_person rp join person p on p.id = rp.person_id
        where rp.room_id = r.id and rp.left_at is null and p.side = 'customer'), '[]') as "personIds"
    from room r where r.id = any(${[...ids]}::bigint[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
};
