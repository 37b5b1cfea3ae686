import { Agent, request as httpRequest } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Figure } from './figure.ts';
import { startPlatforms } from './platforms.ts';
import { addressOf, benchHome, endTend, memoryOf, startTend } from './process.ts';

const perSecond = 500;
const seconds = 10;
const warmUp = 500;

type Ready = { readonly path: string; readonly headers: Record<string, string>; readonly body: string };

const post = (agent: Agent, url: string, { path, headers, body }: Ready): Promise<number> =>
  new Promise((resolve, reject) => {
    const sent = httpRequest(`${url}${path}`, { method: 'POST', agent, headers }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode ?? 0));
    });
    sent.on('error', reject);
    sent.end(body);
  });

const readyAt = async (
  platforms: Awaited<ReturnType<typeof startPlatforms>>,
  index: number,
): Promise<Ready> => {
  const { path, request } = platforms.delivery(index);
  const body = await request.text();
  const headers = {
    ...Object.fromEntries(request.headers),
    'content-length': String(Buffer.byteLength(body)),
  };
  return { path, headers, body };
};

/** Delivers at a steady rate, whether or not earlier deliveries were answered. Returns each one's time in ms, sorted. */
const load = async (url: string, deliveries: readonly Ready[]): Promise<readonly number[]> => {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const took: number[] = [];
  const running: Promise<void>[] = [];
  const begin = performance.now();
  for (const [index, delivery] of deliveries.entries()) {
    const due = begin + (index * 1000) / perSecond;
    if (due > performance.now()) await delay(due - performance.now());
    running.push(
      post(agent, url, delivery).then((status) => {
        if (status !== 200) throw new Error(`A delivery was answered with ${status}.`);
        // From when it was due: a sender that fell behind does not make the figures better.
        took.push(performance.now() - due);
      }),
    );
  }
  await Promise.all(running);
  agent.destroy();
  return took.sort((a, b) => a - b);
};

const measure = async (args: readonly string[]): Promise<string> => {
  const { home, remove } = await benchHome();
  const platforms = await startPlatforms();
  const child = startTend(args, { TEND_HOME: home, PORT: '0', ...platforms.environment });
  try {
    const url = await addressOf(child);
    const ready: Ready[] = [];
    for (let index = 0; index < warmUp + perSecond * seconds; index++) {
      ready.push(await readyAt(platforms, index));
    }
    await load(url, ready.slice(0, warmUp));
    const took = await load(url, ready.slice(warmUp));
    const at = (share: number): string => `${Math.round(took[Math.floor(took.length * share)] ?? 0)} ms`;
    return `p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}`;
  } finally {
    await endTend(child);
    await platforms.close();
    await remove();
  }
};

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** Time and memory of a start on a database that is there already, in ms and MB. */
const startOnce = async (environment: Readonly<Record<string, string>>) => {
  const begin = performance.now();
  const child = startTend(['serve', '--work'], environment);
  await addressOf(child);
  const ms = performance.now() - begin;
  await delay(3000);
  const mb = await memoryOf(child.pid);
  await endTend(child);
  return { ms, mb };
};

const benchCost = async (): Promise<Figure> => {
  const { home, remove } = await benchHome();
  const platforms = await startPlatforms();
  try {
    const bare = { TEND_HOME: home, PORT: '0', TEND_DEMO: 'off' };
    await startOnce({ ...bare, ...platforms.environment });
    const without: { ms: number; mb: number }[] = [];
    const both: { ms: number; mb: number }[] = [];
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
