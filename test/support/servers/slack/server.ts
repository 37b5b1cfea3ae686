import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { acceptWebSockets, type ServerSocket } from '../websocket.ts';
import { callMethod } from './methods.ts';
import { answerOAuth, exchangeCode, type OAuthApp } from './oauth.ts';
import type { Workspace } from './workspace.ts';

type Fields = Record<string, unknown>;

/**
 * What the next call of a method meets: `hang` does nothing and never answers, `hang-after` does it and never answers.
 * `waitS` is the `Retry-After` of a 429, absent for one without.
 */
export type SlackFault =
  | { readonly kind: 'cut-after' | 'cut-before' | 'html' }
  | { readonly kind: 'hang' | 'hang-after' | 'none' }
  | { readonly kind: '429'; readonly waitS?: number }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'error'; readonly error: string };

/** The stand-in of Slack: its Web API and Socket Mode on loopback. */
export type SlackServer = {
  readonly apiUrl: string;
  readonly url: string;
  /** Every call so far, in order, with the token that it carried. */
  readonly calls: readonly { readonly method: string; readonly token: string; readonly args: Fields }[];
  /** The next call of this method meets the fault. */
  fail(method: string, fault: SlackFault): void;
  readonly oauth: OAuthApp;
  /** Sends an envelope over a socket and resolves with its acknowledgement, or undefined after `withinMs`. */
  push(
    envelope: { readonly type: string; readonly payload: unknown },
    withinMs: number,
    retry?: number,
  ): Promise<Fields | undefined>;
  /** Cuts all sockets; how many there were. */
  cutSockets(): number;
  readonly sockets: () => number;
  close(): Promise<void>;
};

const jsonFields = ['blocks', 'view', 'metadata', 'attachments'];

const readArgs = async (request: IncomingMessage): Promise<Fields> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const args: Fields = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
  for (const name of jsonFields)
    if (typeof args[name] === 'string') args[name] = JSON.parse(args[name] as string);
  return args;
};

const answer = (
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
};

/** Takes the bytes of a file; without a token, for the address is the secret. */
const takeUpload = async (
  space: Workspace,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const file = space.files.get(id);
  if (file) file.bytes = Buffer.concat(chunks);
  response.writeHead(file ? 200 : 404);
  response.end('OK');
};

/** Starts the stand-in for a workspace whose app has these tokens. */
export const startSlack = async (
  space: Workspace,
  tokens: { readonly bot: string; readonly app: string },
  /** What the bot token may do, as Slack says it with every answer. */
  scopes?: string,
): Promise<SlackServer> => {
  const calls: { method: string; token: string; args: Fields }[] = [];
  const faults = new Map<string, SlackFault[]>();
  const open = new Set<ServerSocket>();
  const acks = new Map<string, (payload: Fields) => void>();
  const oauth: OAuthApp = {
    clientId: '1.2',
    clientSecret: 'client-secret-of-slack',
    codes: new Map(),
    scopes: '',
  };

  const takeFault = (method: string): SlackFault | undefined => faults.get(method)?.shift();

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = new URL(request.url ?? '/', 'http://stand-in').pathname;
    if (path === '/oauth/v2/authorize') return answerOAuth(oauth, request, response);
    if (path.startsWith('/upload/'))
      return takeUpload(space, path.replace('/upload/', ''), request, response);
    const method = path.replace('/api/', '');
    const token = (request.headers.authorization ?? '').replace('Bearer ', '');
    const args = await readArgs(request);
    calls.push({ method, token, args });
    const fault = takeFault(method);
    if (fault?.kind === 'cut-before') return void request.socket.destroy();
    if (fault?.kind === 'hang') return;
    if (fault?.kind === 'error') return answer(response, 200, { ok: false, error: fault.error });
    if (fault?.kind === 'status') return answer(response, fault.status, { ok: false });
    if (fault?.kind === 'html') {
      response.writeHead(200, { 'content-type': 'text/html' });
      return void response.end('<h1>A proxy says hello</h1>');
    }
    if (fault?.kind === '429') {
      const headers = fault.waitS === undefined ? {} : { 'retry-after': String(fault.waitS) };
      return answer(response, 429, { ok: false, error: 'ratelimited' }, headers);
    }
    if (method === 'oauth.v2.access')
      return answer(response, 200, exchangeCode(oauth, args, space, tokens.bot));
    const needed = method === 'apps.connections.open' ? tokens.app : tokens.bot;
    if (token !== needed)
      return answer(response, 200, { ok: false, error: token ? 'invalid_auth' : 'not_authed' });
    const socketUrl = `ws://127.0.0.1:${port()}/link?ticket=ticket-of-the-socket`;
    const result = callMethod(space, method, args, { socketUrl });
    if (fault?.kind === 'cut-after') return void request.socket.destroy();
    if (fault?.kind === 'hang-after') return;
    answer(response, 200, result, scopes === undefined ? {} : { 'x-oauth-scopes': scopes });
  };

  const server = createServer((request, response) => {
    serve(request, response).catch(() => request.socket.destroy());
  });
  const port = (): number => (server.address() as AddressInfo).port;
  acceptWebSockets(server, (socket) => {
    open.add(socket);
    socket.onClose(() => open.delete(socket));
    socket.onMessage((data) => {
      const { envelope_id, payload } = JSON.parse(String(data)) as { envelope_id: string; payload: Fields };
      acks.get(envelope_id)?.(payload);
      acks.delete(envelope_id);
    });
    socket.send(
      JSON.stringify({ type: 'hello', num_connections: 1, connection_info: { app_id: space.appId } }),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  let envelopes = 0;

  return {
    url: `http://127.0.0.1:${port()}`,
    apiUrl: `http://127.0.0.1:${port()}/api/`,
    calls,
    oauth,
    fail: (method, fault) => {
      faults.set(method, [...(faults.get(method) ?? []), fault]);
    },
    push: ({ type, payload }, withinMs, retry) => {
      const [socket] = open;
      if (!socket) return Promise.resolve(undefined);
      const envelope_id = `envelope-${++envelopes}`;
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          acks.delete(envelope_id);
          resolve(undefined);
        }, withinMs);
        acks.set(envelope_id, (acked) => {
          clearTimeout(timer);
          resolve(acked);
        });
        const again = retry === undefined ? {} : { retry_attempt: retry, retry_reason: 'timeout' };
        const envelope = {
          envelope_id,
          type,
          payload,
          accepts_response_payload: type !== 'events_api',
          ...again,
        };
        socket.send(JSON.stringify(envelope));
      });
    },
    cutSockets: () => {
      const count = open.size;
      for (const socket of open) socket.cut();
      return count;
    },
    sockets: () => open.size,
    close: async () => {
      for (const socket of open) socket.cut();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
