import type { WebClient } from '@slack/web-api';
import type { Person } from '../../core/events.ts';
import type { Directory } from './directory.ts';
import { toPlatformError } from './errors.ts';

const pageSize = 200;
/** More people than this that are not known yet are looked up all at once. */
const askedOneByOne = 15;

/**
 * Returns everyone who is in a conversation at this moment, the bot included, as Slack's directory knows them.
 * @throws PlatformError when Slack does not tell, also when it does so for one person only: a roster with a gap is none.
 */
export const readRoster = async (
  client: WebClient,
  directory: Directory,
  conversation: string,
): Promise<readonly Person[]> => {
  const ids: string[] = [];
  try {
    let cursor: string | undefined;
    do {
      const page = await client.conversations.members({
        channel: conversation,
        limit: pageSize,
        ...(cursor ? { cursor } : {}),
      });
      ids.push(...(page.members ?? []));
      cursor = page.response_metadata?.next_cursor || undefined;
    } while (cursor !== undefined);
  } catch (error) {
    throw toPlatformError(error);
  }
  if (ids.filter((id) => !directory.peek(id)).length > askedOneByOne) await directory.learnAll();
  const people: Person[] = [];
  // One after the other: a burst of look-ups is what Slack limits.
  for (const id of ids) people.push((await directory.find(id)).person);
  return people;
};

/** Returns the conversations that the bot is in. @throws PlatformError when Slack does not tell. */
export const readConversations = async (
  client: WebClient,
): Promise<readonly { readonly id: string; readonly kind: 'group' | 'direct'; readonly name?: string }[]> => {
  const found: { id: string; kind: 'group' | 'direct'; name?: string }[] = [];
  try {
    let cursor: string | undefined;
    do {
      const page = await client.users.conversations({
        types: 'public_channel,private_channel,mpim,im',
        exclude_archived: true,
        limit: pageSize,
        ...(cursor ? { cursor } : {}),
      });
      for (const { id, name, is_im } of page.channels ?? []) {
        if (id) found.push({ id, kind: is_im ? 'direct' : 'group', ...(name ? { name } : {}) });
      }
      cursor = page.response_metadata?.next_cursor || undefined;
    } while (cursor !== undefined);
  } catch (error) {
    throw toPlatformError(error);
  }
  return found;
};
