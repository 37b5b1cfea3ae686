import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import type { Logger } from 'pino';
import { ConfigError, InputError, TendError } from '../../core/errors.ts';
import type { Route } from '../platforms/host.ts';
import { sidebarPath } from '../sidebar/login.ts';
import { Forbidden } from './forbidden.ts';
import type { Broadcast } from './stream.ts';

const publicDir = fileURLToPath(new URL('../../adapters/web/public', import.meta.url));
const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);
const longestBody = 1024 * 1024;
/** What a platform posts stays far below this. */
const longestDelivery = 4 * 1024 * 1024;

/** What the server shows: the playground, where it is on, and whether the database answers. */
export type Pages = {
  readonly playground?: { readonly api: Hono; readonly broadcast: Broadcast; readonly now: () => number };
  /** Where platforms call us; open to the world, and each request is verified by its adapter. */
  readonly routes: readonly Route[];
  /** Where tills redeem coupons; each request carries a token of its own. */
  readonly coupons: Hono;
  /** The pages of WeCom's chat toolbar, where they are on; everybody who opens them logs in. */
  readonly sidebar?: Hono;
  readonly healthy: () => Promise<boolean>;
  readonly log: Logger;
};

/**
 * Returns the web application. The playground lets anybody be anybody, so it answers only requests that a page
 * from this machine made: a foreign Host (DNS rebinding) or Origin is refused.
 */
export const createWebApp = (
  { playground, routes, coupons, sidebar, healthy, log }: Pages,
  host: string,
): Hono => {
  const app = new Hono();
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        styleSrc: ["'self'"],
        scriptSrc: ["'self'"],
        frameAncestors: ["'none'"],
      },
      strictTransportSecurity: false,
    }),
  );
  app.onError((error, c) => {
    if (error instanceof InputError) {
      const status = error instanceof Forbidden ? 403 : 400;
      return c.json({ error: { code: error.code, message: error.message } }, status);
    }
    log.error({ err: error, path: c.req.path }, 'a request failed');
    const code = error instanceof TendError ? error.code : 'storage';
    return c.json(
      { error: { code, message: 'The bot cannot reach its database right now. Please try again.' } },
      503,
    );
  });
  app.get('/healthz', async (c) =>
    (await healthy()) ? c.text('ok') : c.text('the database does not answer', 503),
  );
  const limited = bodyLimit({ maxSize: longestDelivery });
  for (const { method, path, answer } of routes) {
    app.on(method, path, limited, (c) => answer(c.req.raw));
  }
  app.route('/api/coupons', coupons);
  if (sidebar) app.route(sidebarPath, sidebar);
  if (!playground) return app;
  app.use(async (c, next) => {
    const asked = (c.req.header('host') ?? '').replace(/:\d+$/, '');
    const known = loopback.has(asked) || asked === host || !loopback.has(host);
    const origin = c.req.header('origin');
    const foreign =
      origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== c.req.header('host'));
    if (!known || foreign)
      return c.json({ error: { code: 'input', message: 'This page may not talk to Tend.' } }, 403);
    const length = Number(c.req.header('content-length') ?? 0);
    if (length > longestBody) return c.json({ error: { code: 'input', message: 'Longer than 1 MB.' } }, 413);
    return next();
  });
  app.route('/api', playground.api);
  app.get('/api/stream', (c) => playground.broadcast.stream(c, playground.now));
  app.get('/', serveStatic({ root: publicDir, path: 'index.html' }));
  app.use(
    '/playground/*',
    serveStatic({ root: publicDir, rewriteRequestPath: (path) => path.replace(/^\/playground/, '') }),
  );
  return app;
};

/** A listening server. */
export type WebServer = { readonly url: string; stop(): Promise<void> };

/**
 * Listens; port 0 takes a free one. @throws ConfigError naming the remedy when the port is taken.
 */
export const startWebServer = (app: Hono, host: string, port: number): Promise<WebServer> =>
  new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: host, port }, (info) => {
      const shown = host === '127.0.0.1' || host === '0.0.0.0' ? 'localhost' : host;
      resolve({
        url: `http://${shown}:${info.port}`,
        stop: () =>
          new Promise<void>((done) => {
            server.close(() => done());
            if ('closeAllConnections' in server) server.closeAllConnections();
          }),
      });
    });
    server.on('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(
        taken
          ? new ConfigError(`Port ${port} is taken. Set PORT to another one, or stop what uses it.`)
          : error,
      );
    });
  });
