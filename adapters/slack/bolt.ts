import { createRequire } from 'node:module';
import type { Receiver } from '@slack/bolt';
import type { AdapterLog } from '../../core/adapter.ts';
import { clientOptions, quietLogger } from './client.ts';
import { takeFromBolt } from './receiver.ts';

/** Bolt is CommonJS; what a file of it exports as default differs between loaders of ES modules, not here. */
const load = createRequire(import.meta.url);

/**
 * Loads Bolt and binds its app to our receiver. The app's own module is loaded instead of the package, which would
 * bring the Express receiver along (60 ms and 6 MB that nobody uses).
 */
export const startBolt = (
  receiver: Receiver,
  as: { readonly token: string; readonly botUser?: string },
  log: AdapterLog,
  apiUrl?: string,
): void => {
  const { default: App } = load('@slack/bolt/dist/App.js') as typeof import('@slack/bolt/dist/App.js');
  const app = new App({
    receiver,
    authorize: async () => ({
      botToken: as.token,
      ...(as.botUser === undefined ? {} : { botUserId: as.botUser }),
    }),
    logger: quietLogger(log),
    clientOptions: clientOptions(log, apiUrl),
    // Its default keeps every conversation in memory for ever.
    convoStore: false,
    // It misses edits and deletions of our own messages; the mapping sees to all of them.
    ignoreSelf: false,
  });
  takeFromBolt(app);
};
