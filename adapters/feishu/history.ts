import type { Identity } from '../../core/adapter.ts';
import type { InboundEvent } from '../../core/events.ts';
import { type Fields, fieldsOf, listOf, textOf } from '../../core/payload.ts';
import type { Api } from './client.ts';
import { CallFailure, toPlatformError } from './errors.ts';
import { readMessage } from './inbound-message.ts';
import { momentOf } from './payload.ts';
import { nobody } from './people.ts';
import { type Delivery, eventBase } from './reading.ts';

/** One page of what was said, see `Adapter.history`. */
export type HistoryPage = {
  readonly events: readonly InboundEvent[];
  readonly next?: string;
  readonly reachesBack: boolean;
};

/** Codes by which the platform keeps the history of a chat to itself. */
const closed: ReadonlySet<number> = new Set([231203, 231204, 230073]);
const pageSize = 50;
const pagesOfThread = 10;

type Place = { readonly chat: string; readonly kind: 'group' | 'direct' };
type Reader = {
  readonly identity: Identity;
  readonly tenant: string | undefined;
  readonly receivedAt: number;
};

/** One item of the list as the event that would have been delivered; a recalled one has lost its words. */
const eventOf = (item: Fields, place: Place, reader: Reader): readonly InboundEvent[] => {
  const id = textOf(item['message_id']);
  if (id === undefined) return [];
  const delivery: Delivery = {
    id: `history:${id}`,
    at: momentOf(item['create_time']) ?? reader.receivedAt,
    account: reader.identity.account ?? 'unknown',
    company: { tenant: reader.tenant },
    type: 'history',
    event: {},
    context: { ...reader.identity, receivedAt: reader.receivedAt },
  };
  const where = { id: place.chat, kind: place.kind };
  if (item['deleted'] === true) {
    const base = eventBase(delivery, nobody, where, item['update_time']);
    return [{ ...base, id: `history:${id}:recalled`, type: 'message-recalled', message: id }];
  }
  // What the platform itself says in a chat (who came, who went) is no one's message.
  if (item['msg_type'] === 'system') return [];
  const message = { ...item, chat_id: place.chat, chat_type: place.kind === 'direct' ? 'p2p' : 'group' };
  const mapped = readMessage(delivery, { message, sender: fieldsOf(item['sender']) });
  return 'events' in mapped ? mapped.events : [];
};

const list = (api: Api, query: Readonly<Record<string, string | number | undefined>>): Promise<Fields> =>
  api.tryCall({
    method: 'GET',
    path: 'im/v1/messages',
    query: { sort_type: 'ByCreateTimeAsc', page_size: pageSize, ...query },
  });

/** The replies in a thread, which the list of a chat leaves out. Threads cannot be asked from a time on. */
const repliesIn = async (api: Api, thread: string, sinceAt: number): Promise<readonly Fields[]> => {
  const found: Fields[] = [];
  let token: string | undefined;
  for (let page = 0; page < pagesOfThread; page++) {
    const data = await list(api, { container_id_type: 'thread', container_id: thread, page_token: token });
    found.push(...listOf(data['items']).map(fieldsOf));
    token = textOf(data['page_token']);
    if (data['has_more'] !== true || token === undefined) break;
  }
  return found.filter((item) => (momentOf(item['create_time']) ?? 0) > sinceAt);
};

const withReplies = async (
  api: Api,
  items: readonly Fields[],
  sinceAt: number,
): Promise<readonly Fields[]> => {
  const known = new Set(items.map((item) => item['message_id']));
  const all = [...items];
  const threads = new Set(items.flatMap((item) => textOf(item['thread_id']) ?? []));
  for (const thread of threads) {
    for (const reply of await repliesIn(api, thread, sinceAt)) {
      if (known.has(reply['message_id'])) continue;
      known.add(reply['message_id']);
      all.push(reply);
    }
  }
  return all;
};

const saidAt = (item: Fields): number => momentOf(item['create_time']) ?? 0;

/**
 * Returns one page of what was said in a chat after `sinceAt`, oldest first, and the replies in threads that began
 * within the page. Replies to threads that are older than `sinceAt` are not listed by the platform and stay unheard.
 * @throws PlatformError when the platform does not answer or the bot is not in the chat.
 */
export const readHistory = async (
  api: Api,
  place: Place,
  reader: Reader,
  sinceAt: number,
  next?: string,
): Promise<HistoryPage> => {
  try {
    const data = await list(api, {
      container_id_type: 'chat',
      container_id: place.chat,
      start_time: Math.floor(sinceAt / 1000),
      page_token: next,
    });
    const items = await withReplies(api, listOf(data['items']).map(fieldsOf), sinceAt);
    const token = textOf(data['page_token']);
    const events = [...items]
      .sort((a, b) => saidAt(a) - saidAt(b))
      .filter((item) => saidAt(item) > sinceAt)
      .flatMap((item) => eventOf(item, place, reader));
    return {
      events,
      ...(data['has_more'] === true && token !== undefined ? { next: token } : {}),
      reachesBack: true,
    };
  } catch (error) {
    if (error instanceof CallFailure && closed.has(error.code ?? 0))
      return { events: [], reachesBack: false };
    throw toPlatformError(error);
  }
};
