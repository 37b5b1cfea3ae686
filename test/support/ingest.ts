import { createClock } from '../../bot/clock.ts';
import { readConfig } from '../../bot/config.ts';
import { type Acceptance, accept } from '../../bot/ingest/accept.ts';
import { createIngest } from '../../bot/ingest/create.ts';
import type { Ingest } from '../../bot/ingest/ingest.ts';
import { processConversations } from '../../bot/ingest/process.ts';
import { advanceDue } from '../../bot/jobs/tick.ts';
import { createLogger } from '../../bot/log.ts';
import { connect, type Db } from '../../db/connect.ts';
import { ensureRooms, type RoomPurpose } from '../../db/rooms.ts';
import { createTestDatabase } from './database.ts';

/** The inbound path on a database of its own, without queue and server. */
export type TestIngest = {
  readonly db: Db;
  /** The database's address. */
  readonly url: string;
  readonly ingest: Ingest;
  /** Stores deliveries and processes the conversations they rang for, one after the other. */
  feed(events: readonly unknown[]): Promise<readonly Acceptance[]>;
  /** Makes every check that is due at `now`, epoch milliseconds. */
  advance(now: number): Promise<void>;
  stop(): Promise<void>;
};

/** Opens the inbound path on a new database that has these rooms. */
export const openIngest = async (
  account: string,
  rooms: Readonly<Record<string, RoomPurpose>> = {},
): Promise<TestIngest> => {
  const database = await createTestDatabase();
  const db = connect(database.url, { max: 2 });
  const clock = await createClock(db);
  const config = readConfig({ TEND_LANGUAGE: 'en', LOG_LEVEL: 'silent' });
  const ingest = createIngest(db, clock, config, createLogger(process.env['TEND_TEST_LOG'] ?? 'silent'));
  await ensureRooms(
    db,
    Object.entries(rooms).map(([externalId, purpose]) => ({
      platform: 'web',
      account,
      externalId,
      kind: purpose === 'direct' ? 'direct' : 'group',
      purpose,
      name: externalId,
    })),
  );
  return {
    db,
    url: database.url,
    ingest,
    feed: async (events) => {
      let rung: readonly string[] = [];
      const result = await accept(db, events, clock.now(), async (conversations) => {
        rung = conversations;
      });
      for (const each of rung) await processConversations(ingest, [each]);
      return result;
    },
    advance: async (now) => void (await advanceDue(ingest, now)),
    stop: async () => {
      await db.destroy();
      await database.drop();
    },
  };
};
