import type { InboundEvent } from '../../core/events.ts';
import { fieldsOf, listOf, textOf } from '../../core/payload.ts';
import type { Api } from './client.ts';
import { CallFailure } from './errors.ts';
import { unknownConversation } from './inbound-message.ts';

/** How much is remembered, oldest out first. */
const remembered = 20_000;
/** Looking something up may not use up the 3 s that the platform waits for an answer. */
const lookUpMs = 1_200;

type Kind = 'group' | 'direct';

const createMemory = <Value>() => {
  const kept = new Map<string, Value>();
  return {
    get: (key: string) => kept.get(key),
    set: (key: string, value: Value) => {
      if (kept.size >= remembered) kept.delete(kept.keys().next().value ?? '');
      kept.set(key, value);
    },
  };
};

/** Events whose payload says which kind of chat they are from. */
const saysKind: ReadonlySet<InboundEvent['type']> = new Set([
  'message',
  'message-edited',
  'joined',
  'left',
  'bot-added',
  'bot-removed',
  'home-opened',
  'command',
]);

/** Fills in what the platform leaves out of an event: the chat of a reaction, and whether a chat is a direct one. */
export type Places = {
  /**
   * Returns the event with its chat, or undefined when the message that it is about is not there for us (any more).
   * @throws CallFailure when that could not be found out; the platform then delivers again.
   */
  complete(event: InboundEvent): Promise<InboundEvent | undefined>;
  /** Whether a chat is a direct one; a group where the platform does not say. */
  kindOf(chat: string): Promise<Kind>;
};

/** Returns {@link Places} that remember what events said and ask the platform for the rest. */
export const createPlaces = (api: Api): Places => {
  const chats = createMemory<string>();
  const kinds = createMemory<Kind>();
  const chatOf = async (message: string): Promise<string | undefined> => {
    const known = chats.get(message);
    if (known !== undefined) return known;
    try {
      const path = `im/v1/messages/${encodeURIComponent(message)}`;
      const data = await api.tryCall({ method: 'GET', path, timeoutMs: lookUpMs });
      const chat = textOf(fieldsOf(listOf(data['items'])[0])['chat_id']);
      if (chat !== undefined) chats.set(message, chat);
      return chat;
    } catch (error) {
      // It answered and does not show this message: no later delivery will find it either.
      if (error instanceof CallFailure && error.code !== undefined && error.status !== 429) return undefined;
      throw error;
    }
  };
  const kindOf = async (chat: string): Promise<Kind> => {
    const known = kinds.get(chat);
    if (known !== undefined) return known;
    try {
      const path = `im/v1/chats/${encodeURIComponent(chat)}`;
      const data = await api.tryCall({ method: 'GET', path, timeoutMs: lookUpMs });
      const kind = data['chat_mode'] === 'p2p' ? 'direct' : 'group';
      kinds.set(chat, kind);
      return kind;
    } catch {
      // A group is what nothing internal is said in before its members are known.
      return 'group';
    }
  };
  return {
    kindOf,
    complete: async (event) => {
      const { conversation } = event;
      if (saysKind.has(event.type)) {
        if (conversation.id.startsWith('oc_')) kinds.set(conversation.id, conversation.kind);
        if (event.type === 'message') chats.set(event.message, conversation.id);
        return event;
      }
      const id =
        conversation.id === unknownConversation && 'message' in event && event.message !== undefined
          ? await chatOf(event.message)
          : conversation.id;
      if (id === undefined || id === unknownConversation) return undefined;
      const kind = id.startsWith('oc_') ? await kindOf(id) : conversation.kind;
      return { ...event, conversation: { ...conversation, id, kind } };
    },
  };
};
