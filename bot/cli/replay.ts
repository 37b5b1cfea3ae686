import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { InputError } from '../../core/errors.ts';
import type { InboundEvent } from '../../core/events.ts';
import { wellFormed } from '../../core/text/normalise.ts';
import { conversationKey } from '../../db/inbox.ts';
import { ensureRooms, type RoomPurpose, roomPurposes } from '../../db/rooms.ts';
import { accept } from '../ingest/accept.ts';
import { processConversations } from '../ingest/process.ts';
import { advanceDue } from '../jobs/tick.ts';
import { readLine } from './parse.ts';
import { print } from './print.ts';
import { createProgress, type Progress } from './progress.ts';
import { type Session, withBot } from './with-bot.ts';

/** What a replay did. */
export type ReplaySummary = {
  read: number;
  accepted: number;
  duplicates: number;
  rejected: number;
  seconds: number;
  rejectedFile?: string;
};

type RoomRule = { readonly matches: (id: string) => boolean; readonly purpose: RoomPurpose };

const batchSize = 1000;
/** So many transactions at once: while PostgreSQL writes what one brought about, the next is worked out. */
const lanes = 2;

/** Returns the rules of `--room ID=purpose`; `*` in an ID stands for anything. @throws InputError for a wrong one. */
export const readRoomRules = (texts: readonly string[]): readonly RoomRule[] =>
  texts.map((text) => {
    const [id, word] = text.split(/=(?=[^=]*$)/);
    const purpose = roomPurposes.find((each) => each === word);
    if (!id || !purpose)
      throw new InputError(
        `--room takes ID=purpose, the purpose one of ${roomPurposes.join(', ')}; "${text}" is not that.`,
      );
    const pattern = new RegExp(
      `^${id
        .split('*')
        .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
        .join('.*')}$`,
    );
    return { matches: (room) => pattern.test(room), purpose };
  });

type Replay = {
  readonly session: Session;
  readonly rules: readonly RoomRule[];
  readonly summary: ReplaySummary;
  readonly known: Set<string>;
  readonly reject: (file: string, line: number, reason: string, text: string) => void;
};

type Line = { readonly number: number; readonly text: string };

const makeRooms = async (
  { session, rules, known }: Replay,
  events: readonly InboundEvent[],
): Promise<void> => {
  const rooms = new Map<string, InboundEvent>();
  for (const event of events) {
    const key = conversationKey(event);
    if (!known.has(key)) rooms.set(key, event);
  }
  await ensureRooms(
    session.database.db,
    [...rooms.values()].map(({ platform, account, conversation }) => ({
      platform,
      account,
      externalId: conversation.id,
      kind: conversation.kind,
      name: wellFormed(conversation.id),
      purpose:
        conversation.kind === 'direct'
          ? 'direct'
          : (rules.find((rule) => rule.matches(conversation.id))?.purpose ?? 'community'),
    })),
  );
  for (const key of rooms.keys()) known.add(key);
};

const replayBatch = async (replay: Replay, file: string, lines: readonly Line[]): Promise<void> => {
  const { session, summary, reject } = replay;
  const now = session.clock.now();
  const events: InboundEvent[] = [];
  for (const { number, text } of lines) {
    summary.read++;
    const read = readLine(text, now);
    if ('event' in read) events.push(read.event);
    else {
      summary.rejected++;
      reject(file, number, read.reason, text);
    }
  }
  if (events.length === 0) return;
  await makeRooms(replay, events);
  const acceptances = await accept(session.database.db, events, now, async () => undefined);
  for (const { status } of acceptances) {
    if (status === 'accepted') summary.accepted++;
    if (status === 'duplicate') summary.duplicates++;
  }
  for (const account of Map.groupBy(events, (event) => `${event.platform}/${event.account}`).values()) {
    const conversations = Map.groupBy(
      [...new Set(account.map(conversationKey))].entries(),
      ([index]) => index % lanes,
    );
    await Promise.all(
      [...conversations.values()].map((lane) =>
        processConversations(
          session.ingest,
          lane.map(([, conversation]) => conversation),
        ),
      ),
    );
  }
};

const replayFile = async (
  replay: Replay,
  file: string,
  progress: Progress,
  startBytes: number,
): Promise<void> => {
  let bytes = startBytes;
  let number = 0;
  let lines: Line[] = [];
  for await (const text of createInterface({
    input: createReadStream(file),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    number++;
    bytes += Buffer.byteLength(text) + 1;
    const line = number === 1 ? text.replace(/^\uFEFF/, '') : text;
    if (line.trim() !== '') lines.push({ number, text: line });
    if (lines.length < batchSize) continue;
    await replayBatch(replay, file, lines);
    lines = [];
    progress.to(bytes);
  }
  await replayBatch(replay, file, lines);
  progress.to(bytes);
};

const sizesOf = async (files: readonly string[]): Promise<readonly number[]> =>
  Promise.all(
    files.map(async (file) => {
      const found = await stat(file).catch(() => undefined);
      if (!found?.isFile()) throw new InputError(`There is no file ${file}.`);
      return found.size;
    }),
  );

const rejectsOf = (files: readonly string[]) => {
  const path = `${files[0] ?? 'replay'}.rejected.ndjson`;
  let side: ReturnType<typeof createWriteStream> | undefined;
  return {
    path: () => (side ? path : undefined),
    write: (file: string, line: number, reason: string, text: string): void => {
      process.stderr.write(`${file}:${line}: ${reason}\n`);
      side ??= createWriteStream(path);
      side.write(`${JSON.stringify({ file, line, reason, text })}\n`);
    },
    close: () =>
      new Promise<void>((resolve) => {
        if (side) side.end(resolve);
        else resolve();
      }),
  };
};

/** Feeds files of InboundEvents through the same path as live traffic and returns what became of the lines. */
export const replay = async (
  session: Session,
  files: readonly string[],
  rules: readonly RoomRule[],
): Promise<ReplaySummary> => {
  const start = performance.now();
  const sizes = await sizesOf(files);
  const summary: ReplaySummary = { read: 0, accepted: 0, duplicates: 0, rejected: 0, seconds: 0 };
  const rejects = rejectsOf(files);
  const work: Replay = { session, rules, summary, known: new Set(), reject: rejects.write };
  const progress = createProgress(
    'bytes',
    sizes.reduce((sum, size) => sum + size, 0),
  );
  let before = 0;
  for (const [index, file] of files.entries()) {
    await replayFile(work, file, progress, before);
    before += sizes[index] ?? 0;
  }
  progress.end();
  await advanceDue(session.ingest, session.clock.now());
  await rejects.close();
  const path = rejects.path();
  summary.seconds = Math.round(performance.now() - start) / 1000;
  return path === undefined ? summary : { ...summary, rejectedFile: path };
};

/** Adds `tend replay`. */
export const addReplay = (program: Command): void => {
  program
    .command('replay')
    .description('feed recorded events, one InboundEvent a line, through the same path as live traffic')
    .argument('<file...>', 'files to read; repeating a replay adds nothing twice')
    .option(
      '--room <id=purpose>',
      'what a new room is for (default community); * stands for anything',
      (text, all: string[]) => [...all, text],
      [] as string[],
    )
    .option('--json', 'print the summary as JSON')
    .action(async (files: string[], options: { readonly room: string[]; readonly json?: boolean }) => {
      const rules = readRoomRules(options.room);
      const summary = await withBot((session) => replay(session, files, rules));
      if (options.json) print(JSON.stringify(summary));
      else {
        const { read, accepted, duplicates, rejected, seconds, rejectedFile } = summary;
        print(
          `${read} lines: ${accepted} accepted, ${duplicates} known already, ${rejected} rejected; ${seconds} s, ${Math.round(read / Math.max(0.001, seconds))} lines/s.`,
        );
        if (rejectedFile !== undefined) print(`Rejected lines with reasons: ${rejectedFile}`);
      }
    });
};
