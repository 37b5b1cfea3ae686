import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../../db/embedded/free-port.ts';
import { openEmbeddedPostgres } from '../../db/embedded/open.ts';
import { canRun, findProgram, installPackages } from './packages.ts';

/** A server that the tests use, and how to be done with it. */
export type Service = { readonly url: string; stop(): Promise<void> };

/** Nothing in it outlives the run, so that nothing has to reach the disk. */
const forgetful = { fsync: 'off', full_page_writes: 'off', max_connections: '200' };

/** Returns a PostgreSQL for the tests: the one of TEST_DATABASE_URL, else an embedded one that lives in `folder`. */
export const startPostgres = async (folder: string): Promise<Service> => {
  const given = process.env['TEST_DATABASE_URL'];
  if (given) return { url: given, stop: async () => undefined };
  return openEmbeddedPostgres({ home: join(folder, 'tend'), mode: 'own', settings: forgetful });
};

const untilReady = (redis: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    let said = '';
    redis.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('Ready to accept connections')) resolve();
    });
    redis.on('error', reject);
    redis.on('exit', (code) => reject(new Error(`redis-server ended with code ${code}:\n${said}`)));
  });

/**
 * Returns a Redis for the tests: the one of REDIS_URL, else a `redis-server` of our own that works in `folder` and
 * keeps nothing; the program is installed where that is possible.
 * @throws Error saying what to install by hand where it is not.
 */
export const startRedis = async (folder: string): Promise<Service> => {
  const given = process.env['REDIS_URL'];
  if (given) return { url: given, stop: async () => undefined };
  if (!findProgram('redis-server')) {
    installPackages(['redis-server'], 'Install Redis so that redis-server is on the PATH, or set REDIS_URL.');
  }
  const home = join(folder, 'redis');
  await mkdir(home);
  const port = await freePort();
  const redis = spawn(
    findProgram('redis-server') ?? 'redis-server',
    [
      ...['--port', String(port), '--bind', '127.0.0.1', '--dir', home, '--pidfile', join(home, 'redis.pid')],
      ...['--save', '', '--appendonly', 'no'],
    ],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const ended = new Promise((resolve) => redis.once('exit', resolve));
  await untilReady(redis);
  const stop = async () => {
    redis.kill('SIGTERM');
    await ended;
  };
  return { url: `redis://127.0.0.1:${port}`, stop };
};

/** Without such a font the pages still work and only look wrong, so that failing here is no failure. */
const installChineseFont = (): void => {
  try {
    const list = findProgram('fc-list');
    const fonts = list ? execFileSync(list, [':lang=zh', 'family']).toString().trim() : '';
    if (fonts === '') installPackages(['fontconfig', 'fonts-noto-cjk'], 'Pages will show boxes for Chinese.');
  } catch (error) {
    console.warn(error instanceof Error ? error.message : error);
  }
};

/**
 * Returns the path of a Chromium: CHROMIUM_PATH, else one on the PATH, else Debian's, which is installed, with a font
 * that has Chinese characters.
 * @throws Error saying what to install by hand where that is not possible.
 */
export const ensureChromium = (): string => {
  const given = process.env['CHROMIUM_PATH'];
  if (given) {
    if (canRun(given)) return given;
    throw new Error(`CHROMIUM_PATH is ${given}, which is no program that can be run.`);
  }
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  if (!findProgram(...names)) {
    installPackages(['chromium'], 'Install Chromium or Chrome, or set CHROMIUM_PATH to it.');
  }
  installChineseFont();
  const found = findProgram(...names);
  if (!found)
    throw new Error('apt-get installed chromium, but it is not on the PATH. Set CHROMIUM_PATH to it.');
  return found;
};
