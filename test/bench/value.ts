import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fitOrders } from '../../core/value/fit-orders.ts';
import { toHistories } from '../../core/value/history.ts';
import { type Chance, createChance, simulate } from '../core/value/simulate.ts';
import type { Figure } from './figure.ts';
import { benchHome, runTend } from './process.ts';

/** Parameters like those of the CDNOW customers, in weeks. */
const likeCdnow = { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 };
const weekMs = 7 * 24 * 60 * 60 * 1000;
const firstDay = Date.UTC(2025, 0, 1);

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[values.length >> 1] as number;

/** Milliseconds of a warm fit, median of 15. Whole days, as real files have them, so that many customers are alike. */
const fitMs = (customers: number): number => {
  const chance = createChance(5);
  const histories = toHistories(
    simulate('mbg', likeCdnow, customers, 0, chance).map(({ x, tx, T }) => ({
      x,
      tx: Math.round(tx * 7) / 7,
      T: Math.round(T * 7) / 7,
    })),
  );
  const times = Array.from({ length: 20 }, () => {
    const start = performance.now();
    fitOrders('mbg', histories);
    return performance.now() - start;
  });
  return median(times.slice(5));
};

function* ordersOf(customer: number, chance: Chance): Generator<string> {
  const rate = chance.gamma(likeCdnow.r, likeCdnow.alpha);
  const [left, stay] = [chance.gamma(likeCdnow.a, 1), chance.gamma(likeCdnow.b, 1)];
  const leaving = left / (left + stay);
  const mean = 15 + 30 * chance.uniform();
  for (let week = 12 * chance.uniform(); week < 52; week += chance.exponential(rate)) {
    const date = new Date(firstDay + week * weekMs).toISOString().slice(0, 10);
    yield `c${customer},${date},${(mean * (0.5 + chance.uniform())).toFixed(2)}\n`;
    if (chance.uniform() < leaving) return;
  }
}

const writeOrders = async (file: string, customers: number): Promise<void> => {
  const out = createWriteStream(file);
  const chance = createChance(9);
  out.write('customer,date,amount\n');
  for (let customer = 0; customer < customers; customer++) {
    let lines = '';
    for (const line of ordersOf(customer, chance)) lines += line;
    if (!out.write(lines)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
};

const million = async (): Promise<readonly Figure[]> => {
  const { home, remove } = await benchHome();
  try {
    const file = join(home, 'orders.csv');
    await writeOrders(file, 1_000_000);
    const args = ['clv', '--orders', file, '--until', '2025-12-31', '--horizon-days', '365', '--json'];
    const start = performance.now();
    const { peakMb } = await runTend([...args, '--out', join(home, 'scores.csv')], { TEND_HOME: home });
    const seconds = (performance.now() - start) / 1000;
    return [
      {
        what: '1,000,000 customers: read, fit and score all',
        target: '< 20 s',
        measured: `${seconds.toFixed(1)} s`,
      },
      { what: 'the same: peak memory', target: '< 1,024 MB', measured: `${Math.round(peakMb)} MB` },
    ];
  } finally {
    await remove();
  }
};

const launcher = fileURLToPath(new URL('../../bot/tend.mjs', import.meta.url));

/** Milliseconds from starting `tend sentiment` to its first answer, less those of an empty Node process. */
const sentimentStartMs = (): number => {
  const timed = (args: readonly string[]): number =>
    median(
      Array.from({ length: 7 }, () => {
        const start = performance.now();
        spawnSync(process.execPath, args, { input: '{"id":1,"text":"好的"}\n' });
        return performance.now() - start;
      }),
    );
  return timed([launcher, 'sentiment']) - timed(['--eval', '0']);
};

/** Measures the value models and the start of the sentiment analyser. */
export const benchValue = async (): Promise<readonly Figure[]> => [
  {
    what: 'fit of MBG/NBD, 2,357 customers, warm',
    target: '≤ 15 ms',
    measured: `${fitMs(2357).toFixed(1)} ms`,
  },
  {
    what: 'fit of MBG/NBD, 23,570 customers, warm',
    target: '≤ 100 ms',
    measured: `${fitMs(23_570).toFixed(1)} ms`,
  },
  ...(await million()),
  {
    what: '`tend sentiment` beyond the start of Node',
    target: '< 150 ms',
    measured: `${Math.round(sentimentStartMs())} ms`,
  },
];
