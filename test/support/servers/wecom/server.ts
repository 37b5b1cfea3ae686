import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerCall, sends } from './api.ts';
import type { StandInCall, WecomState } from './state.ts';

/** A stand-in of WeCom's interfaces on loopback, with one customer group. */
export type WecomStandIn = { readonly url: string; readonly state: WecomState; close(): Promise<void> };

/** The people and the group that every stand-in begins with. */
export const colleague = 'zhangsan';
export const customer = 'wmCUSTOMERAAAAAAAAAAAAAAAAAAAAAA';
export const group = 'wrGROUPAAAAAAAAAAAAAAAAAAAAAAAAA';

const createState = (now: () => number): WecomState => ({
  corpId: 'ww1234567890abcdef',
  secret: 'app-secret-that-nobody-may-see',
  now,
  calls: [],
  faults: [],
  messages: [],
  byContent: new Map(),
  tasks: [],
  groups: new Map([
    [
      group,
      {
        name: '测试群',
        owner: colleague,
        members: [
          { userid: colleague, type: 1, name: '张三' },
          { userid: customer, type: 2, name: 'Alice' },
        ],
      },
    ],
  ]),
  welcomed: new Map(),
  tags: new Map(),
  robotKeys: new Map([['alerts', 'robot-key-that-nobody-may-see']]),
  robotMessages: [],
  unreachable: new Set(),
  refusals: new Map(),
  tickets: { corp: 'ticket-of-the-company', agent: 'ticket-of-the-app' },
  ticketCount: 0,
  logins: new Map(),
  atClient: colleague,
  contacts: new Map([
    [
      customer,
      {
        external_contact: { external_userid: customer, name: 'Alice', type: 1, unionid: 'union-alice' },
        follow_user: [{ userid: colleague, createtime: 1_763_000_000 }],
      },
    ],
  ]),
  token: 'none',
  tokenCount: 0,
  count: 0,
});

const readCall = async (request: IncomingMessage): Promise<StandInCall> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const url = new URL(request.url ?? '/', 'http://localhost');
  const raw = Buffer.concat(chunks).toString('utf8');
  return {
    path: url.pathname.replace(/^\/cgi-bin\//, ''),
    query: Object.fromEntries(url.searchParams),
    body: raw === '' ? {} : (JSON.parse(raw) as Record<string, unknown>),
  };
};

/** The login page asks nothing and sends the browser back with a code. */
const sendBack = (state: WecomState, request: IncomingMessage, response: ServerResponse): void => {
  const asked = new URL(request.url ?? '/', 'http://localhost').searchParams;
  const back = new URL(asked.get('redirect_uri') ?? '');
  state.count += 1;
  state.logins.set(`code${state.count}`, state.atClient);
  back.searchParams.set('code', `code${state.count}`);
  back.searchParams.set('state', asked.get('state') ?? '');
  response.writeHead(302, { location: back.href }).end();
};

/** Starts the stand-in on a free port of loopback. */
export const startWecom = async (now: () => number = Date.now): Promise<WecomStandIn> => {
  const state = createState(now);
  const reply = (response: ServerResponse, status: number, body: object): void => {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify(body));
  };
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.url?.startsWith('/connect/oauth2/authorize')) return sendBack(state, request, response);
    const call = await readCall(request);
    state.calls.push(call);
    const fault = sends(call) ? state.faults.shift() : undefined;
    if (fault?.cut === 'before') return void request.socket.destroy();
    if (fault?.answer || fault?.status) return reply(response, fault.status ?? 200, fault.answer ?? {});
    const answer = await answerCall(state, call);
    if (fault?.cut === 'after') return void request.socket.destroy();
    reply(response, 200, answer);
  };
  const server = createServer((request, response) => {
    handle(request, response).catch(() => reply(response, 500, { broken: true }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    state,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
