import type { Sent } from '../../core/adapter.ts';
import { PlatformError } from '../../core/errors.ts';
import type { Outcome } from '../../db/outbox.ts';

const giveUpAfter = 8;
const longestPauseMs = 60_000;

const pauseMs = (attempts: number): number => Math.min(longestPauseMs, 500 * 2 ** attempts);

/** Returns what is written down after a send or after looking for one: an unknown outcome is looked up later. */
export const outcomeOf = (sent: Sent, attempts: number, now: number, canLook: boolean): Outcome => {
  if (sent.status === 'refused') return { status: 'refused', problem: sent.reason };
  if (sent.status !== 'unknown') return sent;
  const problem = 'no answer from the platform';
  if (!canLook || attempts >= giveUpAfter) return { status: 'unknown', problem };
  return { status: 'unknown', problem, lookAt: now + pauseMs(attempts) };
};

const nameOf = (error: unknown): string => {
  if (error instanceof PlatformError) return error.platformCode ?? error.name;
  return error instanceof Error ? error.name : 'unknown';
};

/**
 * Returns what is written down after an error. A platform that said no has not taken the message: it is sent again
 * after the time that it asked for, 8 times at most. With any other error nobody knows, and it is looked up first.
 */
export const outcomeAfter = (error: unknown, attempts: number, now: number, tried: boolean): Outcome => {
  const problem = nameOf(error);
  const saidNo = error instanceof PlatformError;
  if (tried && !saidNo) {
    return attempts >= giveUpAfter
      ? { status: 'unknown', problem }
      : { status: 'unknown', problem, lookAt: now + pauseMs(attempts) };
  }
  const asked = saidNo ? error.retryAfterMs : undefined;
  // Being asked to wait is no failure, so it may happen any number of times.
  if (asked === undefined && attempts >= giveUpAfter)
    return { status: 'refused', problem: `gave up: ${problem}` };
  const nextAt = now + (asked ?? pauseMs(attempts));
  return { status: 'waiting', problem, nextAt, counts: asked === undefined };
};
