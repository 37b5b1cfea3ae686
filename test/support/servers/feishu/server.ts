import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerCall, posts } from './api.ts';
import { decodeFrame, encodeFrame } from './frames.ts';
import type { StandInCall, StandInState, StandInUser } from './state.ts';
import { acceptSocket, type Peer } from './web-socket.ts';

/** A stand-in of the platform on loopback, with one group that has a customer and a colleague in it. */
export type FeishuStandIn = {
  readonly url: URL;
  readonly state: StandInState;
  /** Sends an event over the long connection, in `parts` frames, and returns the status that the client answered. */
  pushOverSocket(body: unknown, parts?: number): Promise<{ readonly code: number; readonly data?: unknown }>;
  /** The clients that are connected. */
  readonly peers: ReadonlySet<Peer>;
  close(): Promise<void>;
};

/** The people and the group that every stand-in begins with. */
export const customer: StandInUser = { openId: 'ou_customer', name: '王客户', tenant: 'tenant-customer' };
export const colleague: StandInUser = { openId: 'ou_colleague', name: 'Ann', tenant: 'tenant-us' };
export const room = 'oc_room';

const createState = (now: () => number): StandInState => ({
  appId: 'cli_0123456789abcdef',
  appSecret: 'app-secret-that-nobody-may-see',
  tenant: 'tenant-us',
  botOpenId: 'ou_bot',
  now,
  chats: new Map([
    [room, { id: room, name: 'Acme & us', mode: 'group', members: [customer, colleague], hasBot: true }],
  ]),
  messages: [],
  byUuid: new Map(),
  faults: [],
  calls: [],
  tokens: new Set(),
  tokenCount: 0,
  messageCount: 0,
  images: new Map(),
  forbidden: new Set(),
});

const readCall = async (request: IncomingMessage): Promise<StandInCall> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const url = new URL(request.url ?? '/', 'http://localhost');
  const bytes = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  const isForm = type.startsWith('multipart/form-data');
  const form = isForm
    ? await new Response(bytes, { headers: { 'content-type': type } }).formData()
    : undefined;
  const file = form?.get('image');
  const raw = form ? '' : bytes.toString('utf8');
  return {
    method: request.method ?? 'GET',
    path: decodeURIComponent(url.pathname.replace(/^\/(open-apis\/)?/, '')),
    query: Object.fromEntries(url.searchParams),
    authorization: request.headers.authorization,
    body: form
      ? { image_type: form.get('image_type') }
      : raw === ''
        ? {}
        : (JSON.parse(raw) as Record<string, unknown>),
    ...(file instanceof Blob ? { file: Buffer.from(await file.arrayBuffer()) } : {}),
  };
};

/** The platform waits for 3 s; tests have less time. */
const patienceMs = 1000;

const settings = { ReconnectCount: -1, ReconnectInterval: 1, ReconnectNonce: 0, PingInterval: 120 };

/** Starts the stand-in on a free port of loopback. */
export const startFeishu = async (now: () => number = Date.now): Promise<FeishuStandIn> => {
  const state = createState(now);
  const peers = new Set<Peer>();
  const acks = new Map<string, (answer: { readonly code: number; readonly data?: unknown }) => void>();
  let port = 0;
  let pushed = 0;

  const reply = (response: ServerResponse, status: number, body: object, headers: object = {}): void => {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
    response.end(JSON.stringify(body));
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const call = await readCall(request);
    state.calls.push(call);
    if (call.path === 'callback/ws/endpoint') {
      if (call.body['AppSecret'] !== state.appSecret)
        return reply(response, 200, { code: 514, msg: 'auth failed', data: {} });
      const url = `ws://127.0.0.1:${port}/ws?device_id=d1&service_id=42`;
      return reply(response, 200, { code: 0, msg: 'ok', data: { URL: url, ClientConfig: settings } });
    }
    const fault = posts(call) ? state.faults.shift() : undefined;
    if (fault?.hang) return;
    if (fault?.cut === 'before') return void request.socket.destroy();
    if (fault?.body) return reply(response, fault.status ?? 200, fault.body, fault.headers);
    const answer = answerCall(state, call);
    if (fault?.cut === 'after') return void request.socket.destroy();
    return reply(response, answer.status, answer.body);
  };

  const server = createServer((request, response) => {
    handle(request, response).catch(() => reply(response, 500, { code: 1, msg: 'broken' }));
  });
  server.on('upgrade', (request, socket) => {
    const peer = acceptSocket(request, socket, {
      frame: (bytes) => {
        const frame = decodeFrame(bytes);
        if (frame.method === 0) {
          const payload = Buffer.from(JSON.stringify(settings));
          peer.send(encodeFrame({ service: 42, method: 0, headers: { type: 'pong' }, payload }));
          return;
        }
        const said = JSON.parse(frame.payload.toString('utf8')) as { code: number; data?: string };
        const data: unknown =
          said.data === undefined ? undefined : JSON.parse(Buffer.from(said.data, 'base64').toString());
        acks.get(frame.headers['message_id'] ?? '')?.({ code: said.code, data });
      },
      end: () => {
        peers.delete(peer);
        // What was not answered before the connection was lost never will be.
        for (const answer of acks.values()) answer({ code: 0 });
      },
    });
    peers.add(peer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;

  return {
    url: new URL(`http://127.0.0.1:${port}`),
    state,
    peers,
    pushOverSocket: (body, parts = 1) => {
      const [peer] = [...peers].slice(-1);
      if (!peer) return Promise.resolve({ code: 0 });
      const id = `push-${++pushed}`;
      const bytes = Buffer.from(JSON.stringify(body));
      const size = Math.ceil(bytes.length / parts);
      const answered = Promise.withResolvers<{ readonly code: number; readonly data?: unknown }>();
      acks.set(id, answered.resolve);
      for (let seq = 0; seq < parts; seq++) {
        const headers = {
          type: 'event',
          message_id: id,
          sum: String(parts),
          seq: String(seq),
          trace_id: 'trace',
        };
        const payload = bytes.subarray(seq * size, (seq + 1) * size);
        peer.send(encodeFrame({ service: 42, method: 1, headers, payload }));
      }
      // As the platform does, what is not answered in time counts as not taken.
      setTimeout(() => answered.resolve({ code: 0 }), patienceMs).unref();
      return answered.promise;
    },
    close: async () => {
      for (const peer of peers) peer.drop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
