import { fieldsOf, listOf, textOf } from '../../../core/payload.ts';
import type { Api } from '../client.ts';
import { CallFailure, toPlatformError } from '../errors.ts';
import { momentOf } from '../payload.ts';

/** A customer as WeCom knows them. */
export type Contact = {
  readonly name?: string;
  /** The same for one person of WeChat in all apps of the company; only where it bound a developer's account. */
  readonly unionId?: string;
  /** The company of a customer who uses WeCom. */
  readonly company?: string;
  /** Who has them as a contact, the latest first; `at` is since when. */
  readonly members: readonly { readonly user: string; readonly at: number }[];
};

/** Codes that say that nobody (any more) has this customer as a contact. */
const goneCodes = new Set([40096, 84061]);

/** Returns who a customer is, or undefined when they are nobody's contact. @throws PlatformError */
export const readContactDetails = async (api: Api, customer: string): Promise<Contact | undefined> => {
  try {
    const answer = await api.tryCall({
      path: 'externalcontact/get',
      query: { external_userid: customer },
    });
    const about = fieldsOf(answer['external_contact']);
    const name = textOf(about['name']);
    const unionId = textOf(about['unionid']);
    const company = textOf(about['corp_full_name']) ?? textOf(about['corp_name']);
    const members = listOf(answer['follow_user']).flatMap((each) => {
      const fields = fieldsOf(each);
      const user = textOf(fields['userid']);
      return user === undefined ? [] : [{ user, at: momentOf(fields['createtime']) ?? 0 }];
    });
    return {
      ...(name === undefined ? {} : { name }),
      ...(unionId === undefined ? {} : { unionId }),
      ...(company === undefined ? {} : { company }),
      members: members.toSorted((a, b) => b.at - a.at),
    };
  } catch (error) {
    if (error instanceof CallFailure && goneCodes.has(error.code ?? 0)) return undefined;
    throw toPlatformError(error);
  }
};
