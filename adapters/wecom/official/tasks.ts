import type { Sent } from '../../../core/adapter.ts';
import type { Message } from '../../../core/messages.ts';
import { fieldsOf, listOf, textOf } from '../../../core/payload.ts';
import type { Api } from '../client.ts';
import type { Room } from '../rooms.ts';
import { ownerOf } from './groups.ts';

/** What the platform takes as the text of a 群发 task and of a welcome, in bytes. */
export const longestTaskText = 4000;

/** Whom a 群发 task is for: one customer, or one customer group. */
export type TaskTarget = Extract<Room, { readonly kind: 'contact' | 'group' }>;

/** Returns why a message may not go to customers, or undefined when it may. */
export const taskObjection = (message: Message): string | undefined => {
  if (message.audience !== 'customer') return 'internal: this is not for customers';
  if (message.text.trim() === '') return 'empty: there is nothing to say';
  if (Buffer.byteLength(message.text) > longestTaskText) return 'too-long: 群发 takes 4,000 bytes';
  return undefined;
};

/** Returns the member who has to confirm the task: of a group its owner. @throws CallFailure */
export const senderOf = async (api: Api, to: TaskTarget): Promise<string | undefined> =>
  to.kind === 'group' ? ownerOf(api, to.chat) : to.user;

/**
 * Makes a 群发 task. Nothing is sent by it: the employee has to confirm, who is asked by WeCom, and each customer and
 * each group may get as many such messages a month as the month has days. @throws CallFailure
 */
export const createTask = async (
  api: Api,
  to: TaskTarget,
  message: Message,
  signal?: AbortSignal,
): Promise<Sent> => {
  const objection = taskObjection(message);
  if (objection !== undefined) return { status: 'refused', reason: objection };
  const sender = await senderOf(api, to);
  if (to.kind === 'group' && sender === undefined) {
    return { status: 'refused', reason: 'no-owner: WeCom does not say who owns this group' };
  }
  const answer = await api.tryCall({
    path: 'externalcontact/add_msg_template',
    body: {
      ...(to.kind === 'group'
        ? { chat_type: 'group', chat_id_list: [to.chat] }
        : { chat_type: 'single', external_userid: [to.customer] }),
      ...(sender === undefined ? {} : { sender }),
      text: { content: message.text },
    },
    signal,
  });
  const target = to.kind === 'group' ? to.chat : to.customer;
  if (listOf(answer['fail_list']).some((each) => textOf(each) === target)) {
    return {
      status: 'refused',
      reason:
        'not-reachable: the customer is no contact (any more), or got as many 群发 messages as the month allows',
    };
  }
  const ref = textOf(answer['msgid']);
  return ref === undefined ? { status: 'unknown' } : { status: 'pending-human', ref };
};

const pagesAtMost = 20;

/** Returns all pages of a list that goes on by `cursor`. @throws CallFailure */
export const allPages = async (
  api: Api,
  path: string,
  body: object,
  list: string,
): Promise<readonly unknown[]> => {
  const found: unknown[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < pagesAtMost; page++) {
    const answer = fieldsOf(
      await api.tryCall({ path, body: { ...body, ...(cursor === undefined ? {} : { cursor }) } }),
    );
    found.push(...listOf(answer[list]));
    cursor = textOf(answer['next_cursor']);
    if (cursor === undefined) break;
  }
  return found;
};
