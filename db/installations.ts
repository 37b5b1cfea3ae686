import type { InboundEvent } from '../core/events.ts';
import type { Db } from './connect.ts';

type Platform = InboundEvent['platform'];

/** One workspace that installed the bot. `sealed` holds its tokens, encrypted: only the shell has the key. */
export type Installation = {
  readonly platform: Platform;
  readonly account: string;
  readonly name: string;
  readonly sealed: string;
  readonly installedAt: number;
};

/** Keeps an installation; installing again replaces the tokens. */
export const storeInstallation = async (db: Db, installation: Installation): Promise<void> => {
  const { platform, account, name, sealed, installedAt } = installation;
  const row = { platform, account, name, sealed, installed_at: installedAt };
  await db
    .insertInto('installation')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['platform', 'account']).doUpdateSet({ name, sealed, installed_at: installedAt }),
    )
    .execute();
};

const select = (db: Db) =>
  db
    .selectFrom('installation')
    .select(['platform', 'account', 'name', 'sealed', 'installed_at as installedAt'])
    .$narrowType<Pick<Installation, 'platform'>>();

/** Returns the installation of an account, or undefined. */
export const findInstallation = async (
  db: Db,
  platform: Platform,
  account: string,
): Promise<Installation | undefined> =>
  select(db).where('platform', '=', platform).where('account', '=', account).executeTakeFirst();

/** Returns all installations of a platform, by account. */
export const listInstallations = async (db: Db, platform: Platform): Promise<readonly Installation[]> =>
  select(db).where('platform', '=', platform).orderBy('account').execute();

/** Forgets an installation and with it its tokens: the app was uninstalled or its tokens were revoked. */
export const removeInstallation = async (db: Db, platform: Platform, account: string): Promise<void> => {
  await db
    .deleteFrom('installation')
    .where('platform', '=', platform)
    .where('account', '=', account)
    .execute();
};
