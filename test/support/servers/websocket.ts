import { createHash } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

/** One connection of {@link acceptWebSockets}, as the server sees it. */
export type ServerSocket = {
  readonly url: string;
  send(data: string | Uint8Array): void;
  /** Says goodbye with a close frame. */
  close(): void;
  /** Cuts the connection without a word. */
  cut(): void;
  onMessage(take: (data: string | Buffer) => void): void;
  onClose(take: () => void): void;
};

const codes = { more: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;
/** The GUID of RFC 6455, section 1.3. */
const guid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

const frame = (code: number, payload: Buffer): Buffer => {
  const { length } = payload;
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  head[0] = 0x80 | code;
  if (length < 126) head[1] = length;
  else if (length < 65_536) {
    head[1] = 126;
    head.writeUInt16BE(length, 2);
  } else {
    head[1] = 127;
    head.writeBigUInt64BE(BigInt(length), 2);
  }
  return Buffer.concat([head, payload]);
};

type Frame = {
  readonly code: number;
  readonly last: boolean;
  readonly payload: Buffer;
  readonly rest: Buffer;
};

/** Reads one masked frame of a client, or undefined when it has not come whole. */
const readFrame = (data: Buffer): Frame | undefined => {
  if (data.length < 2) return undefined;
  const [first = 0, second = 0] = data;
  const short = second & 0x7f;
  const from = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (data.length < from + 4) return undefined;
  const length = short < 126 ? short : short === 126 ? data.readUInt16BE(2) : Number(data.readBigUInt64BE(2));
  const end = from + 4 + length;
  if (data.length < end) return undefined;
  const mask = data.subarray(from, from + 4);
  const payload = Buffer.from(
    data.subarray(from + 4, end).map((byte, index) => byte ^ (mask[index % 4] ?? 0)),
  );
  return { code: first & 0x0f, last: (first & 0x80) !== 0, payload, rest: data.subarray(end) };
};

const serve = (stream: Duplex, url: string): ServerSocket => {
  let pending = Buffer.alloc(0);
  let parts: Buffer[] = [];
  let kind: number = codes.text;
  const takers: ((data: string | Buffer) => void)[] = [];
  const closers: (() => void)[] = [];
  const write = (code: number, payload: Buffer): void => {
    if (!stream.destroyed) stream.write(frame(code, payload));
  };
  const take = ({ code, last, payload }: Frame): void => {
    if (code === codes.close) {
      write(codes.close, payload);
      stream.end();
    } else if (code === codes.ping) write(codes.pong, payload);
    else if (code <= codes.binary) {
      if (code !== codes.more) kind = code;
      parts.push(payload);
      if (!last) return;
      const whole = Buffer.concat(parts);
      parts = [];
      for (const each of takers) each(kind === codes.text ? whole.toString() : whole);
    }
  };
  stream.on('data', (data: Buffer) => {
    pending = Buffer.concat([pending, data]);
    for (let next = readFrame(pending); next; next = readFrame(pending)) {
      pending = Buffer.from(next.rest);
      take(next);
    }
  });
  stream.on('error', () => stream.destroy());
  stream.on('close', () => {
    for (const each of closers) each();
  });
  return {
    url,
    send: (data) => write(typeof data === 'string' ? codes.text : codes.binary, Buffer.from(data)),
    close: () => write(codes.close, Buffer.from([0x03, 0xe8])),
    cut: () => stream.destroy(),
    onMessage: (each) => void takers.push(each),
    onClose: (each) => void closers.push(each),
  };
};

/**
 * Lets an HTTP server accept WebSocket connections (RFC 6455, without extensions); `onConnection` gets each of them
 * once its handshake is done. Enough for the stand-ins of platforms that speak over a socket.
 */
export const acceptWebSockets = (server: Server, onConnection: (socket: ServerSocket) => void): void => {
  server.on('upgrade', (request: IncomingMessage, stream: Duplex) => {
    const key = request.headers['sec-websocket-key'];
    const accept = createHash('sha1')
      .update(`${key ?? ''}${guid}`)
      .digest('base64');
    stream.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    onConnection(serve(stream, request.url ?? '/'));
  });
};
