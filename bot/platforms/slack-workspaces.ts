import type { Logger } from 'pino';
import { z } from 'zod';
import type { Adapter, Sink } from '../../core/adapter.ts';
import { InputError, PlatformError } from '../../core/errors.ts';
import type { Db } from '../../db/connect.ts';
import {
  findInstallation,
  type Installation,
  listInstallations,
  removeInstallation,
  storeInstallation,
} from '../../db/installations.ts';
import { repeat } from '../jobs/repeat.ts';
import { type Host, notReady } from './host.ts';
import { createSeal } from './seal.ts';
import type { Addressed } from './slack-address.ts';
import { cameFromUs, type Granted, sendToSlack, slackOauthPath, tradeCode } from './slack-oauth.ts';
import type { SlackSettings } from './slack-settings.ts';

/** A workspace with its secret. */
export type Workspace = {
  readonly account: string;
  readonly token: string;
  readonly botUserId: string | undefined;
};

const tokensSchema = z.object({ token: z.string(), botUserId: z.string().optional() });

/** What several workspaces need of Slack's adapter. */
export type SlackParts = {
  readonly open: (workspace: Workspace, onRevoked: () => void) => Promise<Adapter>;
  readonly read: (body: string, contentType: string) => Addressed;
  /** Returns whether Slack signed this. */
  readonly isSigned: (request: Request, body: string) => Promise<boolean>;
  readonly scopes: () => Promise<readonly string[]>;
};

type Open = { readonly sealed: string; readonly adapter: Adapter };

const refreshMs = 60_000;
const page = (status: number, text: string): Response =>
  new Response(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } });

/** Returns Slack with any number of workspaces, each installed by OAuth, their tokens encrypted in the database. */
export const createSlackWorkspaces = (
  db: Db,
  log: Logger,
  settings: SlackSettings,
  parts: SlackParts,
): Host => {
  if (settings.install.by !== 'oauth') throw new TypeError('Slack is not installed by OAuth.');
  const oauth = settings.install;
  const seal = createSeal(oauth.key);
  const opened = new Map<string, Promise<Open>>();
  const closers: (() => Promise<void>)[] = [];
  let sink: Sink | undefined;

  const openOne = async ({ account, sealed }: Installation): Promise<Open> => {
    const { token, botUserId } = tokensSchema.parse(JSON.parse(seal.open(sealed, `slack/${account}`)));
    const adapter = await parts.open({ account, token, botUserId }, () => void revoked(account));
    if (sink) await adapter.start(sink);
    return { sealed, adapter };
  };
  const close = async (account: string): Promise<void> => {
    const one = opened.get(account);
    opened.delete(account);
    await one?.then(({ adapter }) => adapter.stop()).catch(() => undefined);
  };
  const revoked = async (account: string): Promise<void> => {
    log.warn({ platform: 'slack', account }, 'a workspace ended its installation');
    await removeInstallation(db, 'slack', account).catch((error: unknown) =>
      log.error(
        { platform: 'slack', account, err: error },
        'an installation that ended could not be removed',
      ),
    );
    await close(account);
  };
  const openInstalled = async (installed: Installation): Promise<Adapter | undefined> => {
    const before = await opened.get(installed.account)?.catch(() => undefined);
    if (before && before.sealed !== installed.sealed) await close(installed.account);
    const one = opened.get(installed.account) ?? openOne(installed);
    opened.set(installed.account, one);
    try {
      return (await one).adapter;
    } catch (error) {
      opened.delete(installed.account);
      log.error(
        { platform: 'slack', account: installed.account, err: error },
        'a workspace cannot be opened',
      );
      return undefined;
    }
  };
  const adapterFor = async (account: string): Promise<Adapter | undefined> => {
    const there = opened.get(account);
    if (there) return (await there.catch(() => undefined))?.adapter;
    const installed = await findInstallation(db, 'slack', account);
    return installed && openInstalled(installed);
  };
  const adapters = async (): Promise<readonly Adapter[]> => {
    const installed = await listInstallations(db, 'slack');
    const wanted = new Set(installed.map((each) => each.account));
    for (const account of opened.keys()) if (!wanted.has(account)) await close(account);
    const found = await Promise.all(installed.map(openInstalled));
    return found.filter((each) => each !== undefined);
  };

  const receive = async (request: Request): Promise<Response> => {
    const body = await request.text();
    const { team, challenge } = parts.read(body, request.headers.get('content-type') ?? '');
    if (challenge !== undefined || team === undefined) {
      if (!(await parts.isSigned(request, body))) return page(401, 'not signed');
      return challenge === undefined ? page(200, '') : Response.json({ challenge });
    }
    const adapter = await adapterFor(team);
    // Not installed (any more): Slack must not try again for an hour.
    if (!adapter) return new Response(null, { status: 404, headers: { 'x-slack-no-retry': '1' } });
    if (!adapter.webhook || !sink) return notReady();
    const { method, headers, url } = request;
    return adapter.webhook(new Request(url, { method, headers, body }));
  };
  const install = async (request: Request): Promise<Response> => {
    const query = new URL(request.url).searchParams;
    const code = query.get('code');
    if (query.get('error') !== null) return page(400, 'The installation was cancelled in Slack.');
    if (code === null || !cameFromUs(oauth, request, Date.now())) {
      return page(
        400,
        'This installation was not begun here, or it took more than 10 minutes. Open /slack/install.',
      );
    }
    const granted = await tradeCode(oauth, settings.apiUrl, code).catch((error: unknown) => error);
    if (granted instanceof InputError) return page(400, granted.message);
    if (granted instanceof PlatformError) {
      log.warn({ platform: 'slack', err: granted }, 'an installation was not granted');
      return page(
        502,
        `Slack did not grant it (${granted.platformCode ?? 'no answer'}). Open /slack/install again.`,
      );
    }
    if (granted instanceof Error) throw granted;
    const { account, name, token, botUserId } = granted as Granted;
    const sealed = seal.close(JSON.stringify({ token, botUserId }), `slack/${account}`);
    const installation = { platform: 'slack', account, name, sealed, installedAt: Date.now() } as const;
    await storeInstallation(db, installation);
    await openInstalled(installation);
    return page(200, `Tend is installed in ${name}. Invite it to a channel with /invite @Tend.`);
  };
  return {
    platform: 'slack',
    adapterFor,
    adapters,
    start: async (to) => {
      sink = to;
      await adapters();
      // Workspaces that were installed or removed through another process.
      const again = repeat('slack workspaces', refreshMs, adapters, log);
      closers.push(() => again.stop());
    },
    stop: async () => {
      for (const end of closers.splice(0)) await end();
      sink = undefined;
      for (const account of [...opened.keys()]) await close(account);
    },
    routes: [
      { method: 'POST', path: '/slack/events', answer: receive },
      {
        method: 'GET',
        path: '/slack/install',
        answer: async () => sendToSlack(oauth, settings.apiUrl, await parts.scopes(), Date.now()),
      },
      { method: 'GET', path: slackOauthPath, answer: install },
    ],
  };
};
