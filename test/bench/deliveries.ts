import { Agent, request as httpRequest } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

/** A delivery that only has to be sent. */
export type Ready = {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** Returns a request as it is delivered under `path`. */
export const readyOf = async (path: string, request: Request): Promise<Ready> => {
  const body = await request.text();
  const headers = {
    ...Object.fromEntries(request.headers),
    'content-length': String(Buffer.byteLength(body)),
  };
  return { path, headers, body };
};

const post = (agent: Agent, url: string, { path, headers, body }: Ready): Promise<number> =>
  new Promise((resolve, reject) => {
    const sent = httpRequest(`${url}${path}`, { method: 'POST', agent, headers }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode ?? 0));
    });
    sent.on('error', reject);
    sent.end(body);
  });

/** Delivers at a steady rate, whether or not earlier deliveries were answered. Returns each one's time in ms, sorted. */
export const load = async (
  url: string,
  deliveries: readonly Ready[],
  perSecond: number,
): Promise<readonly number[]> => {
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

/** Returns sorted times in words: the median and what 95 and 99 of 100 stayed below. */
export const shares = (took: readonly number[]): string => {
  const at = (share: number): string => `${Math.round(took[Math.floor(took.length * share)] ?? 0)} ms`;
  return `p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}`;
};
