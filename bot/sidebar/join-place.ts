import { InputError } from '../../core/errors.ts';
import type { Db } from '../../db/connect.ts';
import type { NamedCustomer } from '../../db/customer-lists.ts';
import { type AccountKey, resolvePeople } from '../../db/people.ts';
import { ensureRooms } from '../../db/rooms.ts';
import type { CommandContext } from '../commands/command.ts';
import { link } from '../commands/link.ts';
import { room } from '../commands/room.ts';
import { runCommand } from '../commands/run-command.ts';
import type { OfficialAdapter } from '../platforms/wecom-host.ts';
import { type KnownPlace, lookUpPlace, type Place } from './place.ts';

/** Who says that a chat is with which customer. `context` makes what a command runs in. */
export type Joining = {
  readonly db: Db;
  readonly adapter: OfficialAdapter;
  readonly where: AccountKey;
  readonly place: Place;
  /** The employee, by WeCom's id. */
  readonly user: string;
  readonly customer: NamedCustomer;
  readonly context: (trx: Db, known: KnownPlace) => CommandContext;
};

const notTheirs = (zh: boolean): InputError =>
  new InputError(zh ? '您不在这个会话里。' : 'You are not in this chat.');

const orThrow = (answer: { readonly data?: unknown; readonly message: { readonly text: string } }): void => {
  const { data } = answer;
  if (typeof data === 'object' && data !== null && 'error' in data) throw new InputError(answer.message.text);
};

/**
 * Says, for an employee who is in the chat, whose chat it is: of a group what the command `room` says, of a person what
 * `link` says, with their rights. @throws InputError with the reason, and PlatformError when WeCom cannot be asked.
 */
export const joinPlace = async (joining: Joining): Promise<void> => {
  const { db, adapter, where, place, user, customer } = joining;
  if (place.kind === 'chat') {
    const members = (await adapter.roster?.(place.id)) ?? [];
    await db.transaction().execute(async (trx) => {
      const known = await lookUpPlace(trx, where, place);
      const context = joining.context(trx, known);
      if (!members.some((each) => each.id === user)) throw notTheirs(context.language === 'zh');
      await ensureRooms(trx, [
        { ...where, externalId: place.id, kind: 'group', purpose: 'unlinked', name: place.id },
      ]);
      const now = joining.context(trx, await lookUpPlace(trx, where, place));
      orThrow(await runCommand(now, room, ['customer', `#${customer.id}`]));
    });
    return;
  }
  const contact = await adapter.official.contact(place.id);
  await db.transaction().execute(async (trx) => {
    const known = await lookUpPlace(trx, where, place);
    const context = joining.context(trx, known);
    const zh = context.language === 'zh';
    if (!contact?.members.some((each) => each.user === user)) throw notTheirs(zh);
    const name = contact.name === undefined ? {} : { name: contact.name };
    await resolvePeople(trx, where, [{ id: place.id, kind: 'human', external: true, ...name }]);
    const now = await lookUpPlace(trx, where, place);
    if (now.customerId === customer.id) return;
    if (now.customerId !== undefined) {
      orThrow(await runCommand(context, link, [`#${now.customerId}`, `#${customer.id}`]));
      return;
    }
    await trx
      .updateTable('person')
      .set({ customer_id: customer.id })
      .where('id', '=', now.personId ?? -1)
      .execute();
  });
};
