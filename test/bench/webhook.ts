import { load, type Ready, readyOf, shares } from './deliveries.ts';
import type { Figure } from './figure.ts';
import { startPlatforms } from './platforms.ts';
import { addressOf, benchHome, endTend, startTend } from './process.ts';
import { median, type StartCost, startOnce } from './start-cost.ts';

const perSecond = 500;
const seconds = 10;
const warmUp = 500;

const measure = async (args: readonly string[]): Promise<string> => {
  const { home, remove } = await benchHome();
  const platforms = await startPlatforms();
  const child = startTend(args, { TEND_HOME: home, PORT: '0', ...platforms.environment });
  try {
    const url = await addressOf(child);
    const ready: Ready[] = [];
    for (let index = 0; index < warmUp + perSecond * seconds; index++) {
      const { path, request } = platforms.delivery(index);
      ready.push(await readyOf(path, request));
    }
    await load(url, ready.slice(0, warmUp), perSecond);
    return shares(await load(url, ready.slice(warmUp), perSecond));
  } finally {
    await endTend(child);
    await platforms.close();
    await remove();
  }
};

const benchCost = async (): Promise<Figure> => {
  const { home, remove } = await benchHome();
  const platforms = await startPlatforms();
  try {
    const bare = { TEND_HOME: home, PORT: '0', TEND_DEMO: 'off' };
    await startOnce({ ...bare, ...platforms.environment });
    const without: StartCost[] = [];
    const both: StartCost[] = [];
    for (let round = 0; round < 3; round++) {
      without.push(await startOnce(bare));
      both.push(await startOnce({ ...bare, ...platforms.environment }));
    }
    const more = (of: 'ms' | 'mb'): number =>
      Math.round(median(both.map((each) => each[of])) - median(without.map((each) => each[of])));
    return {
      what: 'both adapters more at the start (median of 3)',
      target: '< 700 ms, < 60 MB',
      measured: `${more('ms')} ms, ${more('mb')} MB`,
    };
  } finally {
    await platforms.close();
    await remove();
  }
};

/** Measures verify, store and acknowledge of signed deliveries at 500 a second, and what both adapters cost. */
export const benchWebhook = async (): Promise<readonly Figure[]> => {
  const what = `deliveries of Slack and Feishu at ${perSecond}/s for ${seconds} s, due to acknowledged`;
  return [
    { what: `${what}, \`serve\``, target: 'p99 < 50 ms', measured: await measure(['serve']) },
    { what: `${what}, \`serve --work\``, target: '', measured: await measure(['serve', '--work']) },
    await benchCost(),
  ];
};
