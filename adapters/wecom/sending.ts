import type { Sent } from '../../core/adapter.ts';
import { PlatformError } from '../../core/errors.ts';
import { CallFailure, refusalOf, toPlatformError } from './errors.ts';

/**
 * Returns what a failed send means: refused for good, or unknown when the call was made and nobody heard the end of
 * it. @throws PlatformError when the platform surely did not take it and may take it later.
 */
export const sentAfter = (error: unknown): Sent => {
  if (!(error instanceof CallFailure)) throw error;
  const reason = refusalOf(error);
  if (reason !== undefined) return { status: 'refused', reason };
  if (error.reached === undefined) return { status: 'unknown' };
  throw toPlatformError(error);
};

const remembered = 10_000;

/**
 * Returns a function that sends what has a key once: whoever comes with the same key while it is being sent, or after
 * it was sent, gets the same answer. Only what arrived is remembered.
 */
export const createOnce = (): ((key: string, send: () => Promise<Sent>) => Promise<Sent>) => {
  const kept = new Map<string, Promise<Sent>>();
  return (key, send) => {
    const there = kept.get(key);
    if (there) return there;
    const sending = send().then(
      (sent) => {
        if (sent.status !== 'sent' && sent.status !== 'pending-human') kept.delete(key);
        return sent;
      },
      (error: unknown) => {
        kept.delete(key);
        throw error;
      },
    );
    if (kept.size >= remembered) kept.delete(kept.keys().next().value ?? '');
    kept.set(key, sending);
    return sending;
  };
};

/** A limit that is kept here: at most `most` in `withinMs`. */
export type Limit = { readonly most: number; readonly withinMs: number };

/**
 * Takes `count` turns of the limits of `key`, or none. Returns 0 when they were taken, else how many milliseconds to wait.
 * How processes that send for one company keep its limits together.
 */
export type SharedPace = (key: string, limits: readonly Limit[], count: number) => Promise<number>;

const createOwnPace = (now: () => number): SharedPace => {
  const taken = new Map<string, number[]>();
  return async (key, limits, count) => {
    const at = now();
    const longest = Math.max(...limits.map((limit) => limit.withinMs));
    const before = (taken.get(key) ?? []).filter((each) => each > at - longest);
    for (const { most, withinMs } of limits) {
      const recent = before.filter((each) => each > at - withinMs);
      // So many have to be over before the new ones fit.
      const over = Math.min(recent.length, recent.length + count - most);
      const last = recent[over - 1];
      if (over > 0 && last !== undefined) return Math.max(1, last + withinMs - at);
    }
    for (let turn = 0; turn < count; turn++) before.push(at);
    taken.delete(key);
    taken.set(key, before);
    if (taken.size > remembered) taken.delete(taken.keys().next().value ?? '');
    return 0;
  };
};

/**
 * Returns a function that takes turns for all parts of a message to `key`, so that none is said without the others.
 * @throws PlatformError with the time to wait when one of the limits is reached: nothing was sent.
 */
export const createPace = (
  limits: readonly Limit[],
  now: () => number,
  shared: SharedPace | undefined,
): ((key: string, count: number) => Promise<void>) => {
  const pace = shared ?? createOwnPace(now);
  return async (key, count) => {
    const waitMs = await pace(key, limits, count);
    if (waitMs <= 0) return;
    throw new PlatformError(
      'WeCom takes no more messages here at the moment; the limit is kept before sending.',
      { platformCode: 'local-limit', retryAfterMs: waitMs },
    );
  };
};
