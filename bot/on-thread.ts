import { Worker } from 'node:worker_threads';
import { InvariantError } from '../core/errors.ts';

/**
 * Runs a module on a thread of its own with `input` as its workerData and resolves with the one message that it posts.
 * Rejects with what it threw. Input and answer are copied, so they must be plain data.
 */
export const onThread = <Answer>(module: URL, input: unknown): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(module, { workerData: input });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => {
      reject(new InvariantError(`A thread ended with ${code} before it answered.`));
    });
  });
