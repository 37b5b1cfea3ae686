import type { Logger } from 'pino';
import { PlatformError } from '../../core/errors.ts';
import { dayMs } from '../../core/time.ts';
import { announce } from '../../db/announce.ts';
import type { Db } from '../../db/connect.ts';
import { adoptCustomers } from '../../db/customers.ts';
import { resolvePeople } from '../../db/people.ts';
import { namePerson, noteContact, type UnreadContact, unreadContacts } from '../../db/wecom-contacts.ts';
import type { OfficialAdapter } from '../platforms/wecom-host.ts';

/** So many are asked about at once; WeCom takes thousands of such calls a minute. */
const atOnce = 20;
/** What WeCom said is looked at again after this time, and after a failure after that one. */
const againMs = 30 * dayMs;
const retryMs = 60 * 60_000;

const learn = async (
  db: Db,
  { account, official }: OfficialAdapter,
  { externalId, personId }: UnreadContact,
  now: number,
): Promise<void> => {
  const contact = await official.contact(externalId);
  const { unionId, company } = contact ?? {};
  await db.transaction().execute(async (trx) => {
    await noteContact(trx, { account, externalId, unionId, company, nextAt: now + againMs });
    if (!contact) return;
    if (contact.name !== undefined) await namePerson(trx, personId, externalId, contact.name);
    // Whoever has had them as a contact for the longest looks after them, until somebody says otherwise.
    const first = contact.members.at(-1);
    const person = await trx
      .selectFrom('person')
      .select('customer_id')
      .where('id', '=', personId)
      .executeTakeFirst();
    const customerId = person?.customer_id;
    if (!first || customerId === null || customerId === undefined) return;
    const where = { platform: 'wecom', account } as const;
    const members = await resolvePeople(trx, where, [{ id: first.user, kind: 'human', external: false }]);
    const owner = members.get(first.user);
    if (owner?.side === 'us') {
      await adoptCustomers(trx, [{ customerId, ownerId: owner.id, at: first.at }]);
      await announce(trx, { rooms: [], customers: [customerId] });
    }
  });
};

/**
 * Asks WeCom who the customers are of whom only the official id is known: their name, the employee whose contact they
 * are, and the ids by which they may be one with somebody of another route. Returns how many were asked about.
 */
export const learnContacts = async (
  db: Db,
  adapter: OfficialAdapter,
  now: number,
  log: Logger,
): Promise<number> => {
  const { account } = adapter;
  const unread = await unreadContacts(db, account, now, atOnce);
  for (const [index, contact] of unread.entries()) {
    try {
      await learn(db, adapter, contact, now);
    } catch (error) {
      log.warn({ platform: 'wecom', err: error }, 'WeCom does not say who a customer is');
      const waitMs = error instanceof PlatformError ? (error.retryAfterMs ?? retryMs) : retryMs;
      await noteContact(db, { account, externalId: contact.externalId, nextAt: now + waitMs });
      if (error instanceof PlatformError) return index;
    }
  }
  return unread.length;
};
