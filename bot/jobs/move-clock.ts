import { sql } from 'kysely';
import { announce } from '../../db/announce.ts';
import type { Db } from '../../db/connect.ts';
import { nextCallAt } from '../../db/prompts.ts';
import { rewind } from '../../db/rewind.ts';
import type { Clock } from '../clock.ts';
import type { Company } from '../ingest/context.ts';
import { refoldCustomers } from '../ingest/refold.ts';

/** What moving the playground's clock needs: `runDue` does all that falls due up to the clock's present. */
export type ClockMove = {
  readonly db: Db;
  readonly company: Company;
  readonly clock: Clock;
  /** The company's hour, at which digests fall due: local minutes since midnight. */
  readonly minuteOfDay: number;
  readonly runDue: () => Promise<void>;
  readonly onProgress: (share: number) => void;
};

/** Stops on the way from one company hour to the next. */
const mostStops = 12;

/** The company's hours on the way, so that digests are in time, and the end. */
const stopsOf = ({ zone }: Company, minuteOfDay: number, start: number, end: number): readonly number[] => {
  const stops: number[] = [];
  for (let day = zone.dayOf(start); zone.at(day, minuteOfDay) < end; day++) {
    if (zone.at(day, minuteOfDay) > start) stops.push(zone.at(day, minuteOfDay));
  }
  return [...stops, end];
};

/**
 * Moves the clock forward by `byMs`, from one company hour to the next with stops where members are to be told of
 * something, and does at each stop what would have been done then: checks, prompts, digests.
 */
export const moveClock = async (
  { db, company, clock, minuteOfDay, runDue, onProgress }: ClockMove,
  byMs: number,
): Promise<void> => {
  await alone(db, async () => {
    await clock.refresh();
    const begin = clock.offsetMs();
    const start = clock.now();
    const stops = stopsOf(company, minuteOfDay, start, start + byMs);
    for (const [index, hour] of stops.entries()) {
      const target = begin + hour - start;
      for (let stop = 0; stop < mostStops; stop++) {
        // Somebody is to be told of something on the way, at an hour at which they may be.
        const offset = ((await nextCallAt(db)) ?? 0) - Date.now();
        if (offset <= clock.offsetMs() || offset >= target) break;
        await clock.setOffset(offset);
        await runDue();
      }
      await clock.setOffset(target);
      await runDue();
      onProgress((index + 1) / stops.length);
    }
    await announce(db, { rooms: [], customers: [], clock: true });
  });
};

/** One at a time over all processes: whoever moves the clock next begins where the last move ended. */
const alone = (db: Db, move: () => Promise<void>): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('clock', 3))`.execute(trx);
    await move();
  });

/** Sets the clock back to real time: what happened on the web platform in the time ahead is taken back. */
export const resetClock = async ({ db, company, clock, onProgress }: ClockMove): Promise<void> => {
  await clock.setOffset(0);
  const now = clock.now();
  await db.transaction().execute(async (trx) => {
    const customers = await rewind(trx, now);
    for (let start = 0; start < customers.length; start += 100) {
      await refoldCustomers(trx, company, customers.slice(start, start + 100), now);
      onProgress(Math.min(1, (start + 100) / customers.length));
    }
    await announce(trx, { rooms: [], customers: [], roomsList: true, clock: true });
  });
};
