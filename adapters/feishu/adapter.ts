import type { Adapter, AdapterLog, Identity, Sink } from '../../core/adapter.ts';
import { ConfigError, PayloadError, PlatformError } from '../../core/errors.ts';
import type { InboundEvent } from '../../core/events.ts';
import { type Fields, fieldsOf, textOf } from '../../core/payload.ts';
import { feishuCapabilities } from './capabilities.ts';
import { createApi, type Domain } from './client.ts';
import { createFindSent } from './find-sent.ts';
import { type Forms, formAskedFor, formFailed, formOpened, formReceived, renderForm } from './forms.ts';
import { readHistory } from './history.ts';
import { mapPayload } from './inbound.ts';
import { createPoster, createSender, createUpdater, uuidOf } from './outbound.ts';
import { createPlaces } from './places.ts';
import { addresseeOf, createReceiver, storeAll } from './receiver.ts';
import { readConversations, readRoster } from './roster.ts';
import { type Connection, openConnection } from './socket.ts';

/** One installation of the app. The times are epoch milliseconds. */
export type FeishuOptions = {
  /** The company's tenant key, which is the account of all events; without it the app id is. */
  readonly account?: string;
  readonly appId: string;
  readonly appSecret: string;
  /** At least one of the two is needed for the webhook; the Encrypt Key is the better one. */
  readonly verificationToken?: string;
  readonly encryptKey?: string;
  readonly domain: Domain;
  /** Opens a long connection on start. */
  readonly longConnection?: boolean;
  /** The bot's own `open_id`; asked for on start when it is not given. */
  readonly botOpenId?: string;
  readonly forms: Forms;
  readonly now: () => number;
  readonly log: AdapterLog;
  /** Hears of times in which the long connection was lost: what was said then may be missing. */
  readonly onGap?: (gap: { readonly fromAt: number; readonly toAt: number }) => void;
};

/** How long the first questions may take, and those within a delivery, which is answered within 3 s. */
const startMs = 10_000;
const lookUpMs = 1_200;

const checkOptions = ({ longConnection, encryptKey, verificationToken }: FeishuOptions): void => {
  if (longConnection === true || encryptKey !== undefined || verificationToken !== undefined) return;
  throw new ConfigError(
    'Feishu needs FEISHU_ENCRYPT_KEY (or FEISHU_VERIFICATION_TOKEN) to tell its requests from forged ones, or the long connection. Both are in the console under 事件与回调 > 加密策略 (Events & Callbacks > Encryption Strategy).',
  );
};

/**
 * Returns the adapter for Feishu and Lark, on the vendor's SDK, which is loaded by the first call.
 * @throws ConfigError when there is nothing to verify requests by.
 */
export const createFeishuAdapter = (options: FeishuOptions): Adapter => {
  checkOptions(options);
  const { appId, appSecret, domain, forms, now, log } = options;
  const account = options.account ?? appId;
  const api = createApi({ appId, appSecret, domain, log });
  const places = createPlaces(api);
  const post = createPoster(api);
  const underWay = new Set<Promise<unknown>>();
  let sink: Sink | undefined;
  let connection: Connection | undefined;
  let botUser = options.botOpenId;
  // The company's own tenant: by configuration, else as the platform says with every event.
  let tenant = options.account;

  const identity = (): Identity => ({ account, appId, ...(botUser === undefined ? {} : { botUser }) });

  const learnBot = async (timeoutMs: number): Promise<void> => {
    const bot = fieldsOf((await api.call({ method: 'GET', path: 'bot/v3/info', timeoutMs }))['bot']);
    botUser = textOf(bot['open_id']) ?? botUser;
  };

  /** Who is external is told by the tenant. It comes with every event; before the first one it is asked for. */
  const learnTenant = async (): Promise<void> => {
    try {
      const answer = await api.call({ method: 'GET', path: 'tenant/v2/tenant/query' });
      tenant ??= textOf(fieldsOf(answer['tenant'])['tenant_key']);
    } catch {
      log.info(
        {},
        'the company is not known before the first event: set FEISHU_TENANT_KEY or allow tenant:tenant:readonly',
      );
    }
  };

  /** A wrong secret is said at the door; an outage is not a reason not to start. */
  const learnAtStart = async (): Promise<void> => {
    try {
      if (botUser === undefined) await learnBot(startMs);
    } catch (error) {
      if (error instanceof PlatformError && error.platformCode !== undefined) throw error;
      log.warn({}, "Feishu could not be asked for the bot's own id; it is asked again");
    }
    if (tenant === undefined) await learnTenant();
  };

  /** Events for another app or company are refused and not swallowed: somebody set something up wrongly. */
  const requireOurs = (body: Fields): void => {
    const to = addresseeOf(body);
    if (to.appId !== undefined && to.appId !== appId) throw new PayloadError('The event is for another app.');
    if (options.account !== undefined && to.tenant !== undefined && to.tenant !== options.account) {
      throw new PayloadError('The event is for another company. Check FEISHU_TENANT_KEY.');
    }
    tenant ??= to.tenant;
  };

  const openForm = async (event: InboundEvent, asked: NonNullable<ReturnType<typeof formAskedFor>>) => {
    const content = JSON.stringify(renderForm(asked.form, asked.value, asked.chat));
    try {
      const to = { conversation: event.person.id };
      await post(to, { msg_type: 'interactive', content }, uuidOf(`form/${event.id}`));
      return formOpened;
    } catch {
      log.warn({ form: asked.form.name }, 'a form could not be sent');
      return formFailed;
    }
  };

  const deliver = async (to: Sink, body: Fields): Promise<object> => {
    requireOurs(body);
    if (botUser === undefined) await learnBot(lookUpMs).catch(() => undefined);
    const mapped = mapPayload(body, identity(), now());
    if ('error' in mapped) {
      // Delivered again it would read the same, and keep what comes after it waiting.
      log.warn({ reason: mapped.error.message }, 'a delivery could not be read');
      return {};
    }
    if ('ignored' in mapped) {
      log.debug({ reason: mapped.ignored }, 'a delivery means nothing for us');
      return {};
    }
    const [first] = mapped.events;
    const asked = first && formAskedFor(first, forms);
    if (asked) return openForm(first, asked);
    const complete = await Promise.all(mapped.events.map((event) => places.complete(event)));
    await storeAll(
      to,
      complete.filter((event) => event !== undefined),
      body,
    );
    return first?.type === 'form' ? formReceived(first, forms) : {};
  };

  const take = (body: Fields): Promise<object> => {
    if (!sink) return Promise.reject(new PayloadError('The bot is starting or stopping.'));
    const delivered = deliver(sink, body).finally(() => underWay.delete(delivered));
    underWay.add(delivered);
    return delivered;
  };

  return {
    platform: 'feishu',
    account,
    can: feishuCapabilities,
    webhook: createReceiver({
      secrets: { encryptKey: options.encryptKey, verificationToken: options.verificationToken },
      now,
      log,
      deliver: () => (sink ? take : undefined),
    }),
    start: async (to) => {
      await learnAtStart();
      sink = to;
      if (options.longConnection === true && !connection) {
        connection = await openConnection({
          appId,
          appSecret,
          domain,
          http: api.http,
          log,
          deliver: take,
          now,
          onGap: (gap) => options.onGap?.(gap),
        });
      }
    },
    stop: async () => {
      sink = undefined;
      await Promise.allSettled(underWay);
      // What was just finished is acknowledged over the connection before it is closed.
      await new Promise((resolve) => setImmediate(resolve));
      connection?.close();
      connection = undefined;
    },
    send: createSender(api, log),
    update: createUpdater(api, log),
    findSent: createFindSent(api, now),
    directTo: async (person) => person,
    roster: (conversation) => readRoster(api, tenant, conversation),
    conversations: () => readConversations(api),
    history: async (conversation, sinceAt, next) => {
      const kind = await places.kindOf(conversation);
      const place = { chat: conversation, kind };
      return readHistory(api, place, { identity: identity(), tenant, receivedAt: now() }, sinceAt, next);
    },
  };
};
