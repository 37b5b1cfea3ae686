import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import type { Figure } from './figure.ts';
import { benchHome, runTend } from './process.ts';
import { traffic } from './traffic.ts';

const writeTraffic = async (file: string, messages: number, rooms: number): Promise<void> => {
  const out = createWriteStream(file);
  for (const event of traffic(messages, rooms, Date.now() - 60_000)) {
    if (!out.write(`${JSON.stringify(event)}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
};

const replayOnce = async (messages: number, rooms: number): Promise<readonly Figure[]> => {
  const { home, remove } = await benchHome();
  try {
    const file = join(home, 'traffic.ndjson');
    await writeTraffic(file, messages, rooms);
    const { output, peakMb, postgresMb } = await runTend(['replay', file, '--json'], { TEND_HOME: home });
    const summary = JSON.parse(output.trim().split('\n').at(-1) ?? '{}') as {
      accepted: number;
      seconds: number;
    };
    const what = `replay of ${messages} messages in ${rooms} rooms`;
    return [
      {
        what,
        target: '≥ 2,000 messages/s',
        measured: `${Math.round(summary.accepted / summary.seconds)} messages/s`,
      },
      {
        what: `${what}: peak memory`,
        target: '< 300 MB',
        measured: `${Math.round(peakMb)} MB (PostgreSQL beside it ${Math.round(postgresMb)} MB)`,
      },
    ];
  } finally {
    await remove();
  }
};

/** Measures replays end to end: few busy rooms, and many quiet ones. */
export const benchReplay = async (): Promise<readonly Figure[]> => [
  ...(await replayOnce(100_000, 40)),
  ...(await replayOnce(20_000, 1_000)),
];
