import type { Adapter, AdapterLog, Sink } from '../../core/adapter.ts';
import { ConfigError, PlatformError } from '../../core/errors.ts';
import { requireSafeAddress } from './address.ts';
import { type AibotOptions, createAibot } from './aibot/transport.ts';
import { type ArchiveOptions, createArchive } from './archive/transport.ts';
import { joinCapabilities } from './capabilities.ts';
import { createOfficial, type OfficialExtras, type OfficialOptions } from './official/transport.ts';
import { sideOfId } from './people.ts';
import type { SharedPace } from './sending.ts';
import type { Transport } from './transport.ts';
import type { Trouble } from './trouble.ts';
import { createWebhook, type WebhookOptions } from './webhook/transport.ts';
import { toWechatyId } from './wechaty/ids.ts';
import type { WechatyOptions } from './wechaty/options.ts';
import { createWechatyTransport } from './wechaty/transport.ts';

/** The routes to one company on WeCom; each is there only when it is given. Times are epoch milliseconds. */
export type WecomOptions = {
  /**
   * The corp id (我的企业 > 企业信息), which is the account of all events. Needed for the official route and the archive;
   * without it the account is the id of the AI bot, or `wecom`.
   */
  readonly corpId?: string;
  readonly official?: OfficialOptions;
  readonly aibot?: AibotOptions;
  readonly webhook?: WebhookOptions;
  readonly archive?: ArchiveOptions;
  /** Drives an account of WeCom by Wechaty: off unless configured, as WeCom bans accounts for it. */
  readonly wechaty?: Omit<WechatyOptions, 'account' | 'now' | 'log'>;
  /** Is told, once each time, what a person has to see to; for the managers' room. */
  readonly tell?: (trouble: Trouble) => void;
  /** Keeps the limits of members, groups and robots for all processes; without it each process keeps its own. */
  readonly pace?: SharedPace;
  readonly now: () => number;
  readonly log: AdapterLog;
};

/** The adapter, with what WeCom's official route can do beyond what all platforms can. */
export type WecomAdapter = Adapter & { readonly official?: OfficialExtras };

const requireCorpId = (corpId: string | undefined, route: string): string => {
  if (corpId !== undefined && corpId !== '') return corpId;
  throw new ConfigError(`WeCom's ${route} needs the corp id: 我的企业 > 企业信息 > 企业ID.`);
};

const checkOptions = ({ official, aibot, webhook, archive }: WecomOptions): void => {
  if (official && !/^[A-Za-z0-9]{43}$/.test(official.encodingAesKey)) {
    throw new ConfigError(
      'The EncodingAESKey of WeCom has 43 letters and digits. Copy it again: 接收消息 > API接收.',
    );
  }
  if (official && !/^\d{1,12}$/.test(official.agentId)) {
    throw new ConfigError("The AgentId of WeCom's app is a number. Copy it again from 应用管理.");
  }
  if (official?.apiUrl !== undefined) requireSafeAddress('The address of the API of WeCom', official.apiUrl);
  if (webhook?.apiUrl !== undefined) requireSafeAddress('The address of the API of WeCom', webhook.apiUrl);
  if (aibot?.wsUrl !== undefined) requireSafeAddress('The address of the AI bot', aibot.wsUrl);
  if (archive && archive.path === undefined && archive.token === undefined) {
    throw new ConfigError("WeCom's archive needs a path to read from, or a token for those who post to it.");
  }
};

/** The paths at which requests come in end with the name of the route; all others are the official one's. */
const answerer = (transports: readonly Transport[]): Adapter['webhook'] => {
  const answering = transports.flatMap(({ name, webhook }) => (webhook ? [{ name, webhook }] : []));
  if (answering.length === 0) return undefined;
  return async (request) => {
    const last = new URL(request.url).pathname.split('/').at(-1);
    const named = answering.find(({ name }) => name === last);
    const chosen = named ?? answering.find(({ name }) => name === 'official');
    return chosen ? chosen.webhook(request) : new Response('There is nothing here.', { status: 404 });
  };
};

const noRoute = {
  status: 'refused',
  reason: 'no-route: no route of WeCom that is switched on can write to this conversation',
} as const;

/**
 * Only members have a chat with the app or the AI bot. A customer's own conversation goes by their id: a 群发 task of
 * whoever talked with them last, or nothing; whoever is known by Wechaty alone is reached there, or nowhere.
 */
const isReachedByApps = (person: string): boolean =>
  toWechatyId(person) === undefined && sideOfId(person) !== true;

/** Lets the routes answer together: each for the conversations that are its own. */
const join = (transports: readonly Transport[]): Partial<Adapter> => {
  const of = (conversation: string): Transport | undefined =>
    transports.find((each) => each.owns(conversation));
  const direct = transports.find((each) => each.directTo)?.directTo;
  const listing = transports.flatMap((each) => each.conversations ?? []);
  const webhook = answerer(transports);
  return {
    ...(direct ? { directTo: async (id) => (isReachedByApps(id) ? direct(id) : id) } : {}),
    ...(transports.some((each) => each.findSent)
      ? {
          findSent: async (to, message, options) =>
            (await of(to.conversation)?.findSent?.(to, message, options)) ??
            (of(to.conversation)?.findSent ? undefined : { status: 'unknown' }),
        }
      : {}),
    ...(transports.some((each) => each.roster)
      ? {
          roster: (conversation) =>
            of(conversation)?.roster?.(conversation) ??
            Promise.reject(new PlatformError('WeCom does not say who is in this conversation.')),
        }
      : {}),
    ...(listing.length > 0
      ? { conversations: async () => (await Promise.all(listing.map((list) => list()))).flat() }
      : {}),
    ...(webhook ? { webhook } : {}),
  };
};

const loginWords = 'the account that Wechaty drives has to be logged in again; until then it hears nothing';

const createWechaty = (
  options: NonNullable<WecomOptions['wechaty']>,
  around: { readonly account: string; readonly now: () => number; readonly log: AdapterLog },
  tell: (trouble: Trouble) => void,
): Transport => ({
  name: 'wechaty',
  owns: (conversation) => toWechatyId(conversation) !== undefined,
  ...createWechatyTransport({
    ...options,
    ...around,
    onLoginNeeded: (needed) => {
      options.onLoginNeeded?.(needed);
      tell({ route: 'wechaty', problem: 'login-needed', words: loginWords });
    },
  }),
});

/**
 * Returns the adapter for WeCom: one company, by as many routes as are given. The SDKs are loaded by the routes that
 * need them, when they are first used. @throws ConfigError for a setting that cannot be right, or without any route.
 */
export const createWecomAdapter = (options: WecomOptions): WecomAdapter => {
  checkOptions(options);
  const { corpId, now, log, pace } = options;
  const account = corpId ?? options.aibot?.botId ?? 'wecom';
  const around = { account, now, log, pace, tell: options.tell ?? (() => undefined) };
  const official =
    options.official &&
    createOfficial({ ...options.official, corpId: requireCorpId(corpId, 'official route'), now, log, pace });
  const transports: readonly Transport[] = [
    ...(official ? [official] : []),
    ...(options.aibot ? [createAibot({ ...options.aibot, ...around })] : []),
    ...(options.webhook ? [createWebhook({ ...options.webhook, now, pace })] : []),
    ...(options.archive
      ? [createArchive({ ...options.archive, ...around, account: requireCorpId(corpId, 'archive') })]
      : []),
    ...(options.wechaty ? [createWechaty(options.wechaty, { account, now, log }, around.tell)] : []),
  ];
  if (transports.length === 0) throw new ConfigError('WeCom has no route: configure at least one.');
  const started = new Set<Transport>();

  const stop = async (): Promise<void> => {
    const running = [...started];
    started.clear();
    await Promise.allSettled(running.map(async (each) => each.stop?.()));
  };
  const startOne = async (each: Transport, sink: Sink): Promise<void> => {
    started.add(each);
    try {
      await each.start?.(sink);
    } catch (error) {
      if (started.delete(each)) await each.stop?.();
      throw error;
    }
  };
  /** A route that cannot be started does not keep the others from it; called again, only what is not there is started. */
  const start = async (sink: Sink): Promise<void> => {
    const missing = transports.filter((each) => !started.has(each));
    const outcomes = await Promise.allSettled(missing.map((each) => startOne(each, sink)));
    const failed = outcomes.find((each) => each.status === 'rejected');
    if (failed) throw failed.reason;
  };

  return {
    platform: 'wecom',
    account,
    can: joinCapabilities(transports.map((each) => each.can)),
    start,
    stop,
    send: (to, message, sending) => {
      const transport = transports.find((each) => each.owns(to.conversation));
      return transport?.send?.(to, message, sending) ?? Promise.resolve(noRoute);
    },
    ...join(transports),
    ...(official ? { official: official.extras } : {}),
  };
};
