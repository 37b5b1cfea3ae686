import type { Sent } from '../../core/adapter.ts';
import type { Destination, Message } from '../../core/messages.ts';
import { type Fields, fieldsOf, jsonOf, listOf, textOf } from '../../core/payload.ts';
import type { Api } from './client.ts';
import { CallFailure, toPlatformError } from './errors.ts';
import { markerOf, postsOf, receiverType } from './outbound.ts';
import { momentOf } from './payload.ts';

/** Within this time the platform takes a message with the same `uuid` once only; a little less than its hour. */
export const uuidLifeMs = 50 * 60_000;
const pagesAtMost = 10;
/** The platform's clock and ours may differ by this much. */
const clockDriftMs = 60_000;

const fromApp = (item: Fields): boolean => {
  const type = fieldsOf(item['sender'])['sender_type'];
  return type === 'app' || type === 'bot';
};

/** Everything the app said in a chat since then; undefined when the platform does not show it. */
const saidSince = async (api: Api, chat: string, sinceAt: number): Promise<readonly Fields[] | undefined> => {
  const found: Fields[] = [];
  let token: string | undefined;
  for (let page = 0; page < pagesAtMost; page++) {
    const data = await api.tryCall({
      method: 'GET',
      path: 'im/v1/messages',
      query: {
        container_id_type: 'chat',
        container_id: chat,
        start_time: Math.floor((sinceAt - clockDriftMs) / 1000),
        sort_type: 'ByCreateTimeAsc',
        page_size: 50,
        page_token: token,
        card_msg_content_type: 'raw_card_content',
      },
    });
    found.push(...listOf(data['items']).map(fieldsOf).filter(fromApp));
    token = textOf(data['page_token']);
    if (data['has_more'] !== true || token === undefined) return found;
  }
  return undefined;
};

/** What was sent in pieces: a card by the mark it carries, texts by their words. The id of the first, when all are there. */
const refOf = (items: readonly Fields[], message: Message, key: string, sinceAt: number) => {
  if (message.card) {
    const mark = markerOf(key);
    // Only the first of several cards carries the mark; whether the others followed is not known.
    if (postsOf(message, key).length > 1) return undefined;
    return items.find((item) => (textOf(fieldsOf(item['body'])['content']) ?? '').includes(mark));
  }
  const said = items.filter((item) => (momentOf(item['create_time']) ?? 0) >= sinceAt - 1000);
  const textIn = (content: unknown) => textOf(fieldsOf(jsonOf(content))['text']);
  const found = postsOf(message, key).map((post) => {
    const same = said.filter((item) => textIn(fieldsOf(item['body'])['content']) === textIn(post.content));
    // Said more than once since then: which of them it was cannot be told.
    return same.length === 1 ? same[0] : undefined;
  });
  return found.every((item) => item !== undefined) ? found[0] : undefined;
};

/**
 * Returns a function that looks for a message in the history of its chat. Not found within the life of its `uuid`:
 * `undefined`, for sending it again under the same key cannot double it. Later, or where the history is not shown, it
 * stays unknown.
 */
export const createFindSent =
  (api: Api, now: () => number) =>
  async (
    to: Destination,
    message: Message,
    { idempotencyKey, sinceAt }: { readonly idempotencyKey: string; readonly sinceAt: number },
  ): Promise<Sent | undefined> => {
    const notFound = (): Sent | undefined =>
      now() - sinceAt < uuidLifeMs ? undefined : { status: 'unknown' };
    if (receiverType(to.conversation) !== 'chat_id') return notFound();
    try {
      const items = await saidSince(api, to.conversation, sinceAt);
      const item = items && refOf(items, message, idempotencyKey, sinceAt);
      const ref = textOf(item?.['message_id']);
      if (ref === undefined) return notFound();
      return item?.['deleted'] === true ? { status: 'refused', reason: 'recalled' } : { status: 'sent', ref };
    } catch (error) {
      // Not allowed to read the history: the key alone decides. Anything else is for later.
      if (error instanceof CallFailure && error.reached === true && error.status !== 429) return notFound();
      throw toPlatformError(error);
    }
  };
