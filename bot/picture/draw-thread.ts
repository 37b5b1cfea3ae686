import { parentPort } from 'node:worker_threads';
import type { Chart } from './chart.ts';
import { drawCharts } from './draw.ts';

/** A thread without work ends after this long; loading what it takes to draw costs about half a second. */
const idleMs = 20_000;

const end = (): void => parentPort?.close();
let idle = setTimeout(end, idleMs);

parentPort?.on('message', ({ id, charts }: { readonly id: number; readonly charts: readonly Chart[] }) => {
  clearTimeout(idle);
  try {
    parentPort?.postMessage({ id, drawn: drawCharts(charts) });
  } catch (error) {
    parentPort?.postMessage({ id, problem: error instanceof Error ? error.message : 'unknown' });
  }
  idle = setTimeout(end, idleMs);
});
