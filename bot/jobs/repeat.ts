import type { Logger } from 'pino';

/** A job that runs again and again; `stop` waits for a run under way. */
export type Repeating = { stop(): Promise<void> };

/** Runs `job` every `everyMs`, never two at a time; a failure is logged and the next run comes all the same. */
export const repeat = (
  name: string,
  everyMs: number,
  job: () => Promise<unknown>,
  log: Logger,
): Repeating => {
  let running: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    try {
      await job();
    } catch (error) {
      log.warn({ job: name, err: error }, 'a repeated job failed');
    }
  };
  const timer = setInterval(() => {
    running ??= run().finally(() => {
      running = undefined;
    });
  }, everyMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
};
