import type { Logger } from 'pino';
import type { Adapter, Sent } from '../../core/adapter.ts';
import { type Roster, routeMessage } from '../../core/audience.ts';
import { PlatformError } from '../../core/errors.ts';
import type { Destination } from '../../core/messages.ts';
import { announce } from '../../db/announce.ts';
import type { Db } from '../../db/connect.ts';
import { directRoomOf } from '../../db/direct-room.ts';
import { noteRoomActivity, storeMessages } from '../../db/messages.ts';
import { type ClaimedOutbound, claimOutbound, type Outcome, settleOutbound } from '../../db/outbox.ts';
import { type Room, roomById, rosterOf } from '../../db/rooms.ts';
import type { Clock } from '../clock.ts';

/** What delivering needs. `adapterFor` gives the adapter of a platform account, or undefined when it is off. */
export type Outbox = {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Logger;
  readonly adapterFor: (platform: string, account: string) => Adapter | undefined;
};

const leaseMs = 60_000;
const claimAtOnce = 20;
const giveUpAfter = 8;

type Target = { readonly room: Room; readonly to: Destination; readonly onlyFor: number | null };

const presentRoster = async (db: Db, room: Room): Promise<Roster> => {
  try {
    return { known: true, sides: (await rosterOf(db, room.id)).map((each) => each.side) };
  } catch {
    return { known: false };
  }
};

/** The platform's id of a member of ours; nobody else is ever answered in private. */
const memberIdOf = async (db: Db, personId: number, room: Room): Promise<string | undefined> => {
  const row = await db
    .selectFrom('identity')
    .innerJoin('person', 'person.id', 'identity.person_id')
    .select('external_id')
    .where('person.side', '=', 'us')
    .where('person_id', '=', personId)
    .where('platform', '=', room.platform)
    .where('account', '=', room.account)
    .executeTakeFirst();
  return row?.external_id;
};

/** Where the message really goes: the audience rule is applied here, for every message, and nowhere else. */
const targetOf = async (
  { db }: Outbox,
  adapter: Adapter,
  outbound: ClaimedOutbound,
  room: Room,
): Promise<Target | { readonly refused: string }> => {
  const asker = outbound.askerId === null ? undefined : await memberIdOf(db, outbound.askerId, room);
  const ways = { ephemeral: adapter.can.ephemeral, direct: adapter.can.direct, asker: asker !== undefined };
  const route = routeMessage(outbound.message.audience, room.purpose, await presentRoster(db, room), ways);
  const thread = outbound.thread === null ? {} : { thread: outbound.thread };
  if (route.to === 'nowhere') return { refused: route.reason };
  if (route.to === 'room') return { room, to: { conversation: room.externalId, ...thread }, onlyFor: null };
  if (route.by === 'ephemeral' && asker !== undefined) {
    return {
      room,
      to: { conversation: room.externalId, ...thread, onlyFor: asker },
      onlyFor: outbound.askerId,
    };
  }
  const direct = outbound.askerId === null ? undefined : await directRoomOf(db, outbound.askerId);
  if (!direct) return { refused: 'no-private-way' };
  return { room: direct, to: { conversation: direct.externalId }, onlyFor: null };
};

const record = async (
  { db, clock }: Outbox,
  outbound: ClaimedOutbound,
  target: Target,
  ref: string,
): Promise<void> => {
  const { message } = outbound;
  const at = clock.now();
  await storeMessages(db, [
    {
      roomId: target.room.id,
      personId: null,
      externalId: ref,
      thread: outbound.thread,
      at,
      text: message.text,
      audience: message.audience,
      ...(message.card ? { card: message.card } : {}),
      ...(target.onlyFor === null ? {} : { onlyFor: target.onlyFor }),
    },
  ]);
  await noteRoomActivity(db, new Map([[target.room.id, at]]));
  await announce(db, { rooms: [target.room.externalId], customers: [] });
};

const outcomeOf = (sent: Sent): Outcome => {
  if (sent.status === 'unknown') return { status: 'unknown', problem: 'no answer from the platform' };
  if (sent.status === 'refused') return { status: 'refused', problem: sent.reason };
  return sent;
};

const retryLater = (error: unknown, attempts: number, now: number): Outcome => {
  const problem = error instanceof Error ? error.name : 'unknown';
  if (attempts >= giveUpAfter) return { status: 'refused', problem: `gave up: ${problem}` };
  const asked = error instanceof PlatformError ? error.retryAfterMs : undefined;
  return { status: 'waiting', problem, nextAt: now + (asked ?? Math.min(60_000, 500 * 2 ** attempts)) };
};

const deliverOne = async (outbox: Outbox, outbound: ClaimedOutbound): Promise<void> => {
  const { db, clock, log } = outbox;
  const room = await roomById(db, outbound.roomId);
  const adapter = room && outbox.adapterFor(room.platform, room.account);
  if (!room || !adapter) {
    await settleOutbound(db, outbound.id, { status: 'refused', problem: 'platform-off' });
    return;
  }
  const target = await targetOf(outbox, adapter, outbound, room);
  if ('refused' in target) {
    log.warn({ outbound: outbound.id, reason: target.refused }, 'a message was not sent');
    await settleOutbound(db, outbound.id, { status: 'refused', problem: target.refused });
    return;
  }
  try {
    const sent = await adapter.send(target.to, outbound.message, { idempotencyKey: outbound.key });
    if (sent.status === 'sent') await record(outbox, outbound, target, sent.ref);
    await settleOutbound(db, outbound.id, outcomeOf(sent));
  } catch (error) {
    log.error({ outbound: outbound.id, err: error }, 'sending failed');
    await settleOutbound(db, outbound.id, retryLater(error, outbound.attempts, clock.now()));
  }
};

/** Sends everything whose time has come, oldest first, and returns how many messages it dealt with. */
export const deliverOutbox = async (outbox: Outbox): Promise<number> => {
  let total = 0;
  for (;;) {
    const now = outbox.clock.now();
    const claimed = await claimOutbound(outbox.db, now, now + leaseMs, claimAtOnce);
    for (const outbound of claimed) await deliverOne(outbox, outbound);
    total += claimed.length;
    if (claimed.length < claimAtOnce) return total;
  }
};
