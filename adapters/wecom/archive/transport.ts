import { createHash, timingSafeEqual } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { AdapterLog } from '../../../core/adapter.ts';
import { fieldsOf, jsonOf } from '../../../core/payload.ts';
import { mapPayload } from '../inbound.ts';
import { archiveType, openArchiveItem } from '../inbound-archive.ts';
import { createIntake } from '../intake.ts';
import { readBody } from '../receiver.ts';
import type { Transport } from '../transport.ts';
import type { Trouble } from '../trouble.ts';
import { createConsentGate } from './consent.ts';
import { followLines } from './follow.ts';

/** The place in the archive up to which everything is stored. */
export type ArchiveCursor = {
  /** The highest `seq` that was stored, or undefined at the beginning. */
  read(): Promise<number | undefined>;
  write(seq: number): Promise<void>;
};

/**
 * The archive of conversations (会话内容存档), which the operator's own process fetches and decrypts and writes as one
 * JSON a line: `{"seq", "msgid", "action", "from", "tolist", "roomid", "msgtime", "msgtype", …, "consent": "Agree"}`.
 * With somebody from outside in it, an item is read only when it is marked as agreed.
 */
export type ArchiveOptions = {
  /** A file that grows, or a named pipe. */
  readonly path?: string;
  /** Lets items be posted, one JSON a line, with `Authorization: Bearer <token>`; GET says the last `seq`. */
  readonly token?: string;
  /** In memory when it is not given: after a restart everything is read again, which changes nothing. */
  readonly cursor?: ArchiveCursor;
};

const largestPost = 16 * 1024 * 1024;
const longestPauseMs = 30_000;

const createMemoryCursor = (): ArchiveCursor => {
  let last: number | undefined;
  return {
    read: async () => last,
    write: async (seq) => {
      last = seq;
    },
  };
};

const equal = (given: string, wanted: string): boolean => {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(wanted));
};

const answer = (status: number, body: object): Response => Response.json(body, { status });
const refusal = (status: number, message: string): Response =>
  answer(status, { error: { code: 'payload', message } });

/** Returns the route of the archive. It only hears. */
export const createArchive = (
  options: ArchiveOptions & {
    readonly account: string;
    readonly now: () => number;
    readonly log: AdapterLog;
    readonly tell: (trouble: Trouble) => void;
  },
): Transport => {
  const { account, path, token, now, log, tell } = options;
  const cursor = options.cursor ?? createMemoryCursor();
  const intake = createIntake(log);
  const gate = createConsentGate();
  let following: { readonly end: AbortController; readonly done: Promise<void> } | undefined;

  const advance = async (seq: number | undefined): Promise<void> => {
    if (seq !== undefined && seq > ((await cursor.read()) ?? -1)) await cursor.write(seq);
  };

  /** Rejects when it was not stored. */
  const storeLine = async (line: string): Promise<void> => {
    const fields = fieldsOf(jsonOf(line));
    const item = openArchiveItem(fields);
    const objection = gate.objection(item);
    if (objection !== undefined) {
      log.debug({ reason: objection, type: archiveType(item.item) }, 'an item of the archive was refused');
    } else {
      const mapped = mapPayload(fields, { account }, { kind: 'archive', receivedAt: now() });
      await intake.store(mapped, fields);
    }
    await advance(item.seq);
  };

  const storeFollowed = async (line: string, signal: AbortSignal): Promise<void> => {
    const { seq, item } = openArchiveItem(fieldsOf(jsonOf(line)));
    const known = seq !== undefined && seq <= ((await cursor.read()) ?? -1);
    // Who agreed and who did not is read again in any case: nobody keeps it over a restart.
    if (known && !['agree', 'disagree'].includes(String(item['msgtype']))) return;
    for (let pauseMs = 1000; !signal.aborted; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      try {
        return await storeLine(line);
      } catch {
        if (signal.aborted) return;
        log.error({}, 'an item of the archive was not stored; it is tried again');
        await delay(pauseMs, undefined, { signal }).catch(() => undefined);
      }
    }
  };

  const follow = (file: string): void => {
    const end = new AbortController();
    const done = followLines(file, (line) => storeFollowed(line, end.signal), end.signal).catch(() => {
      const words = 'the archive can no longer be read';
      log.error({}, words);
      tell({ route: 'archive', problem: 'unreadable', words });
    });
    following = { end, done };
  };

  const webhook = async (request: Request): Promise<Response> => {
    const given = /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1] ?? '';
    if (token === undefined || !equal(given, token)) return refusal(401, 'The token is wrong or missing.');
    if (request.method === 'GET') return answer(200, { seq: (await cursor.read()) ?? null });
    if (request.method !== 'POST') return refusal(405, 'Items are posted.');
    if (!intake.isOpen()) return refusal(503, 'The bot is starting or stopping.');
    const body = await readBody(request, largestPost);
    if (body === undefined) return refusal(413, 'At most 16 MB at once.');
    try {
      for (const line of body.split('\n')) if (line.trim() !== '') await storeLine(line);
      return answer(200, { seq: (await cursor.read()) ?? null });
    } catch {
      log.error({}, 'items of the archive were not stored');
      return answer(503, {
        seq: (await cursor.read()) ?? null,
        error: { code: 'storage', message: 'Not stored.' },
      });
    }
  };

  return {
    name: 'archive',
    can: {},
    owns: () => false,
    start: async (sink) => {
      intake.open(sink);
      if (path !== undefined && !following) follow(path);
    },
    stop: async () => {
      following?.end.abort();
      await intake.close();
      await following?.done;
      following = undefined;
    },
    ...(token === undefined ? {} : { webhook }),
  };
};
