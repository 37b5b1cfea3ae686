import { constants, createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** A file is looked at this often for what was added. */
const pollMs = 500;
/** A longer line is no item; it is passed over. */
const longestLine = 4 * 1024 * 1024;

/** Takes one line; reading waits until it is done. */
type TakeLine = (line: string) => Promise<void>;

const createLines = (take: TakeLine) => {
  let pending: Buffer[] = [];
  let length = 0;
  let tooLong = false;
  return async (chunk: Buffer): Promise<void> => {
    let rest = chunk;
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      const line = tooLong ? '' : Buffer.concat([...pending, rest.subarray(0, end)]).toString('utf8');
      pending = [];
      length = 0;
      tooLong = false;
      rest = rest.subarray(end + 1);
      if (line.trim() !== '') await take(line);
    }
    length += rest.length;
    if (length > longestLine) {
      tooLong = true;
      pending = [];
    } else if (rest.length > 0) pending.push(rest);
  };
};

const followFile = async (path: string, take: TakeLine, signal: AbortSignal): Promise<void> => {
  let offset = 0;
  let inode: number | undefined;
  let lines = createLines(take);
  while (!signal.aborted) {
    const there = await stat(path).catch(() => undefined);
    if (there && (there.ino !== inode || there.size < offset)) {
      // Another file under the same name, or the same cut: it is read from its start.
      inode = there.ino;
      offset = 0;
      lines = createLines(take);
    }
    if (there && there.size > offset) {
      for await (const chunk of createReadStream(path, { start: offset, end: there.size - 1, signal })) {
        await lines(chunk as Buffer);
        offset += (chunk as Buffer).length;
      }
    }
    await delay(pollMs, undefined, { signal });
  }
};

const followPipe = async (path: string, take: TakeLine, signal: AbortSignal): Promise<void> => {
  // Opened for writing too, a pipe neither waits for its writer nor ends with it.
  const handle = await open(path, constants.O_RDWR | constants.O_NONBLOCK);
  const socket = new Socket({ fd: handle.fd, readable: true, writable: false });
  const stop = (): void => void socket.destroy();
  signal.addEventListener('abort', stop, { once: true });
  const lines = createLines(take);
  try {
    for await (const chunk of socket) await lines(chunk as Buffer);
  } finally {
    signal.removeEventListener('abort', stop);
    await handle.close().catch(() => undefined);
  }
};

/**
 * Reads the lines of a file that grows, or of a named pipe, one after the other, until `signal` is aborted; the file may
 * appear, be replaced or be cut at any time. Resolves then. Rejects when it cannot be read, or as `take` does.
 */
export const followLines = async (path: string, take: TakeLine, signal: AbortSignal): Promise<void> => {
  try {
    const there = await stat(path).catch(() => undefined);
    await (there?.isFIFO() ? followPipe : followFile)(path, take, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
};
