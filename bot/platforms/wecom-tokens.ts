import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { AccessToken, TokenStore } from '../../adapters/wecom/token-store.ts';
import type { Db } from '../../db/connect.ts';
import { readSetting, replaceSetting } from '../../db/settings.ts';
import { createSeal } from './seal.ts';

const stored = z.object({ value: z.string().min(1), untilAt: z.number() });

const nameOf = (key: string): string => `wecom.token/${key}`;

/**
 * Returns the store by which all processes share the access token of an app. It is encrypted with a key that is made
 * of the app's secret, which all of them have and the database does not; a token that another secret closed is none.
 */
export const createTokenStore = (db: Db, secret: string): TokenStore => {
  const seal = createSeal(createHash('sha256').update(`tend/wecom/token/${secret}`).digest());
  const open = (key: string, sealed: unknown): AccessToken | undefined => {
    if (typeof sealed !== 'string') return undefined;
    try {
      return stored.parse(JSON.parse(seal.open(sealed, nameOf(key))));
    } catch {
      return undefined;
    }
  };
  return {
    read: async (key) => open(key, await readSetting(db, nameOf(key))),
    write: async (key, refresh) => {
      let token: AccessToken | undefined;
      await replaceSetting(db, nameOf(key), async (there) => {
        token = await refresh(open(key, there));
        return seal.close(JSON.stringify(token), nameOf(key));
      });
      if (!token) throw new TypeError('The access token was not replaced.');
      return token;
    },
  };
};
