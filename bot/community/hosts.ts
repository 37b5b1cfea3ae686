import { sql } from 'kysely';
import type { Db } from '../../db/connect.ts';

/**
 * Gives people of communities with whom there is something to do and who belong to nobody the community's host as their
 * owner, so that it is somebody's: the member of ours who has been in the room longest. Looks at these customers, or all.
 * Returns the customers whom that concerns.
 */
export const giveToHosts = async (
  trx: Db,
  among: readonly number[] | 'all',
  now: number,
): Promise<readonly number[]> => {
  if (among.length === 0) return [];
  const those = among === 'all' ? sql`true` : sql`c.id = any(${[...among]}::bigint[])`;
  const given = await sql<{ id: number }>`
    update customer c set owner_id = h.host, adopted_at = ${now} from (
      select distinct on (c.id) c.id, host.person_id as host
      from customer c join follow_up f on f.customer_id = c.id and f.status = 'open' and f.prompted_at is null
      join person p on p.customer_id = c.id join room_person rp on rp.person_id = p.id and rp.left_at is null
      join room r on r.id = rp.room_id and r.purpose = 'community'
      join lateral (select o.person_id from room_person o join member m on m.person_id = o.person_id
        where o.room_id = r.id and o.left_at is null order by o.first_at, o.person_id limit 1) host on true
      where c.owner_id is null and ${those} order by c.id, rp.joined_at desc) h
    where c.id = h.id and c.owner_id is null returning c.id`.execute(trx);
  return given.rows.map((row) => row.id);
};
