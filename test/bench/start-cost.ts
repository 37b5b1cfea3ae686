import { setTimeout as delay } from 'node:timers/promises';
import { addressOf, endTend, memoryOf, startTend } from './process.ts';

/** What a start takes until it answers, in ms, and what it holds 3 s later, in MB. */
export type StartCost = { readonly ms: number; readonly mb: number };

/** Starts the whole bot on a database that is there already, and ends it. */
export const startOnce = async (environment: Readonly<Record<string, string>>): Promise<StartCost> => {
  const begin = performance.now();
  const child = startTend(['serve', '--work'], environment);
  await addressOf(child);
  const ms = performance.now() - begin;
  await delay(3000);
  const mb = await memoryOf(child.pid);
  await endTend(child);
  return { ms, mb };
};

/** Returns the one in the middle. */
export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
