import { sql } from 'kysely';
import { announce } from '../../db/announce.ts';
import type { Db } from '../../db/connect.ts';
import { writeSetting } from '../../db/settings.ts';
import { removeCare } from './care.ts';
import { demoAccount } from './seed.ts';

/** Removes the demo company and all that was said in it; everything else stays. Returns how many customers went. */
export const removeDemo = async (db: Db): Promise<number> =>
  db.transaction().execute(async (trx) => {
    const gone = await sql<{ id: number }>`delete from customer where demo returning id`.execute(trx);
    await sql`delete from customer c where exists (select from person p where p.customer_id = c.id and p.demo)`.execute(
      trx,
    );
    await removeCare(trx);
    await sql`delete from room where demo`.execute(trx);
    await sql`delete from person where demo`.execute(trx);
    await sql`delete from inbox where platform = 'web' and account = ${demoAccount}`.execute(trx);
    await writeSetting(trx, 'demo', { removed: true });
    await announce(trx, { rooms: [], customers: [], roomsList: true });
    return gone.rows.length;
  });
