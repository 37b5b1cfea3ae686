import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** One connected client of the stand-in. */
export type Peer = { send(bytes: Buffer): void; drop(): void };

const magic = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

const headerOf = (length: number): Buffer => {
  if (length < 126) return Buffer.from([0x82, length]);
  if (length < 65_536) return Buffer.from([0x82, 126, length >> 8, length & 255]);
  const header = Buffer.alloc(10);
  header.set([0x82, 127]);
  header.writeBigUInt64BE(BigInt(length), 2);
  return header;
};

/** One whole frame from a client at the start of `bytes`, unmasked; undefined while it is not all there. */
const frameIn = (bytes: Buffer) => {
  if (bytes.length < 2) return undefined;
  const code = (bytes[1] ?? 0) & 127;
  const extra = code === 126 ? 2 : code === 127 ? 8 : 0;
  if (bytes.length < 6 + extra) return undefined;
  const length =
    code === 126 ? bytes.readUInt16BE(2) : code === 127 ? Number(bytes.readBigUInt64BE(2)) : code;
  const start = 6 + extra;
  if (bytes.length < start + length) return undefined;
  const mask = bytes.subarray(2 + extra, start);
  const data = Buffer.from(bytes.subarray(start, start + length));
  for (let index = 0; index < data.length; index++) data[index] = (data[index] ?? 0) ^ (mask[index % 4] ?? 0);
  return { opcode: (bytes[0] ?? 0) & 15, data, size: start + length };
};

/** Answers an upgrade (RFC 6455, binary frames only) and calls back with every frame and at the end. */
export const acceptSocket = (
  request: IncomingMessage,
  socket: Duplex,
  on: { readonly frame: (bytes: Buffer) => void; readonly end: () => void },
): Peer => {
  const accept = createHash('sha1')
    .update(`${request.headers['sec-websocket-key']}${magic}`)
    .digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  let pending = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    for (let frame = frameIn(pending); frame; frame = frameIn(pending)) {
      pending = pending.subarray(frame.size);
      if (frame.opcode === 2) on.frame(frame.data);
      if (frame.opcode === 8) socket.end();
    }
  });
  socket.on('error', () => undefined);
  socket.on('close', on.end);
  return {
    send: (bytes) => {
      if (socket.writable) socket.write(Buffer.concat([headerOf(bytes.length), bytes]));
    },
    drop: () => socket.destroy(),
  };
};
