import type { Adapter, AdapterLog, Sent, Sink } from '../../../core/adapter.ts';
import { PlatformError } from '../../../core/errors.ts';
import type { Message } from '../../../core/messages.ts';
import { type Api, createApi, officialApi } from '../client.ts';
import { toPlatformError } from '../errors.ts';
import { mapPayload } from '../inbound.ts';
import { createIntake } from '../intake.ts';
import { memberOf } from '../people.ts';
import { createReceiver } from '../receiver.ts';
import { appRoom, readRoom } from '../rooms.ts';
import { createOnce, type SharedPace, sentAfter } from '../sending.ts';
import { createMemoryTokenStore, type TokenStore } from '../token-store.ts';
import type { Transport } from '../transport.ts';
import { createAppSender, duplicateCheckMs } from './app-messages.ts';
import { type Contact, readContactDetails } from './contacts.ts';
import { findTask } from './find-task.ts';
import { readGroups, readMembers } from './groups.ts';
import { loginAddress, memberOfCode, type PageSignature, signPage } from './page.ts';
import { type CustomerTag, markTags, readTags } from './tags.ts';
import { readTaskResults, type TaskResults } from './task-result.ts';
import { createTask } from './tasks.ts';
import { createTickets, type TicketKind } from './tickets.ts';
import { sendWelcome } from './welcome.ts';

/** A self-built app (自建应用) of the company, through WeCom's own interfaces. */
export type OfficialOptions = {
  /** 应用管理 > the app > AgentId. */
  readonly agentId: string;
  /** 应用管理 > the app > Secret. */
  readonly secret: string;
  /** 接收消息 > API接收 > Token and EncodingAESKey, by which callbacks are checked and opened. */
  readonly token: string;
  readonly encodingAesKey: string;
  /** Another address of the API, without `/cgi-bin`; https://qyapi.weixin.qq.com when it is not given. */
  readonly apiUrl?: string;
  /** Where all processes keep the one access token; in memory when it is not given. */
  readonly tokens?: TokenStore;
};

/** What the official route can do beyond what all platforms can. All @throws PlatformError when it was not done. */
export type OfficialExtras = {
  /** Says a welcome with the code of a `contact-added` event whose time is `contactAt`; within 20 s, once. */
  welcome(code: string, message: Message, contactAt: number): Promise<Sent>;
  /** What became of a 群发 task; `ref` is that of its `pending-human`. */
  taskResults(ref: string): Promise<TaskResults>;
  tags(): Promise<readonly CustomerTag[]>;
  markTags: (
    of: { readonly member: string; readonly customer: string },
    change: { readonly add?: readonly string[]; readonly remove?: readonly string[] },
  ) => Promise<void>;
  /** Who a customer is and which members have them as a contact; undefined when they are nobody's contact. */
  contact(customer: string): Promise<Contact | undefined>;
  /** By what a page of ours at `url` proves itself to WeCom's JS-SDK. */
  signPage(kind: TicketKind, url: string): Promise<PageSignature>;
  /** Where an employee's browser is sent to say who they are; they come `back` with `code` and `state`. */
  loginAddress(back: string, state: string): string;
  /** The member whom the `code` of a login stands for; undefined when it stands for none of the company. */
  memberOfCode(code: string): Promise<string | undefined>;
  /** What a page names to WeCom's JS-SDK. */
  readonly app: { readonly corpId: string; readonly agentId: string };
};

const extrasOf = (
  api: Api,
  { apiUrl, ...app }: OfficialExtras['app'] & { readonly apiUrl: string },
  tokens: TokenStore,
  now: () => number,
): OfficialExtras => {
  const tickets = createTickets({ api, key: `${app.corpId}/${app.agentId}`, tokens, now });
  return {
    welcome: (code, message, contactAt) => sendWelcome(api, code, message, { contactAt, now: now() }),
    taskResults: (ref) => readTaskResults(api, ref),
    tags: () => readTags(api),
    markTags: (of, change) => markTags(api, of, change),
    contact: (customer) => readContactDetails(api, customer),
    signPage: (kind, url) => signPage(tickets, kind, url, now()),
    loginAddress: (back, state) => loginAddress({ ...app, apiUrl, back, state }),
    memberOfCode: (code) => memberOfCode(api, code),
    app,
  };
};

const withPlatformErrors = async <Value>(work: Promise<Value>): Promise<Value> => {
  try {
    return await work;
  } catch (error) {
    throw toPlatformError(error);
  }
};

const createSend = (
  api: Api,
  agentId: string,
  now: () => number,
  pace: SharedPace | undefined,
): Adapter['send'] => {
  const once = createOnce();
  const sendToMember = createAppSender(api, agentId, now, pace);
  return (to, message, { idempotencyKey, signal }) => {
    const room = readRoom(to.conversation);
    if (to.onlyFor !== undefined) return Promise.resolve({ status: 'refused', reason: 'no-ephemeral' });
    return once(idempotencyKey, async () => {
      try {
        if (room.kind === 'app') return await sendToMember(room.user, message, idempotencyKey, signal);
        if (room.kind === 'group' || room.kind === 'contact')
          return await createTask(api, room, message, signal);
        return { status: 'refused', reason: 'no-route: the official route does not reach this conversation' };
      } catch (error) {
        return sentAfter(error);
      }
    });
  };
};

/**
 * Returns the official route. The account is `corpId`. Customers' words never come this way: callbacks tell of changes
 * of contacts and groups, and of what members say to the app.
 */
export const createOfficial = (
  options: OfficialOptions & {
    readonly corpId: string;
    readonly now: () => number;
    readonly pace?: SharedPace | undefined;
    readonly log: AdapterLog;
  },
): Transport & { readonly extras: OfficialExtras } => {
  const { corpId, agentId, now, log } = options;
  const tokens = options.tokens ?? createMemoryTokenStore();
  const apiUrl = options.apiUrl ?? officialApi;
  const api = createApi({
    corpId,
    agentId,
    secret: options.secret,
    apiUrl,
    tokens,
    now,
  });
  const intake = createIntake(log);

  const take = async (xml: string): Promise<void> => {
    const mapped = mapPayload(xml, { account: corpId }, { kind: 'callback', receivedAt: now() });
    await intake.store(mapped, { xml });
  };

  const findSent: NonNullable<Adapter['findSent']> = async (to, message, { sinceAt }) => {
    const room = readRoom(to.conversation);
    if (room.kind === 'group' || room.kind === 'contact') {
      return withPlatformErrors(findTask(api, room, message, sinceAt, now()));
    }
    // What was sent to a member cannot be looked up, but is taken once within 4 hours: sending it again is right.
    return now() - sinceAt < duplicateCheckMs ? undefined : { status: 'unknown' };
  };

  return {
    name: 'official',
    can: { cards: true, direct: true, welcome: true, roster: true },
    owns: (conversation) => ['app', 'group', 'contact'].includes(readRoom(conversation).kind),
    start: async (sink: Sink) => intake.open(sink),
    stop: () => intake.close(),
    webhook: createReceiver({
      secrets: { token: options.token, encodingAesKey: options.encodingAesKey, receiver: corpId },
      now,
      log,
      take: () => (intake.isOpen() ? take : undefined),
    }),
    send: createSend(api, agentId, now, options.pace),
    findSent,
    directTo: async (person) => appRoom(person),
    roster: async (conversation) => {
      const room = readRoom(conversation);
      if (room.kind === 'app') return [memberOf(room.user, undefined, corpId)];
      if (room.kind !== 'group') throw new PlatformError('WeCom lists the members of customer groups only.');
      return withPlatformErrors(readMembers(api, room.chat));
    },
    conversations: () => withPlatformErrors(readGroups(api)),
    extras: extrasOf(api, { apiUrl, corpId, agentId }, tokens, now),
  };
};
