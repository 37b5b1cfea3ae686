import { carePeople } from '../../db/care-people.ts';
import type { Db } from '../../db/connect.ts';
import { storeConsents } from '../../db/consents.ts';
import { withdrawContacts } from '../../db/contacts.ts';
import { suppress, unsuppress } from '../../db/suppressions.ts';
import type { Care } from './request.ts';
import { hashingOf } from './suppression-key.ts';

/** How it came about that somebody wants no messages, or wants them again, and the member who wrote it down. */
export type Said = { readonly source: string; readonly byId?: number };

/** Returns the keyed hashes of all identities of people. */
export const hashesOfPeople = async (
  db: Db,
  { company }: Care,
  personIds: readonly number[],
): Promise<readonly string[]> => {
  const hash = await hashingOf(db, company.seal);
  const people = await carePeople(db, personIds);
  return [...people.values()].flatMap((person) => person.identities.map(hash));
};

/**
 * From now on these people get no message of ours that they did not ask for, on any platform and under any of their
 * identities: what waits is taken back in this transaction, and their ids stand on the suppression list.
 */
export const optOut = async (
  trx: Db,
  care: Care,
  personIds: readonly number[],
  said: Said,
  at: number,
): Promise<void> => {
  await storeConsents(
    trx,
    personIds.map((personId) => ({ personId, purpose: 'all', state: 'withdrawn', ...said })),
    at,
  );
  await suppress(trx, await hashesOfPeople(trx, care, personIds), said.source, at);
  await withdrawContacts(trx, { personIds }, 'opted-out');
};

/** These people asked for messages again. */
export const optIn = async (
  trx: Db,
  care: Care,
  personIds: readonly number[],
  said: Said,
  at: number,
): Promise<void> => {
  await storeConsents(
    trx,
    personIds.map((personId) => ({ personId, purpose: 'all', state: 'given', ...said })),
    at,
  );
  await unsuppress(trx, await hashesOfPeople(trx, care, personIds));
};
