import { type Account, runCommand } from './command.ts';

const idOf = async (name: string, what: '-u' | '-g'): Promise<number | undefined> => {
  const { code, output } = await runCommand('id', [what, name]);
  return code === 0 && /^\d+$/.test(output) ? Number(output) : undefined;
};

const accountOf = async (name: string): Promise<Account> => {
  const uid = await idOf(name, '-u');
  const gid = await idOf(name, '-g');
  return uid === undefined || gid === undefined ? undefined : { name, uid, gid };
};

/**
 * Returns the user that PostgreSQL runs as, since it refuses root: `postgres`, which is created when it is missing,
 * else `nobody`. Undefined when this process is not root, and so PostgreSQL simply runs as the same user.
 */
export const serverAccount = async (): Promise<Account> => {
  if (process.getuid?.() !== 0) return undefined;
  const there = await accountOf('postgres');
  if (there) return there;
  const details = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin'];
  await runCommand('useradd', [...details, 'postgres']);
  return (
    (await accountOf('postgres')) ?? (await accountOf('nobody')) ?? { name: 'nobody', uid: 65534, gid: 65534 }
  );
};

/** Returns whether that account can enter a folder, by really entering it. */
export const canEnter = async (folder: string, account: Account): Promise<boolean> =>
  (await runCommand('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], { account })).code === 0;
