import type { Figure } from './figure.ts';
import { addressOf, benchHome, endTend, startTend } from './process.ts';

const rounds = 60;

type Message = { readonly id: number; readonly person: { readonly side: string } };

const listMessages = async (url: string, room: string, as: string): Promise<readonly Message[]> => {
  const answer = await fetch(`${url}/api/rooms/${room}/messages?as=${as}&limit=20&lang=en`);
  return ((await answer.json()) as { messages: Message[] }).messages;
};

/** Hears the server's events one after another. */
const openStream = async (url: string): Promise<{ next(): Promise<string>; close(): void }> => {
  const abort = new AbortController();
  const answer = await fetch(`${url}/api/stream`, { signal: abort.signal });
  const reader = answer.body?.getReader();
  const decoder = new TextDecoder();
  return {
    next: async () => decoder.decode((await reader?.read())?.value),
    close: () => abort.abort(),
  };
};

/** Returns how long it took each time from posting "@Tend status" until the answer was in the transcript, in ms, sorted. */
export const answerTimes = async (
  environment: Readonly<Record<string, string>>,
): Promise<readonly number[]> => {
  const { home, remove } = await benchHome();
  const child = startTend(['serve', '--work'], { TEND_HOME: home, PORT: '0', ...environment });
  try {
    const url = await addressOf(child);
    const stream = await openStream(url);
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const before = (await listMessages(url, 'team', 'lead-zhou')).at(-1)?.id ?? 0;
      const start = performance.now();
      await fetch(`${url}/api/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ as: 'lead-zhou', room: 'team', type: 'message', text: '@Tend status Acme' }),
      });
      for (;;) {
        const heard = await stream.next();
        if (!heard.includes('team')) continue;
        const messages = await listMessages(url, 'team', 'lead-zhou');
        if (messages.some((each) => each.id > before && each.person.side === 'bot')) break;
      }
      times.push(performance.now() - start);
    }
    stream.close();
    return times.sort((a, b) => a - b);
  } finally {
    await endTend(child);
    await remove();
  }
};

/** Measures from posting "@Tend status" until the answer is in the transcript that the page shows. */
export const benchAnswer = async (): Promise<readonly Figure[]> => {
  const times = await answerTimes({});
  const at = (share: number): string => `${Math.round(times[Math.floor(times.length * share)] ?? 0)} ms`;
  return [
    {
      what: `message to visible answer, ${rounds} rounds`,
      target: 'p95 < 300 ms',
      measured: `p50 ${at(0.5)}, p95 ${at(0.95)}`,
    },
  ];
};
