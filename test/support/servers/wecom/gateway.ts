import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { acceptWebSockets, type ServerSocket } from '../websocket.ts';
import type { Fields } from './state.ts';

/** What happens to the next frame that says something: another code, no answer at all, or the connection is cut. */
export type GatewayFault = { readonly code: number } | { readonly mute: true } | { readonly cut: 'after' };

/** A stand-in of the AI bot's gateway on loopback: one connection, of which a newer one takes over. */
export type Gateway = {
  readonly url: string;
  /** All that the bot said, with the id that its acknowledgement carries. */
  readonly said: readonly { readonly ref: string; readonly conversation: string; readonly body: Fields }[];
  /** The commands of all frames that came, in order. */
  readonly commands: readonly string[];
  readonly connections: () => number;
  readonly faults: GatewayFault[];
  /** Sends a frame to the bot; false when it is not connected. */
  push(frame: unknown): boolean;
  /** Resolves when the bot's connection has ended. */
  ended(): Promise<void>;
  /** Cuts the connection as a network does. */
  drop(): void;
  secret: string;
  close(): Promise<void>;
};

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};

/** Starts the stand-in on a free port of loopback. */
export const startGateway = async (secret: string): Promise<Gateway> => {
  const server = createServer();
  const said: { readonly ref: string; readonly conversation: string; readonly body: Fields }[] = [];
  const commands: string[] = [];
  const faults: GatewayFault[] = [];
  const asked = new Map<string, string>();
  let sockets: ServerSocket[] = [];
  let subscribed: ServerSocket | undefined;
  const gateway = { secret };

  const answer = (socket: ServerSocket, id: string, code = 0): void =>
    socket.send(
      JSON.stringify({ headers: { req_id: id }, errcode: code, errmsg: code === 0 ? 'ok' : 'refused' }),
    );

  const subscribe = (socket: ServerSocket, id: string, body: Fields): void => {
    if (body['secret'] !== gateway.secret) {
      answer(socket, id, 40001);
      return;
    }
    if (subscribed && subscribed !== socket) {
      const event = { eventtype: 'disconnected_event' };
      const frame = {
        cmd: 'aibot_event_callback',
        headers: { req_id: 'gone' },
        body: { msgtype: 'event', event },
      };
      subscribed.send(JSON.stringify(frame));
    }
    subscribed = socket;
    answer(socket, id);
  };

  const say = (socket: ServerSocket, id: string, body: Fields): void => {
    const fault = faults.shift();
    // Plain text is refused.
    const code = fault && 'code' in fault ? fault.code : body['msgtype'] === 'text' ? 40008 : 0;
    if (code === 0) {
      const chat = body['chatid'];
      said.push({ ref: id, conversation: typeof chat === 'string' ? chat : (asked.get(id) ?? ''), body });
    }
    if (fault && 'cut' in fault) socket.cut();
    else if (!(fault && 'mute' in fault)) answer(socket, id, code);
  };

  const take = (socket: ServerSocket, frame: Fields): void => {
    const command = String(frame['cmd']);
    const id = String(fieldsOf(frame['headers'])['req_id']);
    const body = fieldsOf(frame['body']);
    commands.push(command);
    if (command === 'aibot_subscribe') subscribe(socket, id, body);
    else if (command === 'ping') answer(socket, id);
    else say(socket, id, body);
  };

  // The client hangs up without a word; Node would keep our half open.
  server.on('upgrade', (_request, stream) => stream.on('end', () => stream.destroy()));
  acceptWebSockets(server, (socket) => {
    sockets.push(socket);
    socket.onMessage((data) => take(socket, fieldsOf(JSON.parse(String(data)))));
    socket.onClose(() => {
      sockets = sockets.filter((each) => each !== socket);
      if (subscribed === socket) subscribed = undefined;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return Object.assign(gateway, {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    said,
    commands,
    faults,
    connections: () => sockets.length,
    push: (frame: unknown) => {
      if (!subscribed) return false;
      const fields = fieldsOf(frame);
      const body = fieldsOf(fields['body']);
      const chat = body['chatid'] ?? fieldsOf(body['from'])['userid'];
      asked.set(String(fieldsOf(fields['headers'])['req_id']), String(chat));
      subscribed.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
      return true;
    },
    ended: () =>
      new Promise<void>((resolve) => {
        if (!subscribed) resolve();
        subscribed?.onClose(resolve);
      }),
    drop: () => {
      for (const socket of sockets) socket.cut();
    },
    close: async () => {
      for (const socket of sockets) socket.cut();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
};
