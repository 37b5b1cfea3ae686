import { fieldsOf, listOf, textOf } from '../../../core/payload.ts';
import type { Api } from '../client.ts';

/** A tag of the company for customers. */
export type CustomerTag = { readonly id: string; readonly name: string; readonly group: string };

/** Returns the company's tags for customers. @throws PlatformError when they cannot be had. */
export const readTags = async (api: Api): Promise<readonly CustomerTag[]> => {
  const answer = await api.call({ path: 'externalcontact/get_corp_tag_list', body: {} });
  return listOf(answer['tag_group'])
    .map(fieldsOf)
    .flatMap((group) =>
      listOf(group['tag'])
        .map(fieldsOf)
        .flatMap((tag) => {
          const id = textOf(tag['id']);
          const name = textOf(tag['name']);
          if (id === undefined || name === undefined || tag['deleted'] === true) return [];
          return [{ id, name, group: textOf(group['group_name']) ?? '' }];
        }),
    );
};

/**
 * Puts tags on a customer of a member and takes others off; doing it twice changes nothing. WeCom sends no callback for
 * what is done this way. @throws PlatformError when it was not done.
 */
export const markTags = async (
  api: Api,
  of: { readonly member: string; readonly customer: string },
  change: { readonly add?: readonly string[]; readonly remove?: readonly string[] },
): Promise<void> => {
  const { add = [], remove = [] } = change;
  if (add.length + remove.length === 0) return;
  await api.call({
    path: 'externalcontact/mark_tag',
    body: {
      userid: of.member,
      external_userid: of.customer,
      ...(add.length === 0 ? {} : { add_tag: add }),
      ...(remove.length === 0 ? {} : { remove_tag: remove }),
    },
  });
};
