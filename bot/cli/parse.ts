import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { readEvent } from '../ingest/accept.ts';
import { print } from './print.ts';

/** Adds `tend parse`: what each line of standard input is as an InboundEvent, one JSON a line. */
export const addParse = (program: Command): void => {
  program
    .command('parse')
    .description('read payloads from standard input, one JSON a line, and print each as an InboundEvent')
    .argument('[platform]', 'the platform that the payloads come from', 'web')
    .action(async (platform: string) => {
      if (platform !== 'web') {
        process.stderr.write(`There is no adapter for "${platform}" yet. Available: web.\n`);
        process.exitCode = 1;
        return;
      }
      let line = 0;
      for await (const text of createInterface({
        input: process.stdin,
        crlfDelay: Number.POSITIVE_INFINITY,
      })) {
        line++;
        if (text.trim() === '') continue;
        const read = readLine(text);
        if ('event' in read) print(JSON.stringify(read.event));
        else {
          process.stderr.write(`line ${line}: ${read.reason}\n`);
          process.exitCode = 1;
        }
      }
    });
};

/** Returns the event that a line of JSON is, or why it is none. */
export const readLine = (text: string, now = Date.now()): ReturnType<typeof readEvent> => {
  try {
    const raw: unknown = JSON.parse(text);
    return readEvent(raw, now);
  } catch {
    return { reason: 'not JSON' };
  }
};
