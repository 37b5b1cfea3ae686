import { sql } from 'kysely';
import type { Db } from './connect.ts';
import { readSetting, writeSetting } from './settings.ts';

const settingKey = 'community-welcome';

/** The words with which communities welcome newcomers, by room id; a room that is missing welcomes nobody. */
export type WelcomeWords = Readonly<Record<string, string>>;

/** Returns the welcome of every community that has one. */
export const readWelcomes = async (db: Db): Promise<WelcomeWords> =>
  ((await readSetting(db, settingKey)) as WelcomeWords | undefined) ?? {};

/** Gives a community its welcome, or takes it away with null. */
export const writeWelcome = async (db: Db, roomId: number, text: string | null): Promise<void> => {
  const { [String(roomId)]: _before, ...others } = await readWelcomes(db);
  await writeSetting(db, settingKey, text === null ? others : { ...others, [String(roomId)]: text });
};

/** Somebody who is new in a community. */
export type Newcomer = { readonly personId: number; readonly name: string; readonly joinedAt: number };

/**
 * Takes the newcomers of a community who are to be welcomed together now: nobody while the first of them came less than
 * `bundleMs` ago or the community welcomed somebody less than `restMs` ago. Whoever came before `since` is let be.
 */
export const takeNewcomers = async (
  trx: Db,
  roomId: number,
  span: { readonly now: number; readonly since: number; readonly bundleMs: number; readonly restMs: number },
): Promise<readonly Newcomer[]> => {
  const { now, since, bundleMs, restMs } = span;
  const found = await sql<Newcomer>`
    with fresh as (
      select rp.person_id, rp.joined_at from room_person rp join person p on p.id = rp.person_id
      where rp.room_id = ${roomId} and rp.left_at is null and p.side = 'customer'
        and rp.joined_at > ${since} and rp.joined_at <= ${now}
        and exists (select from interaction i where i.room_id = ${roomId} and i.person_id = p.id and i.kind = 'joined' and i.at > ${since})
        and not exists (select from welcome w where w.room_id = rp.room_id and w.person_id = rp.person_id)),
    due as (
      select * from fresh where (select min(joined_at) from fresh) <= ${now - bundleMs}
        and not exists (select from welcome w where w.room_id = ${roomId} and w.welcomed_at > ${now - restMs})),
    taken as (
      insert into welcome (room_id, person_id, joined_at, welcomed_at)
      select ${roomId}, person_id, joined_at, ${now} from due on conflict do nothing returning person_id, joined_at)
    select t.person_id as "personId", p.name, t.joined_at as "joinedAt" from taken t join person p on p.id = t.person_id
    order by t.joined_at, t.person_id`.execute(trx);
  return found.rows;
};
