import type { Mapped } from '../../core/adapter.ts';
import { textOf } from '../../core/payload.ts';
import { customerOf } from './people.ts';
import { type Callback, eventBase, ignore, shown } from './reading.ts';
import { contactRoom } from './rooms.ts';

const added = new Set(['add_external_contact', 'add_half_external_contact']);
/** `del_external_contact`: the member removed the customer. `del_follow_user`: the customer removed the member. */
const removed = new Set(['del_external_contact', 'del_follow_user']);

/**
 * Returns a change of a contact between a member and a customer. The welcome code of a new one is valid for 20 s and
 * for one use.
 */
export const readContact = (callback: Callback): Mapped => {
  const { fields } = callback;
  const type = textOf(fields['ChangeType']) ?? '';
  const user = textOf(fields['UserID']);
  const customer = textOf(fields['ExternalUserID']);
  if (!added.has(type) && !removed.has(type))
    return ignore(`change_external_contact ${shown(type)} is not used`);
  if (user === undefined || customer === undefined)
    return ignore('a contact without UserID or ExternalUserID');
  const base = eventBase({
    id: callback.id,
    at: callback.at,
    account: callback.account,
    person: customerOf(customer),
    conversation: { id: contactRoom(user, customer), kind: 'direct' },
  });
  if (removed.has(type)) return { events: [{ ...base, type: 'contact-removed' }] };
  const welcomeToken = textOf(fields['WelcomeCode']);
  const source = textOf(fields['State']);
  return {
    events: [
      {
        ...base,
        type: 'contact-added',
        ...(welcomeToken === undefined ? {} : { welcomeToken }),
        ...(source === undefined ? {} : { source }),
      },
    ],
  };
};
