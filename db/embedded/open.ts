import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { StorageError } from '../../core/errors.ts';
import { databaseName, ensureCluster } from './cluster.ts';
import { choosePlace, type Place } from './place.ts';
import { findPostmaster, startPostmaster, stopPostmaster } from './postmaster.ts';
import { close, enter, isLastToLeave, takeOwnership } from './presence.ts';

/** A PostgreSQL of our own that answers at `url`, its database `tend` ready to be migrated. */
export type EmbeddedPostgres = {
  readonly url: string;
  readonly dataDir: string;
  /** Whether this process is responsible for the server: always in mode `own`, in `share` when it started it. */
  readonly owner: boolean;
  /**
   * Mode `own`: stops the server, whoever is connected. Mode `share`: stops it when nobody else uses it. Returns when
   * that is done; calling it again changes nothing.
   */
  stop(): Promise<void>;
};

type Options = {
  readonly home: string;
  readonly mode: 'own' | 'share';
  readonly say?: (line: string) => void;
  /** PostgreSQL settings on top of the shipped ones, for a server that this call starts. */
  readonly settings?: Readonly<Record<string, string>>;
};

type Reached = { readonly client: pg.Client; readonly port: number; readonly started: boolean };

/** Longer than any start, crash recovery included, ought to take. */
const reachLimitMs = 300_000;
const pauseMs = 50;
const restartPauseMs = 1000;

/** Finds the server or starts it, whichever it takes, until this process is present in it. */
const reach = async (
  place: Place,
  password: string,
  options: { readonly settings?: Options['settings']; readonly port?: number; readonly limitMs?: number },
): Promise<Reached> => {
  const deadline = performance.now() + (options.limitMs ?? reachLimitMs);
  let started = false;
  for (;;) {
    const running = await findPostmaster(place.dataDir);
    if (running) {
      const client = await enter({ port: running.port, password }, place.passwordFile);
      if (client) return { client, port: running.port, started };
    } else {
      started = (await startPostmaster(place, options)) === 'started';
      if (started) continue;
    }
    if (performance.now() > deadline) {
      throw new StorageError(`PostgreSQL on ${place.dataDir} does not answer; ${place.logFile} may say why.`);
    }
    await delay(pauseMs);
  }
};

const openShared = async (place: Place, password: string, options: Options): Promise<EmbeddedPostgres> => {
  const { client, port, started } = await reach(place, password, options);
  const leave = async () => {
    // When the server is gone already, there is nothing left to leave.
    const last = await isLastToLeave(client).catch(() => false);
    if (last) await stopPostmaster(place);
    await close(client);
  };
  return { ...describe(place, password, port), owner: started, stop: once(leave) };
};

const openOwned = async (place: Place, password: string, options: Options): Promise<EmbeddedPostgres> => {
  const say = options.say ?? (() => undefined);
  const first = await reach(place, password, options);
  const { port } = first;
  let { client } = first;
  await takeOwnership(client, place.home).catch(async (error: unknown) => {
    await close(client);
    throw error;
  });
  if (!first.started) say('PostgreSQL was already running and is taken over.');
  let closing = false;
  let restarting = Promise.resolve();
  /** Whoever owns the server brings it back when it dies, on the same port: the address was given out. */
  const restart = async () => {
    say('PostgreSQL went away; starting it again.');
    while (!closing) {
      try {
        client = (await reach(place, password, { ...options, port, limitMs: restartPauseMs })).client;
        await takeOwnership(client, place.home);
        watch();
        say('PostgreSQL is back.');
        return;
      } catch (error) {
        await close(client);
        say(`PostgreSQL is not back yet: ${error instanceof Error ? error.message : String(error)}`);
        await delay(restartPauseMs);
      }
    }
  };
  const watch = () =>
    client.once('end', () => {
      if (!closing) restarting = restart();
    });
  watch();
  const stop = async () => {
    closing = true;
    await restarting;
    await stopPostmaster(place);
    await close(client);
  };
  return { ...describe(place, password, port), owner: true, stop: once(stop) };
};

const once = (act: () => Promise<void>): (() => Promise<void>) => {
  let done: Promise<void> | undefined;
  return () => {
    done ??= act();
    return done;
  };
};

const describe = (place: Place, password: string, port: number) => ({
  url: `postgres://${databaseName}:${password}@127.0.0.1:${port}/${databaseName}`,
  dataDir: place.dataDir,
});

/**
 * Opens the PostgreSQL that lives in `<home>/pg`, setting it up and starting it when needed, on the programs that npm
 * brought. Resolves when it accepts connections, on 127.0.0.1 only. Mode `own` is for the long-running server and
 * holds the folder alone, takes over a server that a killed process left running, and restarts it if it dies; mode
 * `share` is for command-line calls and joins whatever runs. Until `stop()`, a connection of ours keeps this process
 * alive. `say` gets a line for what takes long or is out of the ordinary.
 * @throws ConfigError when another process owns the folder, or something about the machine must be changed first: the
 * message names it. StorageError when the server runs and does not answer.
 */
export const openEmbeddedPostgres = async (options: Options): Promise<EmbeddedPostgres> => {
  const say = options.say ?? (() => undefined);
  const place = await choosePlace(options.home, say);
  const password = await ensureCluster(place, say);
  return options.mode === 'own' ? openOwned(place, password, options) : openShared(place, password, options);
};
