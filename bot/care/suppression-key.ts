import { createHmac, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { ConfigError } from '../../core/errors.ts';
import type { Db } from '../../db/connect.ts';
import { readSetting } from '../../db/settings.ts';
import type { Seal } from '../platforms/seal.ts';

const settingKey = 'care.hash-key';
const keyBytes = 32;

/** Returns the hash under which an identity stands on the list of those who get no messages. */
export type HashIdentity = (identity: readonly [platform: string, account: string, id: string]) => string;

/** What stands in the setting: the key in base64, or sealed, which has a dot in it. */
const isSealed = (stored: string): boolean => stored.includes('.');

const storeFirst = async (db: Db, value: string): Promise<void> => {
  await db
    .insertInto('setting')
    .values({ key: settingKey, value: JSON.stringify(value) })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
};

/** A key that was stored before there was a secret is sealed with it; whoever else does so at the same time has the same key. */
const sealStored = async (db: Db, plain: string, seal: Seal): Promise<void> => {
  await sql`update setting set value = ${JSON.stringify(seal.close(plain, settingKey))}::jsonb
    where key = ${settingKey} and value = ${JSON.stringify(plain)}::jsonb`.execute(db);
};

const readKey = async (db: Db, seal: Seal | undefined): Promise<string> => {
  const made = randomBytes(keyBytes).toString('base64');
  if ((await readSetting(db, settingKey)) === undefined)
    await storeFirst(db, seal ? seal.close(made, settingKey) : made);
  const stored = String(await readSetting(db, settingKey));
  if (isSealed(stored)) {
    if (seal) return seal.open(stored, settingKey);
    throw new ConfigError(
      'Who gets no messages is stored encrypted. Set TEND_SECRET_KEY to the key that it was stored with.',
    );
  }
  if (seal) await sealStored(db, stored, seal);
  return stored;
};

/**
 * Returns the keyed hash of this installation (HMAC-SHA-256, RFC 2104). Its key is made at the first use and kept with the
 * settings, sealed where there is a TEND_SECRET_KEY, so that neither the list alone nor a dump of the whole database tells
 * who is on it. @throws ConfigError when it was sealed and the secret is another or gone.
 */
export const hashingOf = async (db: Db, seal: Seal | undefined): Promise<HashIdentity> => {
  const key = Buffer.from(await readKey(db, seal), 'base64');
  return (identity) => createHmac('sha256', key).update(JSON.stringify(identity)).digest('base64url');
};
