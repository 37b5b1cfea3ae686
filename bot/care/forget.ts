import type { InboundEvent } from '../../core/events.ts';
import type { Db } from '../../db/connect.ts';
import { withdrawContacts } from '../../db/contacts.ts';
import { type ErasureCounts, type ErasureSubject, erase, findTraces } from '../../db/erase.ts';
import { anyErased, erasedUntil, markErased } from '../../db/erasures.ts';
import { suppress } from '../../db/suppressions.ts';
import type { Company } from '../ingest/context.ts';
import { refoldCustomers } from '../ingest/refold.ts';
import { hashesOfPeople } from './consent.ts';
import { hashingOf } from './suppression-key.ts';

/** Words shorter than this stand in too many texts to say anything. */
const shortestTrace = 4;

/**
 * Erases somebody in this transaction and returns the proof: how much it was, and in how many places an id of theirs
 * still stands (`left`). Their ids stay as keyed hashes: they get no messages, and what they said before is not taken in
 * again. Who remains of the customer is folded anew.
 */
export const forgetSubject = async (
  trx: Db,
  company: Company,
  subject: ErasureSubject,
  now: number,
): Promise<ErasureCounts> => {
  const personIds = subject.people.map((each) => each.id);
  const hashes = await hashesOfPeople(trx, { company }, personIds);
  const identities = await trx
    .selectFrom('identity')
    .select('external_id')
    .where('person_id', 'in', [-1, ...personIds])
    .execute();
  await withdrawContacts(trx, { personIds }, 'opted-out');
  await suppress(trx, hashes, 'erasure', now);
  await markErased(trx, hashes, now);
  const counts = await erase(trx, subject);
  if (!subject.whole) await refoldCustomers(trx, company, [subject.customerId], now);
  const words = identities.map((each) => each.external_id).filter((each) => each.length >= shortestTrace);
  const left = Object.values(await findTraces(trx, words)).reduce((sum, each) => sum + each, 0);
  return { ...counts, left };
};

/** Returns the events without what erased people had said before they were erased: a history that is read again. */
export const withoutErased = async (
  trx: Db,
  company: Company,
  events: readonly InboundEvent[],
): Promise<readonly InboundEvent[]> => {
  if (events.length === 0 || !(await anyErased(trx))) return events;
  const hash = await hashingOf(trx, company.seal);
  const hashes = new Map(
    events.map((each) => [each.id, hash([each.platform, each.account, each.person.id])] as const),
  );
  const until = await erasedUntil(trx, [...new Set(hashes.values())]);
  if (until.size === 0) return events;
  return events.filter((each) => each.at > (until.get(hashes.get(each.id) ?? '') ?? 0));
};
