import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { z } from 'zod';
import { InputError } from '../../core/errors.ts';
import type { InboundEvent } from '../../core/events.ts';
import { dayMs } from '../../core/time.ts';

const role = z.enum(['customer', 'staff', 'member']).optional();

/** A line of a chat log: who said what, where and when. `role` staff or member says that the person is ours. */
const logLine = z.object({
  room: z.string().min(1),
  at: z.union([z.number(), z.string()]),
  person: z.string().min(1),
  text: z.string(),
  role,
});
/** A line of a collection of dialogues without times: one customer and our staff take turns. */
const turnLine = z.object({
  dialogue: z.string().min(1),
  turn: z.number().int().nonnegative(),
  role: z.enum(['customer', 'staff']),
  text: z.string(),
});

const turnMs = 40_000;
const perDay = 20;

const eventFor = (
  account: string,
  line: {
    readonly room: string;
    readonly at: number;
    readonly person: string;
    readonly text: string;
    readonly ours: boolean;
  },
  message: string,
): InboundEvent => ({
  id: `log:${line.room}:${message}`,
  at: line.at,
  platform: 'web',
  account,
  person: { id: line.person, name: line.person, kind: 'human', external: !line.ours },
  conversation: { id: line.room, kind: 'group' },
  type: 'message',
  message,
  text: line.text,
  mentionsBot: false,
  attachments: [],
});

const timeOf = (at: number | string): number => {
  const time = typeof at === 'number' ? at : Date.parse(at);
  if (Number.isFinite(time)) return Math.floor(time);
  throw new InputError('at: is no time; write epoch milliseconds or an ISO time.');
};

/**
 * Returns a function that turns one line of a log into an event. Lines with `dialogue` and `turn` get times of
 * their own: 20 dialogues a day from `startAt`, a turn every 40 seconds, each dialogue a room of its own between
 * one customer and the member `staff`. @throws InputError naming the field that is wrong.
 */
export const createConverter = (account: string, startAt: number): ((raw: unknown) => InboundEvent) => {
  const dialogues = new Map<string, number>();
  const counts = new Map<string, number>();
  return (raw) => {
    const turn = turnLine.safeParse(raw);
    if (turn.success) {
      const { dialogue, turn: number, role: who, text } = turn.data;
      const index = dialogues.get(dialogue) ?? dialogues.size;
      dialogues.set(dialogue, index);
      const start = startAt + Math.floor(index / perDay) * dayMs + (index % perDay) * 25 * 60_000;
      const ours = who === 'staff';
      const room = `dialogue-${dialogue}`;
      const person = ours ? 'staff' : `customer-${dialogue}`;
      return eventFor(account, { room, at: start + number * turnMs, person, text, ours }, String(number));
    }
    const line = logLine.safeParse(raw);
    if (!line.success) {
      const issue = line.error.issues[0];
      throw new InputError(`${issue?.path.join('.') ?? 'line'}: ${issue?.message ?? 'wrong shape'}`);
    }
    const { room, at, person, text, role: who } = line.data;
    const count = counts.get(room) ?? 0;
    counts.set(room, count + 1);
    const ours = who === 'staff' || who === 'member';
    return eventFor(account, { room, at: timeOf(at), person, text, ours }, String(count));
  };
};

const convertFile = async (file: string, convert: (raw: unknown) => InboundEvent): Promise<void> => {
  let number = 0;
  for await (const text of createInterface({
    input: createReadStream(file),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    number++;
    if (text.trim() === '') continue;
    try {
      const raw: unknown = JSON.parse(text);
      if (!process.stdout.write(`${JSON.stringify(convert(raw))}\n`)) await once(process.stdout, 'drain');
    } catch (error) {
      process.stderr.write(
        `${file}:${number}: ${error instanceof InputError ? error.message : 'not JSON'}\n`,
      );
      process.exitCode = 1;
    }
  }
};

/** Adds `tend convert`: turns chat logs into what `tend replay` reads. */
export const addConvert = (program: Command): void => {
  program
    .command('convert')
    .description(
      'turn a chat log (NDJSON: room, at, person, text, role; or dialogue, turn, role, text) into events for replay',
    )
    .argument('<file...>', 'files to read')
    .option('--account <name>', 'the account that the events belong to', 'log')
    .option('--start <date>', 'when the first dialogue without times begins', '2025-03-03')
    .action(async (files: string[], options: { readonly account: string; readonly start: string }) => {
      const startAt = Date.parse(`${options.start}T01:30:00Z`);
      if (!Number.isFinite(startAt)) throw new InputError('--start takes a date such as 2025-03-03.');
      for (const file of files) await convertFile(file, createConverter(options.account, startAt));
    });
};
