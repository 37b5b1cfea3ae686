import type { Logger } from 'pino';
import type { Adapter } from '../../core/adapter.ts';
import { PlatformError } from '../../core/errors.ts';
import type { Person } from '../../core/events.ts';
import { clearRoomBlind, noteRoomBlind } from '../../db/blind.ts';
import type { Db } from '../../db/connect.ts';
import {
  claimHistory,
  delayHistory,
  endHistory,
  type HistoryFetch,
  noteHistoryPage,
  noteMet,
} from '../../db/history-fetches.ts';
import { findPeople } from '../../db/people.ts';
import { type Room, roomById } from '../../db/rooms.ts';
import { accept } from '../ingest/accept.ts';
import type { Company } from '../ingest/context.ts';
import { refoldCustomers } from '../ingest/refold.ts';
import { proposeRoom } from './propose-room.ts';
import { syncRoom } from './sync-room.ts';

/** What fetching history needs. `ring` rings for the conversations that have something new. */
export type Backfill = {
  readonly db: Db;
  readonly log: Logger;
  readonly company: Company;
  readonly adapterFor: (platform: string, account: string) => Promise<Adapter | undefined>;
  readonly ring: (conversations: readonly string[]) => Promise<void>;
  readonly ringOutbox: () => Promise<void>;
  /** The bot's present, for what is written to people. */
  readonly now: () => number;
};

const leaseMs = 120_000;
const giveUpAfter = 8;
const longestPauseMs = 60 * 60 * 1000;

const refold = async ({ db, company, now }: Backfill, room: Room): Promise<void> => {
  const { customerId } = room;
  if (customerId === null) return;
  await db.transaction().execute((trx) => refoldCustomers(trx, company, [customerId], now()));
};

/** What could be recovered was heard after all; what could not is time in which nobody's silence counts. */
const settleHearing = async (
  backfill: Backfill,
  room: Room,
  fetch: HistoryFetch,
  whole: boolean,
): Promise<void> => {
  const { db } = backfill;
  if (whole) {
    if (await clearRoomBlind(db, room.id, fetch.fromAt, fetch.untilAt)) await refold(backfill, room);
    return;
  }
  if (fetch.cause !== 'gap') return;
  await noteRoomBlind(db, room.id, fetch.fromAt, fetch.oldestAt ?? fetch.untilAt, 'down');
  await refold(backfill, room);
};

/** The member to whom the platform says that a room belongs, where it does not say who brought the bot in. */
const ownerIn = async (db: Db, adapter: Adapter, room: Room): Promise<number | undefined> => {
  const owner = await adapter.ownerOf?.(room.externalId);
  if (owner === undefined) return undefined;
  const known = (await findPeople(db, room, [owner])).get(owner);
  return known?.side === 'us' ? known.id : undefined;
};

const meetRoom = async (
  backfill: Backfill,
  adapter: Adapter,
  room: Room,
  fetch: HistoryFetch,
): Promise<void> => {
  const { db, now } = backfill;
  const people: readonly Person[] = await syncRoom(db, adapter, room, fetch.fromAt, Date.now());
  const outsiders = people.filter((each) => each.kind === 'human' && each.external !== false).length;
  const named = await roomById(db, room.id);
  if (named?.purpose === 'unlinked' && outsiders > 0) {
    const memberId = fetch.askedBy ?? (await ownerIn(db, adapter, room));
    const key = `propose/${room.id}/${fetch.id}/${memberId}`;
    const ask = { key, room: named, outsiders, now: now() };
    if (memberId !== undefined && (await proposeRoom(db, { ...ask, memberId }))) await backfill.ringOutbox();
  }
  await noteMet(db, fetch);
};

const fetchPage = async (
  backfill: Backfill,
  adapter: Adapter,
  room: Room,
  fetch: HistoryFetch,
): Promise<void> => {
  const { db, log } = backfill;
  if (fetch.cause === 'added' && !fetch.met) await meetRoom(backfill, adapter, room, fetch);
  if (!adapter.history) {
    await settleHearing(backfill, room, fetch, false);
    await endHistory(db, fetch.id);
    return;
  }
  const page = await adapter.history(room.externalId, fetch.fromAt, fetch.cursor ?? undefined);
  await accept(db, page.events, Date.now(), backfill.ring);
  const oldestAt = page.events.reduce<number | null>(
    (oldest, each) => Math.min(oldest ?? each.at, each.at),
    null,
  );
  await noteHistoryPage(db, fetch.id, {
    cursor: page.next ?? null,
    found: page.events.length,
    oldestAt,
    reachesBack: page.reachesBack,
  });
  log.info(
    { room: room.id, cause: fetch.cause, events: page.events.length, more: page.next !== undefined },
    'history',
  );
  if (page.next !== undefined) return;
  const oldest = Math.min(fetch.oldestAt ?? Number.POSITIVE_INFINITY, oldestAt ?? Number.POSITIVE_INFINITY);
  const ended = { ...fetch, oldestAt: Number.isFinite(oldest) ? oldest : null };
  await settleHearing(backfill, room, ended, fetch.reachesBack && page.reachesBack);
  await endHistory(db, fetch.id);
};

const fetchOne = async (backfill: Backfill, fetch: HistoryFetch): Promise<void> => {
  const { db, log } = backfill;
  const room = await roomById(db, fetch.roomId);
  const adapter = room && (await backfill.adapterFor(room.platform, room.account));
  if (!room || !adapter) return endHistory(db, fetch.id, 'platform-off');
  try {
    await fetchPage(backfill, adapter, room, fetch);
  } catch (error) {
    const asked = error instanceof PlatformError ? error.retryAfterMs : undefined;
    const problem = error instanceof PlatformError ? (error.platformCode ?? error.name) : 'failed';
    log.warn({ room: room.id, err: error }, 'history could not be fetched');
    if (asked === undefined && fetch.attempts >= giveUpAfter) {
      await settleHearing(backfill, room, fetch, false);
      return endHistory(db, fetch.id, problem);
    }
    const pause = asked ?? Math.min(longestPauseMs, 1000 * 2 ** fetch.attempts);
    await delayHistory(db, fetch.id, { nextAt: Date.now() + pause, problem, counts: asked === undefined });
  }
};

/**
 * Fetches what is due of the rooms' history, a page at a time, and stores it as the deliveries that it would have been.
 * It goes on where it stopped, in any process. Returns after `longestMs` or when nothing is due, with the pages.
 */
export const fetchHistories = async (backfill: Backfill, longestMs = 20_000): Promise<number> => {
  const until = performance.now() + longestMs;
  let pages = 0;
  while (performance.now() < until) {
    const now = Date.now();
    const fetch = await claimHistory(backfill.db, now, now + leaseMs);
    if (!fetch) return pages;
    await fetchOne(backfill, fetch);
    pages++;
  }
  return pages;
};
