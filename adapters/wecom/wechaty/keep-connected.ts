import type { AdapterLog } from '../../../core/adapter.ts';
import { ConfigError, PlatformError } from '../../../core/errors.ts';
import type { Connection, ConnectionEvents } from './connection.ts';
import type { Gap } from './intake.ts';
import type { Problem } from './problems.ts';
import { type Timing, within } from './timing.ts';

/** Why somebody has to log the account in again; `qrcode` is what is scanned for it, for the managers' eyes only. */
export type LoginNeeded = {
  readonly reason: 'scan' | 'logout' | 'no-login' | 'token-refused';
  readonly qrcode?: string;
};

/** A connection that is made anew whenever it drops. */
export type Keeper = {
  /**
   * Resolves when the account is logged in, or when it is known that somebody has to log it in, or when the service
   * could not be reached in time; then trying goes on. @throws ConfigError when the token is refused.
   */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** The connection while the account is logged in. */
  readonly live: () => Connection | undefined;
  /** Returns the connection as soon as the account is logged in. Rejects when that takes longer than `ms`. */
  readonly whenLive: (ms: number) => Promise<Connection>;
};

/** So long before the last sign of life something may have been said that never came. */
const underWayMs = 5_000;

const refusedWords =
  'The puppet service refuses the Wechaty token: it is wrong or has expired. Get a new one.';

/** Returns a keeper that is not started. */
export const createKeeper = (options: {
  /** Makes a new puppet. @throws ConfigError when there can be none. */
  readonly prepare: () => Promise<object>;
  readonly open: (puppet: object, events: ConnectionEvents) => Connection;
  readonly events: Pick<ConnectionEvents, 'message' | 'members' | 'topic'> & { loggedIn(id: string): void };
  readonly onLoginNeeded: (needed: LoginNeeded) => void;
  readonly onGap: (gap: Gap) => void;
  readonly timing: Timing;
  readonly now: () => number;
  readonly log: AdapterLog;
}): Keeper => {
  const { prepare, open, events, onLoginNeeded, onGap, timing, now, log } = options;
  let connection: Connection | undefined;
  let isRunning = false;
  let runs = 0;
  let isLoggedIn = false;
  let wasTold = false;
  let lostAt: number | undefined;
  let lastAliveAt = 0;
  let answersPings = false;
  let unanswered = 0;
  let attempts = 0;
  let outcome = Promise.withResolvers<void>();
  let loginTimer: NodeJS.Timeout | undefined;
  let retryTimer: NodeJS.Timeout | undefined;
  let pingTimer: NodeJS.Timeout | undefined;
  let login = Promise.withResolvers<void>();
  const closing = new Set<Promise<void>>();

  const tell = (needed: LoginNeeded): void => {
    outcome.resolve();
    if (wasTold) return;
    wasTold = true;
    log.error({ reason: needed.reason }, 'the WeCom account of Wechaty has to be logged in by a person');
    onLoginNeeded(needed);
  };

  const noteLost = (): void => {
    if (isLoggedIn) login = Promise.withResolvers<void>();
    isLoggedIn = false;
    // Whatever came after the last sign of life may be lost already, and what was under way then as well.
    lostAt ??= lastAliveAt - underWayMs;
  };

  const watchLogin = (): void => {
    clearTimeout(loginTimer);
    loginTimer = setTimeout(() => {
      if (!isRunning || isLoggedIn) return;
      noteLost();
      if (!wasTold) {
        tell({ reason: 'no-login' });
        drop('other');
      }
    }, timing.loginMs);
  };

  const closeDropped = (dropped: Connection): void => {
    const closed = dropped.close('drop').finally(() => closing.delete(closed));
    closing.add(closed);
  };

  const retryIn = (ms: number): void => {
    clearTimeout(retryTimer);
    retryTimer = setTimeout(() => void connect(), ms);
  };

  const drop = (problem: Problem | 'ended' | 'silent'): void => {
    if (!isRunning || !connection) return;
    noteLost();
    closeDropped(connection);
    connection = undefined;
    const pause = Math.min(timing.retryMs * 2 ** attempts, timing.longestRetryMs);
    attempts++;
    log.warn({ problem, pause }, 'the connection to the puppet service dropped; it is made anew');
    retryIn(problem === 'token-refused' ? timing.longestRetryMs : pause);
  };

  const handlers: ConnectionEvents = {
    ...events,
    alive: () => {
      lastAliveAt = now();
      unanswered = 0;
    },
    loggedIn: (id) => {
      clearTimeout(loginTimer);
      isLoggedIn = true;
      wasTold = false;
      attempts = 0;
      if (lostAt !== undefined) {
        log.warn({ fromAt: lostAt, toAt: now() }, 'connected again; what was said meanwhile is lost');
        onGap({ fromAt: lostAt, toAt: now() });
      } else log.info({}, 'the WeCom account of Wechaty is logged in');
      lostAt = undefined;
      events.loggedIn(id);
      login.resolve();
      outcome.resolve();
    },
    loggedOut: (reason, qrcode) => {
      noteLost();
      watchLogin();
      if (reason === 'restart') return;
      tell({ reason, ...(qrcode === undefined ? {} : { qrcode }) });
    },
    failed: (problem) => {
      if (problem === 'token-refused') {
        outcome.reject(new ConfigError(refusedWords));
        tell({ reason: 'token-refused' });
      }
      drop(problem);
    },
  };

  const connect = async (): Promise<void> => {
    const run = runs;
    answersPings = false;
    unanswered = 0;
    watchLogin();
    try {
      const puppet = await prepare();
      if (!isRunning || run !== runs) return;
      let own: Connection | undefined;
      // What a dropped connection still reports belongs to nobody.
      const guarded = Object.fromEntries(
        Object.entries(handlers).map(([name, handle]) => [
          name,
          (...args: never[]) => {
            if (isRunning && run === runs && (own === undefined || own === connection)) {
              (handle as (...all: never[]) => void)(...args);
            }
          },
        ]),
      ) as unknown as ConnectionEvents;
      own = open(puppet, guarded);
      connection = own;
      own.puppet.on('dong', () => {
        if (own === connection) answersPings = true;
      });
    } catch (error) {
      log.error({ error: (error as Error)?.name }, 'Wechaty could not be started');
      outcome.reject(error);
      if (isRunning && run === runs) retryIn(timing.longestRetryMs);
    }
  };

  const live = (): Connection | undefined => (isLoggedIn ? connection : undefined);

  const ping = (): void => {
    if (!connection || !isLoggedIn) return;
    // Counted, not measured: after a pause of this process the answers of before are read first. And a service that
    // never answers is not taken for dead by its silence; the end of its stream is noticed all the same.
    if (answersPings && unanswered * timing.pingMs > timing.silentMs) {
      drop('silent');
      return;
    }
    if (!answersPings) connection.puppet.emit('heartbeat', { data: 'tend' });
    unanswered++;
    connection.puppet.ding('tend');
  };

  return {
    start: async () => {
      isRunning = true;
      runs++;
      outcome = Promise.withResolvers<void>();
      lastAliveAt = now();
      lostAt = undefined;
      pingTimer = setInterval(ping, timing.pingMs);
      await connect();
      await outcome.promise;
    },
    stop: async () => {
      isRunning = false;
      for (const timer of [loginTimer, retryTimer]) clearTimeout(timer);
      clearInterval(pingTimer);
      const last = connection;
      connection = undefined;
      isLoggedIn = false;
      login.promise.catch(() => undefined);
      login.reject(new PlatformError('The Wechaty transport was stopped.'));
      login = Promise.withResolvers<void>();
      wasTold = false;
      attempts = 0;
      await Promise.all([last?.close('leave'), ...closing]);
    },
    live,
    whenLive: async (ms) => {
      if (!live()) await within(login.promise, ms);
      const found = live();
      if (!found) throw new PlatformError('The WeCom account of Wechaty is not logged in.');
      return found;
    },
  };
};
