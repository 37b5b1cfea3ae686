import { setTimeout as delay } from 'node:timers/promises';
import type { Adapter } from '../../core/adapter.ts';
import { picturesIn } from '../../core/messages.ts';
import { contactById } from '../../db/contacts.ts';
import {
  type ClaimedOutbound,
  claimOutbound,
  nextOutboundAt,
  noteTried,
  settleOutbound,
  type Tried,
} from '../../db/outbox.ts';
import { findPictures } from '../../db/pictures.ts';
import { type Room, roomById } from '../../db/rooms.ts';
import { stillMayContact } from '../care/contact.ts';
import type { Outbox } from './outbox.ts';
import { outcomeAfter, outcomeOf } from './outcome.ts';
import { holdAfter, waitForTurn } from './pace.ts';
import { reconcile } from './reconcile.ts';
import { record } from './record.ts';
import { mayShowAtHome, targetOf } from './target.ts';

const leaseMs = 60_000;
const claimAtOnce = 10;
/** A message whose turn comes this soon is waited for; for a later one the sweeper rings again. */
const patienceMs = 1_500;
const shortestPauseMs = 50;
/** One ring is answered for this long at most, so that stopping never waits long. */
const longestMs = 10_000;

/**
 * What nobody asked for is decided about once more at the last moment: whoever opted out, complained or asked something
 * since gets no message, and one whose hour has passed waits for the next. Returns whether it may be sent now.
 */
const isStillWelcome = async (outbox: Outbox, { id, contactId }: ClaimedOutbound): Promise<boolean> => {
  const { db, clock } = outbox;
  const stored = contactId === null ? undefined : await contactById(db, contactId);
  if (!stored) return true;
  const now = clock.now();
  const decision = await stillMayContact(db, outbox, stored, now);
  if (decision.allowed) return true;
  const { reason, retryAt } = decision;
  const onlyQuiet = (reason === 'quiet-hours' || reason === 'holiday') && retryAt !== undefined;
  const outcome = onlyQuiet
    ? ({ status: 'held', problem: reason, nextAt: retryAt } as const)
    : ({ status: 'refused', problem: reason } as const);
  await settleOutbound(db, id, outcome, now);
  return false;
};

/** The message waits for its turn: that is no attempt. */
const postpone = ({ db, clock }: Outbox, outbound: ClaimedOutbound, waitMs: number): Promise<void> =>
  settleOutbound(
    db,
    outbound.id,
    { status: 'waiting', problem: 'rate limit', nextAt: clock.now() + waitMs, counts: false },
    clock.now(),
  );

const refuse = async (
  { db, clock, log }: Outbox,
  outbound: ClaimedOutbound,
  problem: string,
): Promise<void> => {
  // A platform without such a page is asked for it all the same: nobody misses it there.
  const say = problem === 'no-home' ? 'debug' : 'warn';
  log[say]({ outbound: outbound.id, reason: problem }, 'a message was not sent');
  await settleOutbound(db, outbound.id, { status: 'refused', problem }, clock.now());
};

const failed = async (
  { db, clock, log }: Outbox,
  outbound: ClaimedOutbound,
  room: Room,
  conversation: string,
  error: unknown,
  tried: boolean,
): Promise<void> => {
  log.error({ outbound: outbound.id, err: error }, 'sending failed');
  await holdAfter(db, room, conversation, error);
  const now = clock.now();
  await settleOutbound(db, outbound.id, outcomeAfter(error, outbound.attempts, now, tried), now);
};

const sendTo = async (
  outbox: Outbox,
  adapter: Adapter,
  outbound: ClaimedOutbound,
  room: Room,
  target: Tried,
): Promise<void> => {
  const { db, clock } = outbox;
  const { id, key, message, about, attempts } = outbound;
  const pictures = await findPictures(db, picturesIn(message));
  if (about && 'update' in about) {
    // Replacing a message by the same twice changes nothing: without an answer it is simply done again.
    const updated =
      (await adapter.update?.(target.to, about.update, message, { pictures })) ??
      ({ status: 'refused', reason: 'no-update' } as const);
    if (updated.status === 'sent') await record(db, outbound, target, updated.ref, clock.now());
    const outcome =
      updated.status === 'unknown'
        ? outcomeAfter(updated, attempts, clock.now(), false)
        : outcomeOf(updated, attempts, clock.now(), false);
    await settleOutbound(db, id, outcome, clock.now());
    return;
  }
  await noteTried(db, id, Date.now(), target);
  try {
    const sent = await adapter.send(target.to, message, { idempotencyKey: key, pictures });
    if (sent.status === 'sent') await record(db, outbound, target, sent.ref, clock.now());
    const now = clock.now();
    await settleOutbound(db, id, outcomeOf(sent, attempts, now, adapter.findSent !== undefined), now);
  } catch (error) {
    await failed(outbox, outbound, room, target.to.conversation, error, true);
  }
};

const showAtHome = async (
  outbox: Outbox,
  adapter: Adapter,
  outbound: ClaimedOutbound,
  room: Room,
  person: string,
): Promise<void> => {
  const { card } = outbound.message;
  if (!card || !adapter.showHome) return refuse(outbox, outbound, 'no-home');
  if (!(await mayShowAtHome(outbox.db, outbound, room, person)))
    return refuse(outbox, outbound, 'outsider-present');
  await adapter.showHome(person, card);
  const { db, clock } = outbox;
  await settleOutbound(db, outbound.id, { status: 'sent', ref: `home:${person}` }, clock.now());
};

const deliverTo = async (
  outbox: Outbox,
  adapter: Adapter,
  outbound: ClaimedOutbound,
  room: Room,
): Promise<void> => {
  const { db } = outbox;
  const home = outbound.about && 'home' in outbound.about ? outbound.about.home : undefined;
  const wait = await waitForTurn(db, room, home === undefined ? room.externalId : undefined);
  if (wait > 0) return postpone(outbox, outbound, wait);
  if (home !== undefined) return showAtHome(outbox, adapter, outbound, room, home);
  const target = await targetOf(db, adapter, outbound, room);
  if ('refused' in target) return refuse(outbox, outbound, target.refused);
  const isUpdate = outbound.about !== null && 'update' in outbound.about;
  // What stands in the room may not be replaced there any more; saying it elsewhere would be another message.
  if (isUpdate && (target.roomId !== room.id || target.onlyFor !== null))
    return refuse(outbox, outbound, 'outsider-present');
  if (target.roomId !== room.id) {
    const more = await waitForTurn(db, room, target.to.conversation);
    if (more > 0) return postpone(outbox, outbound, more);
  }
  const { message = outbound.message, ...where } = target;
  return sendTo(outbox, adapter, { ...outbound, message }, room, where);
};

const deliverOne = async (outbox: Outbox, outbound: ClaimedOutbound): Promise<void> => {
  const { db } = outbox;
  const room = await roomById(db, outbound.roomId);
  const adapter = room && (await outbox.adapterFor(room.platform, room.account));
  if (!room || !adapter) return refuse(outbox, outbound, 'platform-off');
  const { triedAt, triedTo } = outbound;
  if (triedAt !== null && triedTo !== null) {
    const again = await reconcile(outbox, adapter, outbound, { triedAt, triedTo });
    if (!again) return;
  }
  try {
    if (await isStillWelcome(outbox, outbound)) await deliverTo(outbox, adapter, outbound, room);
  } catch (error) {
    await failed(outbox, outbound, room, room.externalId, error, false);
  }
};

/**
 * Sends everything whose time has come, in each room one message after the other in the order in which they were
 * written, several rooms at once. Returns how many it dealt with.
 */
export const deliverOutbox = async (outbox: Outbox): Promise<number> => {
  const until = performance.now() + longestMs;
  let total = 0;
  for (;;) {
    const now = outbox.clock.now();
    const claimed = await claimOutbound(outbox.db, now, now + leaseMs, claimAtOnce);
    await Promise.all(claimed.map((outbound) => deliverOne(outbox, outbound)));
    total += claimed.length;
    if (claimed.length > 0) continue;
    const nextAt = await nextOutboundAt(outbox.db);
    const waitMs = (nextAt ?? Number.POSITIVE_INFINITY) - outbox.clock.now();
    if (waitMs > patienceMs || performance.now() + waitMs > until) return total;
    await delay(Math.max(shortestPauseMs, waitMs));
  }
};
