import type { Figure } from './figure.ts';
import { addressOf, benchHome, endTend, startTend } from './process.ts';

const days = 40;

/** Moves the clock ahead and resolves when the stream says that it is there. */
const moveAhead = async (url: string): Promise<void> => {
  const abort = new AbortController();
  const stream = await fetch(`${url}/api/stream`, { signal: abort.signal });
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  const answer = await fetch(`${url}/api/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ forwardMs: days * 24 * 60 * 60 * 1000 }),
  });
  const { move } = (await answer.json()) as { move: string };
  let heard = '';
  while (!heard.split('\n\n').some((each) => each.includes(move) && each.includes('"done":true')))
    heard += (await reader?.read())?.value ?? '';
  abort.abort();
};

/** Measures how long the playground's clock takes to go 40 days ahead, with everything that falls due on the way. */
export const benchClock = async (): Promise<readonly Figure[]> => {
  const { home, remove } = await benchHome();
  const child = startTend(['serve', '--work'], { TEND_HOME: home, PORT: '0' });
  try {
    const url = await addressOf(child);
    const start = performance.now();
    await moveAhead(url);
    const seconds = (performance.now() - start) / 1000;
    return [
      {
        what: `the clock moved ${days} days ahead in the demo company`,
        target: '',
        measured: `${seconds.toFixed(1)} s`,
      },
    ];
  } finally {
    await endTend(child);
    await remove();
  }
};
