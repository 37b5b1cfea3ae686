import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Db } from '../db/connect.ts';
import { readSetting, writeSetting } from '../db/settings.ts';

const key = 'first-admin-code';
/** The code that was printed is good for this long, and for so many wrong tries of everybody together. */
const validMs = 60 * 60 * 1000;
const mostTries = 5;
/** Without letters and digits that look alike; 12 of them are 58 bits. */
const letters = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';

const stored = z.object({ hash: z.string(), salt: z.string(), untilAt: z.number(), tries: z.number() });

const hashOf = (code: string, salt: string): Buffer =>
  createHash('sha256').update(`${salt}/${code}`).digest();
const plain = (code: string): string => code.toUpperCase().replace(/[^A-Z0-9]/g, '');

const hasAdmin = async (db: Db): Promise<boolean> =>
  (await db.selectFrom('member').select('person_id').where('role', '=', 'admin').limit(1).execute()).length >
  0;

/**
 * Returns a new code by which a member becomes the first admin, valid for an hour from `now` (an older one is void);
 * undefined when there is an admin. Only a hash of it is stored.
 */
export const offerFirstAdmin = async (db: Db, now: number): Promise<string | undefined> => {
  if (await hasAdmin(db)) return undefined;
  const draw = (): string => letters[randomInt(letters.length)] ?? 'A';
  const parts = Array.from({ length: 3 }, () => Array.from({ length: 4 }, draw).join(''));
  const code = parts.join('-');
  const salt = Array.from({ length: 16 }, draw).join('');
  const hash = hashOf(plain(code), salt).toString('hex');
  await writeSetting(db, key, { hash, salt, untilAt: now + validMs, tries: 0 });
  return code;
};

/** Makes the code void: it was seen by others. */
export const voidFirstAdmin = (trx: Db): Promise<void> => writeSetting(trx, key, null);

/**
 * Makes a member the first admin when the code is right. `no-code`: there is none, it has run out, was used, or was
 * guessed at too often. One after the other, however many try at once.
 */
export const claimFirstAdmin = async (
  trx: Db,
  memberId: number,
  code: string,
  now: number,
): Promise<'admin' | 'wrong' | 'no-code'> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 4))`.execute(trx);
  const found = stored.safeParse(await readSetting(trx, key));
  if (!found.success || found.data.untilAt <= now || (await hasAdmin(trx))) return 'no-code';
  const { hash, salt, tries } = found.data;
  if (!timingSafeEqual(hashOf(plain(code), salt), Buffer.from(hash, 'hex'))) {
    const next = tries + 1 >= mostTries ? null : { ...found.data, tries: tries + 1 };
    await writeSetting(trx, key, next);
    return 'wrong';
  }
  await trx.updateTable('member').set({ role: 'admin' }).where('person_id', '=', memberId).execute();
  await voidFirstAdmin(trx);
  return 'admin';
};
