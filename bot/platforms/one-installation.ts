import type { Logger } from 'pino';
import type { Adapter, Sink } from '../../core/adapter.ts';
import type { Platform } from '../../core/events.ts';
import { repeat } from '../jobs/repeat.ts';
import { type Host, notReady } from './host.ts';
import { lazy } from './lazy.ts';

const againMs = 15_000;

/**
 * Returns a platform with one installation, whose secrets stand in the environment. It is opened when it is first
 * needed, and again every 15 seconds while it cannot be. Requests of the platform come in at `path`.
 */
export const createOneInstallation = (
  platform: Platform,
  path: string,
  open: () => Promise<Adapter>,
  log: Logger,
): Host => {
  const adapter = lazy(open);
  let sink: Sink | undefined;
  let started: Promise<void> | undefined;
  const closers: (() => Promise<void>)[] = [];

  const openIt = async (): Promise<Adapter | undefined> => {
    try {
      return await adapter.get();
    } catch (error) {
      log.error({ platform, err: error }, 'the platform cannot be opened; "tend doctor" says why');
      return undefined;
    }
  };
  const startIt = async (): Promise<void> => {
    const opened = await openIt();
    if (!opened || !sink) return;
    started ??= opened.start(sink).catch((error: unknown) => {
      started = undefined;
      log.error({ platform, err: error }, 'the platform cannot be listened to; trying again');
    });
    await started;
  };
  return {
    platform,
    adapterFor: async (account) => {
      const opened = await openIt();
      return opened?.account === account ? opened : undefined;
    },
    adapters: async () => {
      const opened = await openIt();
      return opened ? [opened] : [];
    },
    start: async (to) => {
      sink = to;
      const again = repeat(`start ${platform}`, againMs, async () => (started ? undefined : startIt()), log);
      closers.push(() => again.stop());
      await startIt();
    },
    stop: async () => {
      for (const close of closers.splice(0)) await close();
      sink = undefined;
      await adapter.now?.stop();
      started = undefined;
    },
    routes: [
      {
        method: 'POST',
        path,
        answer: async (request) => {
          const opened = await openIt();
          return opened?.webhook ? opened.webhook(request) : notReady();
        },
      },
    ],
  };
};
