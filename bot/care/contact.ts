import {
  type BlockReason,
  blockReasons,
  type ContactDecision,
  decideContact,
  type Ledger,
} from '../../core/care/decide-contact.ts';
import type { CareLimits } from '../../core/care/limits.ts';
import { dayMs } from '../../core/time.ts';
import type { Db } from '../../db/connect.ts';
import {
  contactsByKey,
  ledgersOf,
  lockSubjects,
  personLedger,
  reserveContact,
  roomLedger,
  type StoredContact,
  type Subjects,
} from '../../db/contacts.ts';
import { directRoomOf } from '../../db/direct-room.ts';
import { enqueue } from '../../db/outbox.ts';
import { type Aim, type AimFacts, readAudience, readFacts, subjectsOf } from './facts.ts';
import type { Care, ContactOutcome, ContactRequest } from './request.ts';

export type { Care, ContactOutcome, ContactRequest } from './request.ts';

/** Returns the limits that the company goes by now. */
export const careLimits = ({ company }: Pick<Care, 'company'>): CareLimits => company.policies.latest().care;

/** Quotas count by the month. */
const longestQuotaDays = 31;

/** How far back what was sent can count. */
const reachBackMs = (limits: CareLimits): number =>
  Math.max(limits.personDays, limits.roomDays, longestQuotaDays) * dayMs;

/** A request without its message, as it is decided about. */
export type Asked = Omit<ContactRequest, 'message' | 'key' | 'flow' | 'priority'>;

type Entries = Awaited<ReturnType<typeof ledgersOf>>;

const ledgersFor = ({ personIds, roomIds }: Subjects, entries: Entries): readonly Ledger[] => [
  ...personIds.map((id): Ledger => ({ of: 'person', entries: entries.get(personLedger(id)) ?? [] })),
  ...roomIds.map((id): Ledger => ({ of: 'room', entries: entries.get(roomLedger(id)) ?? [] })),
];

const allOf = (list: readonly Subjects[]): Subjects => ({
  personIds: [...new Set(list.flatMap((each) => each.personIds))],
  roomIds: [...new Set(list.flatMap((each) => each.roomIds))],
});

/** Reads all that deciding about requests needs and returns the decision of each as a function of what is known then. */
const prepare = async (
  db: Db,
  care: Care,
  aims: readonly (Aim & Asked)[],
  at: number,
  options: { readonly lock: boolean; readonly except?: number },
) => {
  await care.company.policies.refresh(db);
  const limits = careLimits(care);
  let audience = await readAudience(db, aims);
  let subjects = aims.map((aim) => subjectsOf(aim, audience));
  if (options.lock) {
    await lockSubjects(db, allOf(subjects));
    // What somebody said while we waited for the lock counts.
    audience = await readAudience(db, aims);
    subjects = aims.map((aim) => subjectsOf(aim, audience));
  }
  const facts = await readFacts(db, care, aims, audience, limits, at);
  const entries = new Map(await ledgersOf(db, allOf(subjects), at - reachBackMs(limits), options.except));
  const decide = (index: number): ContactDecision => {
    const aim = aims[index] as Aim & Asked;
    const ledgers = ledgersFor(subjects[index] as Subjects, entries);
    return decideContact(aim, { ...(facts[index] as AimFacts), ledgers }, limits, care.company.calendar, at);
  };
  /** What was just reserved counts for those who come after. */
  const take = (index: number): void => {
    const { personIds, roomIds } = subjects[index] as Subjects;
    const { platform } = facts[index] as AimFacts;
    for (const key of [...personIds.map(personLedger), ...roomIds.map(roomLedger)])
      entries.set(key, [...(entries.get(key) ?? []), { reservedAt: at, sentAt: null, platform }]);
  };
  return { facts, subjects, decide, take };
};

const blocked = (decision: Extract<ContactDecision, { allowed: false }>): ContactOutcome => {
  const { reason, retryAt } = decision;
  return { status: 'blocked', reason, ...(retryAt === undefined ? {} : { retryAt }) };
};

const isReason = (reason: string | null): reason is BlockReason =>
  blockReasons.some((each) => each === reason);

/** The answer that a request got before. What was released is not sent under the same key again. */
const answerOf = ({ id, status, reason }: StoredContact): ContactOutcome =>
  status === 'released'
    ? { status: 'blocked', reason: isReason(reason) ? reason : 'undelivered' }
    : { status: 'queued', contactId: id };

/**
 * Decides about several requests in one transaction and puts the messages of those that may be sent into the outbox, each
 * with its budget reserved; when several compete, the higher priority wins, then the first key. Returns the outcomes in
 * the order of the requests. Whoever has more than one to ask for in a transaction asks here, once: it locks everybody's
 * budget in a fixed order, so that two workers do not wait for each other.
 */
export const contactAll = async (
  trx: Db,
  care: Care,
  requests: readonly ContactRequest[],
  at: number,
): Promise<readonly ContactOutcome[]> => {
  if (requests.length === 0) return [];
  const { facts, subjects, decide, take } = await prepare(trx, care, requests, at, { lock: true });
  const before = new Map(
    await contactsByKey(
      trx,
      requests.map((each) => each.key),
    ),
  );
  const outcomes = new Map<string, ContactOutcome>(
    [...before].map(([key, stored]) => [key, answerOf(stored)]),
  );
  const order = requests
    .map((request, index) => ({ request, index }))
    .sort(
      (one, other) =>
        other.request.priority - one.request.priority || (one.request.key < other.request.key ? -1 : 1),
    );
  for (const { request, index } of order) {
    const { key, to, message } = request;
    if (outcomes.has(key)) continue;
    const decision = decide(index);
    if (!decision.allowed) {
      outcomes.set(key, blocked(decision));
      continue;
    }
    const roomId = to.roomId ?? ('personId' in to ? (await directRoomOf(trx, to.personId))?.id : undefined);
    if (roomId === undefined) {
      outcomes.set(key, { status: 'blocked', reason: 'unreachable' });
      continue;
    }
    const outboxKey = `contact/${key}`;
    await enqueue(trx, { key: outboxKey, roomId, message }, at);
    const { platform, customerId } = facts[index] as AimFacts;
    const contactId = await reserveContact(
      trx,
      {
        key,
        flow: request.flow,
        purpose: request.purpose,
        priority: request.priority,
        solicited: request.solicited ?? false,
        occasion: request.occasion ?? false,
        personId: 'personId' in to ? to.personId : null,
        roomId,
        customerId,
        platform,
        outboxKey,
        subjects: subjects[index] as Subjects,
      },
      at,
    );
    if (!request.solicited) take(index);
    outcomes.set(key, { status: 'queued', contactId });
  }
  return requests.map((each) => outcomes.get(each.key) as ContactOutcome);
};

/**
 * Asks for one message: decides, and when it may be sent puts it into the outbox with its budget reserved, in this
 * transaction. The outbox confirms or releases the budget with what becomes of the message, and asks once more right
 * before sending. Rings nobody: whoever calls rings the outbox after the commit.
 */
export const contact = async (
  trx: Db,
  care: Care,
  request: ContactRequest,
  at: number,
): Promise<ContactOutcome> => (await contactAll(trx, care, [request], at))[0] as ContactOutcome;

/** Decides about requests as {@link contactAll} would, each as if it were the only one; reserves and changes nothing. */
export const mayContactAll = async (
  db: Db,
  care: Care,
  requests: readonly Asked[],
  at: number,
): Promise<readonly ContactDecision[]> => {
  const { decide } = await prepare(db, care, requests, at, { lock: false });
  return requests.map((_, index) => decide(index));
};

/** As {@link mayContactAll}, of one request. */
export const mayContact = async (db: Db, care: Care, request: Asked, at: number): Promise<ContactDecision> =>
  (await mayContactAll(db, care, [request], at))[0] as ContactDecision;

/** Decides once more about a reserved contact, right before its message is sent; its own reservation does not count. */
export const stillMayContact = async (
  db: Db,
  care: Care,
  stored: StoredContact,
  at: number,
): Promise<ContactDecision> => {
  const { id, personId, roomId, purpose, solicited, occasion } = stored;
  if (roomId === null) return { allowed: false, reason: 'unreachable' };
  const { decide } = await prepare(
    db,
    care,
    [
      {
        to: personId === null ? { roomId } : { personId, roomId },
        purpose: purpose as Asked['purpose'],
        ...(solicited ? { solicited } : {}),
        ...(occasion ? { occasion } : {}),
      },
    ],
    at,
    { lock: false, except: id },
  );
  return decide(0);
};
