import { PlatformError } from '../../core/errors.ts';
import type { Person } from '../../core/events.ts';
import { fieldsOf, listOf, textOf } from '../../core/payload.ts';
import type { Api } from './client.ts';
import { memberOf } from './people.ts';

const pagesAtMost = 100;

/** All pages of a list. @throws PlatformError when one cannot be had, or the list does not end. */
const allOf = async (api: Api, path: string, query: Readonly<Record<string, string>>) => {
  const items: unknown[] = [];
  let token: string | undefined;
  for (let page = 0; page < pagesAtMost; page++) {
    const data = await api.call({
      method: 'GET',
      path,
      query: { ...query, page_size: 100, page_token: token },
    });
    items.push(...listOf(data['items']));
    token = textOf(data['page_token']);
    if (data['has_more'] !== true || token === undefined) return items;
  }
  throw new PlatformError(`The list ${path.split('/').at(-1)} has more than ${pagesAtMost} pages.`);
};

/**
 * Returns who is in a chat at this moment, bots left out as the platform leaves them out. Whoever is of another tenant
 * than `tenant` is external; without a known tenant everybody is `unknown`. @throws PlatformError when the bot may not
 * see it or an entry names nobody: a list with a gap is no list.
 */
export const readRoster = async (
  api: Api,
  tenant: string | undefined,
  chat: string,
): Promise<readonly Person[]> => {
  const path = `im/v1/chats/${encodeURIComponent(chat)}/members`;
  const items = await allOf(api, path, { member_id_type: 'open_id' });
  return items.map((item) => {
    const person = memberOf(item, { tenant });
    if (!person) throw new PlatformError('Feishu lists a member without an id.');
    return person;
  });
};

/** Returns the groups that the bot is in. @throws PlatformError when the list cannot be had. */
export const readConversations = async (
  api: Api,
): Promise<readonly { readonly id: string; readonly kind: 'group'; readonly name?: string }[]> => {
  const items = await allOf(api, 'im/v1/chats', {});
  return items.flatMap((item) => {
    const id = textOf(fieldsOf(item)['chat_id']);
    const name = textOf(fieldsOf(item)['name']);
    if (id === undefined) return [];
    return [{ id, kind: 'group' as const, ...(name === undefined ? {} : { name }) }];
  });
};
