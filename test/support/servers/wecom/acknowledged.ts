import type { Adapter, Sink } from '../../../../core/adapter.ts';

/**
 * Returns an adapter whose storing can be watched. Over a connection that has no acknowledgement of its own, a delivery
 * counts as acknowledged when the sink resolved: `outcome` waits for that and says 200, or 500 when it did not.
 */
export const watchStoring = <Watched extends Adapter>(adapter: Watched) => {
  const waiting = new Map<string, (status: number) => void>();
  const settle = (key: string, status: number): void => {
    waiting.get(key)?.(status);
    waiting.delete(key);
  };
  const watched: Watched = {
    ...adapter,
    start: (sink: Sink) =>
      adapter.start(async (event, raw) => {
        try {
          await sink(event, raw);
          settle(event.id, 200);
        } catch (error) {
          settle(event.id, 500);
          throw error;
        }
      }),
  };
  const outcome = (key: string): Promise<number> => new Promise((resolve) => void waiting.set(key, resolve));
  return { adapter: watched, outcome };
};
