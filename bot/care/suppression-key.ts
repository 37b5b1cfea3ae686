import { createHmac, randomBytes } from 'node:crypto';
import type { Db } from '../../db/connect.ts';
import { readSetting } from '../../db/settings.ts';

const settingKey = 'care.hash-key';
const keyBytes = 32;

/** Returns the hash under which an identity stands on the list of those who get no messages. */
export type HashIdentity = (identity: readonly [platform: string, account: string, id: string]) => string;

/**
 * Returns the keyed hash of this installation (HMAC-SHA-256, RFC 2104); its key is made at the first use and kept with the
 * settings, so that the list alone tells nobody who is on it.
 */
export const hashingOf = async (db: Db): Promise<HashIdentity> => {
  let stored = await readSetting(db, settingKey);
  if (typeof stored !== 'string') {
    const made = JSON.stringify(randomBytes(keyBytes).toString('base64'));
    await db
      .insertInto('setting')
      .values({ key: settingKey, value: made })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .execute();
    stored = await readSetting(db, settingKey);
  }
  const key = Buffer.from(String(stored), 'base64');
  return (identity) => createHmac('sha256', key).update(JSON.stringify(identity)).digest('base64url');
};
