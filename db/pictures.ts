import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Picture, Pictures } from '../core/messages.ts';
import type { Db } from './connect.ts';

/** Keeps a picture until `expiresAt` and returns its id, which is the same for the same bytes. */
export const storePicture = async (
  db: Db,
  { bytes, type }: Picture,
  at: number,
  expiresAt: number,
): Promise<string> => {
  const id = createHash('sha256').update(bytes).digest('hex');
  await db
    .insertInto('picture')
    .values({ id, type, bytes: Buffer.from(bytes), created_at: at, expires_at: expiresAt })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet({ expires_at: sql`greatest(picture.expires_at, excluded.expires_at)` }),
    )
    .execute();
  return id;
};

/** Returns those of the pictures that are kept, by their ids. */
export const findPictures = async (db: Db, ids: readonly string[]): Promise<Pictures> => {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('picture')
    .select(['id', 'bytes'])
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map(({ id, bytes }) => [id, { bytes, type: 'image/png' }]));
};

/** Forgets the pictures whose time is over. Returns how many. */
export const forgetPictures = async (db: Db, now: number): Promise<number> => {
  const gone = await db.deleteFrom('picture').where('expires_at', '<=', now).executeTakeFirst();
  return Number(gone.numDeletedRows);
};

/**
 * Returns a picture that stands on a message which someone may read in the playground: in a room that they may read, and
 * not shown to somebody else alone; what is internal only to our people. Undefined otherwise.
 */
export const pictureFor = async (
  db: Db,
  where: { readonly id: string; readonly room: string; readonly message: string; readonly viewer: string },
): Promise<Picture | undefined> => {
  const { id, room, message, viewer } = where;
  const { rows } = await sql<{ bytes: Uint8Array }>`
    select f.bytes from room r join message m on m.room_id = r.id and m.external_id = ${message}
    join identity i on i.platform = r.platform and i.account = r.account and i.external_id = ${viewer}
    join person p on p.id = i.person_id
    join picture f on f.id = ${id}
    where r.platform = 'web' and r.external_id = ${room} and m.recalled_at is null
      and (m.audience = 'customer' or p.side = 'us') and (m.only_for is null or m.only_for = p.id)
      and m.card->'blocks' @> ${JSON.stringify([{ kind: 'image', picture: id }])}::text::jsonb
    limit 1`.execute(db);
  const found = rows[0];
  return found && { bytes: found.bytes, type: 'image/png' };
};
