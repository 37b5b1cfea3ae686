import type { Figure } from './figure.ts';
import { addressOf, benchHome, endTend, startTend } from './process.ts';

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

const startOnce = async (home: string): Promise<number> => {
  const start = performance.now();
  const child = startTend(['serve', '--work'], { TEND_HOME: home, PORT: '0' });
  const url = await addressOf(child);
  const answer = await fetch(`${url}/api/playground?lang=en`);
  await answer.json();
  const took = performance.now() - start;
  await endTend(child);
  return took;
};

/** Measures the first start on an empty folder (database and demo company made) and the next ones. */
export const benchStart = async (): Promise<readonly Figure[]> => {
  const { home, remove } = await benchHome();
  try {
    const first = await startOnce(home);
    const later = [await startOnce(home), await startOnce(home), await startOnce(home)].sort((a, b) => a - b);
    return [
      { what: 'first `npm start` to first answer', target: '< 15 s', measured: seconds(first) },
      { what: 'later starts (median of 3)', target: '< 4 s', measured: seconds(later[1] ?? 0) },
    ];
  } finally {
    await remove();
  }
};
