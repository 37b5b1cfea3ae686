import type { Adapter, AdapterLog, Identity, Mapped, Sink } from '../../core/adapter.ts';
import { ConfigError, type PlatformError, StorageError } from '../../core/errors.ts';
import type { InboundEvent } from '../../core/events.ts';
import type { Form } from '../../core/forms.ts';
import type { Language } from '../../core/language.ts';
import type { Fields } from '../../core/payload.ts';
import { startBolt } from './bolt.ts';
import { slackCapabilities } from './capabilities.ts';
import { createClient } from './client.ts';
import { createDirectory } from './directory.ts';
import { createEnrichment } from './enrich.ts';
import { toPlatformError } from './errors.ts';
import { readHistory } from './history.ts';
import { identify } from './identify.ts';
import { mapPayload } from './inbound.ts';
import type { Install } from './install.ts';
import { createNotices } from './notices.ts';
import { openForms } from './open-forms.ts';
import { createOutbound } from './outbound.ts';
import { type Answer, createReceiver } from './receiver.ts';
import { renderHome } from './render.ts';
import { readConversations, readRoster } from './roster.ts';
import { openSocket, type Socket } from './socket.ts';

/** What one workspace's adapter needs. */
export type SlackOptions = {
  /** The workspace's team id; for an app of a whole organisation, the organisation's id. */
  readonly account: string;
  readonly token: string;
  /** For requests over HTTP. */
  readonly signingSecret?: string;
  /** For Socket Mode, begins with xapp-. */
  readonly appToken?: string;
  /** The bot's user in the workspace; without it, it is asked for at the start. */
  readonly botUserId?: string;
  readonly appId?: string;
  readonly apiUrl?: string;
  readonly forms: Readonly<Record<string, Form>>;
  /** The language of forms for people whose language Slack does not tell. */
  readonly language?: Language;
  readonly now: () => number;
  readonly log: AdapterLog;
  /** Is told from when to when Slack could deliver nothing, or delivered nothing because there was too much. */
  readonly onGap?: (gap: { readonly fromAt: number; readonly toAt: number }) => void;
  /** Is told when the app was removed from the workspace or its token revoked. */
  readonly onRevoked?: () => void;
};

/**
 * Returns the adapter of one workspace, on Bolt: over HTTP when there is a signing secret, over Socket Mode when there
 * is an app token. Slack's SDKs are loaded by `start` and by the first call.
 * @throws ConfigError when there is neither a signing secret nor an app token.
 */
export const createSlackAdapter = (options: SlackOptions): Adapter => {
  const { account, token, signingSecret, appToken, apiUrl, now, log } = options;
  if (!signingSecret && !appToken) {
    throw new ConfigError(
      'Slack needs the signing secret (for requests over HTTP) or an app-level token (Socket Mode).',
    );
  }
  let identity: Identity = {
    account,
    ...(options.botUserId === undefined ? {} : { botUser: options.botUserId }),
    ...(options.appId === undefined ? {} : { appId: options.appId }),
  };
  let enterprise: string | null | undefined;
  const install = (): Install => ({
    ...identity,
    account,
    teams: new Set([account]),
    enterprise,
    shared: undefined,
  });

  let client: ReturnType<typeof createClient> | undefined;
  const web = () => {
    client ??= createClient(token, log, apiUrl);
    return client;
  };
  const directs = new Map<string, string>();
  const directTo = async (person: string): Promise<string> => {
    const known = directs.get(person);
    if (known !== undefined) return known;
    try {
      const { channel } = await (await web()).conversations.open({ users: person });
      if (!channel?.id) throw new Error('no channel in the answer');
      directs.set(person, channel.id);
      return channel.id;
    } catch (error) {
      throw toPlatformError(error);
    }
  };
  const channelOf = async (conversation: string): Promise<string> =>
    /^[UW]/.test(conversation) ? directTo(conversation) : conversation;

  const directory = createDirectory({ client: web, install, now, log });
  const enrich = createEnrichment(directory, directTo);
  const outbound = createOutbound({ client: web, channelOf, now, log });
  const notice = createNotices({
    directory,
    log,
    onGap: (gap) => options.onGap?.(gap),
    onRevoked: () => options.onRevoked?.(),
  });

  let sink: Sink | undefined;
  let accepting = false;
  const running = new Set<Promise<unknown>>();
  const form = openForms({
    client: web,
    directory,
    forms: options.forms,
    language: options.language ?? 'en',
    log,
  });

  const storeAll = async (events: readonly InboundEvent[], body: Fields): Promise<Answer> => {
    const rest = await form.open(events, body);
    for (const event of rest) {
      if (!sink) throw new StorageError('The bot is starting or stopping.');
      await sink(await enrich(event), body);
    }
    return undefined;
  };
  const take = async (events: readonly InboundEvent[], body: Fields): Promise<Answer> => {
    if (!sink) throw new StorageError('The bot is starting or stopping.');
    try {
      return await storeAll(events, body);
    } catch (error) {
      // A dialogue stays open with what was written in it, and says what went wrong.
      const refusal = form.refusal(body);
      if (!refusal) throw error;
      log.error({ platform: 'slack', err: error }, 'a form was not stored; its writer was told');
      return refusal;
    }
  };
  const map = (body: Fields): Mapped => mapPayload(body, identity, now());
  const receiver = createReceiver({ signingSecret: signingSecret ?? '', now, log, map, take, notice });

  const whileRunning = async <Result>(work: Promise<Result>): Promise<Result> => {
    running.add(work);
    try {
      return await work;
    } finally {
      running.delete(work);
    }
  };
  const webhook = (request: Request): Promise<Response> =>
    accepting
      ? whileRunning(receiver.handle(request))
      : Promise.resolve(new Response(null, { status: 503, headers: { 'retry-after': '5' } }));

  let socket: Socket | undefined;
  const learnIdentity = async (): Promise<void> => {
    const self = await identify(await web()).catch((error: PlatformError) => {
      // Known by its settings, it can hear while Slack cannot be asked; a token that Slack refuses is no use.
      const away =
        ['no_answer', 'ratelimited'].includes(error.platformCode ?? '') || error.retryAfterMs !== undefined;
      if (options.botUserId === undefined || !away) throw error;
      log.warn({ platform: 'slack' }, 'Slack does not answer; the adapter starts with what it was told');
      return undefined;
    });
    if (!self) return;
    enterprise = self.enterprise;
    if (account !== self.team && account !== self.enterprise) {
      throw new ConfigError(`The Slack token is for the workspace ${self.team}, not for ${account}.`);
    }
    identity = { ...identity, botUser: self.botUser };
    if (self.missingScopes.length > 0) {
      log.warn(
        { platform: 'slack', scopes: self.missingScopes },
        'the Slack app lacks scopes; compare the manifest',
      );
    }
  };

  return {
    platform: 'slack',
    account,
    can: slackCapabilities,
    start: async (to) => {
      await learnIdentity();
      startBolt(
        receiver.bolt,
        { token, ...(identity.botUser ? { botUser: identity.botUser } : {}) },
        log,
        apiUrl,
      );
      sink = to;
      accepting = true;
      if (!appToken) return;
      try {
        socket = await openSocket({
          appToken,
          ...(apiUrl === undefined ? {} : { apiUrl }),
          now,
          log,
          deliver: async (body, retry) =>
            accepting ? whileRunning(receiver.deliver(body, retry)) : { stored: false },
          onGap: (gap) => options.onGap?.(gap),
        });
      } catch (error) {
        accepting = false;
        sink = undefined;
        throw error;
      }
    },
    stop: async () => {
      // What came in is stored and acknowledged before the way back to Slack is closed.
      accepting = false;
      await Promise.allSettled([...running]);
      sink = undefined;
      await socket?.close();
      socket = undefined;
    },
    ...outbound,
    directTo,
    roster: async (conversation) => readRoster(await web(), directory, await channelOf(conversation)),
    conversations: async () => readConversations(await web()),
    history: async (conversation, sinceAt, next) => {
      const page = await readHistory(await web(), install(), await channelOf(conversation), sinceAt, next);
      return { ...page, events: await Promise.all(page.events.map(enrich)) };
    },
    showHome: async (person, card) => {
      try {
        const view = { type: 'home' as const, blocks: [...renderHome(card)] };
        await (await web()).views.publish({ user_id: person, view });
      } catch (error) {
        throw toPlatformError(error);
      }
    },
    ...(signingSecret ? { webhook } : {}),
  };
};
