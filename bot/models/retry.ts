import { setTimeout as delay } from 'node:timers/promises';
import { ModelError } from '../../core/errors.ts';

/** How often and how patiently a question is asked again. This is the only place where calls to a model are retried. */
export type Retrying = {
  readonly attempts: number;
  /** The first wait in milliseconds; twice as long each time after, with up to as much again by chance. */
  readonly backoffMs: number;
  /** An endpoint that asks for a longer wait than this is not waited for. */
  readonly patienceMs: number;
  readonly signal?: AbortSignal;
};

const helps = (error: ModelError): boolean =>
  error.failure === 'busy' || error.failure === 'unreachable' || error.failure === 'timeout';

/**
 * Returns what `ask` does, asked again while that may help: when the endpoint was not reached, failed, was too slow or asked
 * to wait. `count` is how often it was asked. @throws ModelError of the last attempt.
 */
export const askAgain = async <Reply>(
  retrying: Retrying,
  ask: (attempt: number) => Promise<Reply>,
): Promise<Reply> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask(attempt);
    } catch (error) {
      if (!(error instanceof ModelError) || !helps(error) || attempt >= retrying.attempts) throw error;
      const own = retrying.backoffMs * 2 ** (attempt - 1) * (1 + Math.random());
      const wait = error.retryAfterMs ?? own;
      if (wait > retrying.patienceMs || retrying.signal?.aborted) throw error;
      await delay(wait, undefined, retrying.signal ? { signal: retrying.signal } : {}).catch(() => undefined);
    }
  }
};
