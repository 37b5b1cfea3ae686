import { PlatformError } from '../../../core/errors.ts';
import type { Person } from '../../../core/events.ts';
import { type Fields, fieldsOf, listOf, textOf } from '../../../core/payload.ts';
import type { Api } from '../client.ts';
import { personOf } from '../people.ts';

const groupOf = async (api: Api, chat: string): Promise<Fields> =>
  fieldsOf(
    (await api.tryCall({ path: 'externalcontact/groupchat/get', body: { chat_id: chat, need_name: 1 } }))[
      'group_chat'
    ],
  );

/** Returns the member who owns a customer group. @throws CallFailure */
export const ownerOf = async (api: Api, chat: string): Promise<string | undefined> =>
  textOf((await groupOf(api, chat))['owner']);

/** Members of the company are of type 1, everybody else of type 2. */
const memberIn = (entry: unknown): Person => {
  const fields = fieldsOf(entry);
  const id = textOf(fields['userid']);
  if (id === undefined) throw new PlatformError('WeCom lists a member without an id.');
  const type = textOf(fields['type']);
  const name = textOf(fields['name']) ?? textOf(fields['group_nickname']);
  return personOf(id, {
    external: type === '1' ? false : type === '2' ? true : 'unknown',
    ...(name === undefined ? {} : { name }),
  });
};

/** Returns who is in a customer group at this moment. @throws CallFailure; PlatformError for a list with a gap. */
export const readMembers = async (api: Api, chat: string): Promise<readonly Person[]> => {
  const members = (await groupOf(api, chat))['member_list'];
  if (!Array.isArray(members)) throw new PlatformError('WeCom does not show the members of this group.');
  return members.map(memberIn);
};

/** So many names are asked for; groups beyond are listed without. */
const namesAtMost = 200;
const pagesAtMost = 50;

/** Returns the customer groups whose owners the app may see. @throws CallFailure */
export const readGroups = async (
  api: Api,
): Promise<readonly { readonly id: string; readonly kind: 'group'; readonly name?: string }[]> => {
  const ids: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < pagesAtMost; page++) {
    const answer = await api.tryCall({
      path: 'externalcontact/groupchat/list',
      body: { status_filter: 0, limit: 1000, ...(cursor === undefined ? {} : { cursor }) },
    });
    ids.push(...listOf(answer['group_chat_list']).flatMap((each) => textOf(fieldsOf(each)['chat_id']) ?? []));
    cursor = textOf(answer['next_cursor']);
    if (cursor === undefined) break;
  }
  const found: { readonly id: string; readonly kind: 'group'; readonly name?: string }[] = [];
  for (const [index, id] of ids.entries()) {
    const name = index < namesAtMost ? textOf((await groupOf(api, id))['name']) : undefined;
    found.push({ id, kind: 'group', ...(name === undefined ? {} : { name }) });
  }
  return found;
};
