import { createHash } from 'node:crypto';
import type { Adapter, AdapterLog, Sent } from '../../core/adapter.ts';
import type { Destination, Message, Pictures } from '../../core/messages.ts';
import { fieldsOf, listOf, textOf } from '../../core/payload.ts';
import type { Api } from './client.ts';
import { CallFailure, refusalOf, toPlatformError } from './errors.ts';
import { uploadPictures } from './pictures.ts';
import { harmlessText, type Images, renderCard, renderWords, splitText } from './render.ts';

/** What is posted: the kind of message and its content, JSON in a string. */
export type Post = { readonly msg_type: 'text' | 'interactive'; readonly content: string };

/** Returns the key under which the platform takes a message once within an hour: 40 characters of at most 50. */
export const uuidOf = (idempotencyKey: string, part = 0): string =>
  createHash('sha256').update(`${idempotencyKey}#${part}`).digest('hex').slice(0, 40);

/** Returns the name of a card's first element, by which it is found in the history: at most 20 characters. */
export const markerOf = (idempotencyKey: string): string => `t${uuidOf(idempotencyKey).slice(0, 18)}`;

const textPost = (text: string): Post => ({
  msg_type: 'text',
  content: JSON.stringify({ text: harmlessText(text) }),
});

/** Returns a message as what is posted, in order: cards, mostly one, or the text in pieces. */
export const postsOf = (message: Message, idempotencyKey: string, images?: Images): readonly Post[] => {
  if (!message.card) return splitText(message.text).map(textPost);
  const cards = renderCard(message.card, message.text, markerOf(idempotencyKey), images);
  return cards.map((card) => ({ msg_type: 'interactive', content: JSON.stringify(card) }));
};

/** Returns the kind of an id that can be sent to, as the platform's ids tell it themselves. */
export const receiverType = (id: string): 'chat_id' | 'open_id' | 'union_id' | 'user_id' => {
  if (id.startsWith('oc_')) return 'chat_id';
  if (id.startsWith('ou_')) return 'open_id';
  return id.startsWith('on_') ? 'union_id' : 'user_id';
};

/** The message that a thread began with is gone; what was to be said there is said in the chat. */
const rootGone: ReadonlySet<number> = new Set([230011, 230019, 230110, 230050]);
/** This card cannot be shown there: its text can. */
const cardRefused: ReadonlySet<number> = new Set([230054, 230099, 200621, 200861]);

const codeOf = (error: unknown): number => (error instanceof CallFailure ? (error.code ?? 0) : 0);

/** The pieces of a text that is sent in the place of a card are counted from here. */
const plainParts = 1000;

/** Posts into a chat, to a person, or as the answer to a message. */
export const createPoster =
  (api: Api) =>
  async (to: Destination, post: Post, uuid: string, signal?: AbortSignal): Promise<string> => {
    const more = signal === undefined ? {} : { signal };
    const create = () =>
      api.tryCall({
        method: 'POST',
        path: 'im/v1/messages',
        query: { receive_id_type: receiverType(to.conversation) },
        body: { receive_id: to.conversation, ...post, uuid },
        ...more,
      });
    if (!to.thread?.startsWith('om_')) return textOf((await create())['message_id']) ?? uuid;
    const path = `im/v1/messages/${encodeURIComponent(to.thread)}/reply`;
    try {
      const answer = await api.tryCall({ method: 'POST', path, body: { ...post, uuid }, ...more });
      return textOf(answer['message_id']) ?? uuid;
    } catch (error) {
      if (!rootGone.has(codeOf(error))) throw error;
      return textOf((await create())['message_id']) ?? uuid;
    }
  };

/**
 * Returns what a failed send means: refused for good, or unknown when the call was made and nobody heard the end of
 * it. @throws PlatformError when the platform surely did not take it and may take it later.
 */
export const sentAfter = (error: unknown): Sent => {
  if (!(error instanceof CallFailure)) throw error;
  const reason = refusalOf(error);
  if (reason !== undefined) return { status: 'refused', reason };
  if (error.reached === undefined) return { status: 'unknown' };
  throw toPlatformError(error);
};

/** Sends messages; repeating one with the same key within an hour sends it once. */
export const createSender = (api: Api, log: AdapterLog) => {
  const post = createPoster(api);
  return async (
    to: Destination,
    message: Message,
    { idempotencyKey, signal, pictures }: Parameters<Adapter['send']>[2],
  ): Promise<Sent> => {
    // A room that has outsiders is answered directly; nothing here is visible to one person only.
    if (to.onlyFor !== undefined) return { status: 'refused', reason: 'no-ephemeral' };
    const sendAll = async (posts: readonly Post[], firstPart: number): Promise<string> => {
      let ref: string | undefined;
      for (const [index, each] of posts.entries()) {
        const id = await post(to, each, uuidOf(idempotencyKey, firstPart + index), signal);
        ref ??= id;
      }
      return ref ?? '';
    };
    try {
      const images = await uploadPictures(api, pictures, log);
      return { status: 'sent', ref: await sendAll(postsOf(message, idempotencyKey, images), 0) };
    } catch (error) {
      if (!message.card || !cardRefused.has(codeOf(error))) return sentAfter(error);
    }
    try {
      const { card: _, ...plain } = message;
      return { status: 'sent', ref: await sendAll(postsOf(plain, idempotencyKey), plainParts) };
    } catch (error) {
      return sentAfter(error);
    }
  };
};

/** What takes the place of a message has to be of its kind; undefined when it does not fit into one. */
const replacement = (kind: unknown, message: Message, ref: string, images: Images): Post | undefined => {
  const { card: _, ...plain } = message;
  if (kind !== 'interactive') {
    const texts = postsOf(plain, ref);
    return texts.length === 1 ? texts[0] : undefined;
  }
  if (!message.card) return { msg_type: 'interactive', content: JSON.stringify(renderWords(message.text)) };
  const cards = postsOf(message, ref, images);
  return cards.length === 1 ? cards[0] : undefined;
};

/** Replaces a message of ours: cards up to 14 days, texts up to 20 times, as the platform allows. */
export const createUpdater =
  (api: Api, log: AdapterLog) =>
  async (
    _to: Destination,
    ref: string,
    message: Message,
    { pictures }: { readonly pictures?: Pictures } = {},
  ): Promise<Sent> => {
    const path = `im/v1/messages/${encodeURIComponent(ref)}`;
    try {
      const [there] = listOf((await api.tryCall({ method: 'GET', path }))['items']).map(fieldsOf);
      const images = await uploadPictures(api, pictures, log);
      const post = replacement(there?.['msg_type'], message, ref, images);
      if (!post) return { status: 'refused', reason: 'too-long' };
      if (post.msg_type === 'text') await api.tryCall({ method: 'PUT', path, body: post });
      else await api.tryCall({ method: 'PATCH', path, body: { content: post.content } });
      return { status: 'sent', ref };
    } catch (error) {
      return sentAfter(error);
    }
  };
