import { Worker } from 'node:worker_threads';
import { InvariantError } from '../../core/errors.ts';
import type { Chart } from './chart.ts';
import type { Drawn } from './draw.ts';

type Waiting = { readonly resolve: (drawn: Drawn) => void; readonly reject: (error: Error) => void };
type Reply = { readonly id: number } & ({ readonly drawn: Drawn } | { readonly problem: string });

let thread: Worker | undefined;
let count = 0;
const waiting = new Map<number, Waiting>();

const failAll = (error: Error): void => {
  for (const { reject } of waiting.values()) reject(error);
  waiting.clear();
};

const open = (): Worker => {
  const worker = new Worker(new URL('draw-thread.ts', import.meta.url));
  worker.on('message', (reply: Reply) => {
    const asked = waiting.get(reply.id);
    waiting.delete(reply.id);
    if ('drawn' in reply) asked?.resolve(reply.drawn);
    else asked?.reject(new InvariantError(`A picture could not be drawn: ${reply.problem}`));
    if (waiting.size === 0) worker.unref();
  });
  worker.on('error', failAll);
  worker.on('exit', () => {
    if (thread === worker) thread = undefined;
    failAll(new InvariantError('The thread that draws ended before it answered.'));
  });
  return worker;
};

/**
 * Draws charts one below the other as a PNG, on a thread of its own: neither the start of the program nor any message
 * pays for what it takes to draw. The thread is there for as long as there is something to draw and keeps no process
 * alive. Rejects when the charts cannot be drawn.
 */
export const draw = (charts: readonly Chart[]): Promise<Drawn> =>
  new Promise((resolve, reject) => {
    thread ??= open();
    const id = ++count;
    waiting.set(id, { resolve, reject });
    thread.ref();
    thread.postMessage({ id, charts });
  });
