import { type Language, toLanguage } from '../../core/language.ts';
import { cardText } from '../../core/messages.ts';
import { dayMs } from '../../core/time.ts';
import type { Db } from '../../db/connect.ts';
import { addTask } from '../../db/models/tasks.ts';
import { enqueue } from '../../db/outbox.ts';
import { listRooms } from '../../db/rooms.ts';
import type { Clock } from '../clock.ts';
import { digestFor } from '../digest/compose.ts';
import type { Company } from '../ingest/context.ts';
import { digestCard } from '../view/digest-card.ts';

/** What the daily digest needs. `minuteOfDay` is the company's hour as local minutes since midnight. */
export type DigestJob = {
  readonly db: Db;
  readonly company: Company;
  readonly clock: Clock;
  readonly minuteOfDay: number;
  readonly defaultLanguage: Language;
  readonly ringOutbox: () => Promise<void>;
  /** Whether a model may tell in a few sentences what the digest says: after it, as a message of its own. */
  readonly narrates?: boolean;
};

/**
 * Puts the digest of the latest company hour that has passed into every managers' room that has not had it.
 * Days that were slept through are not caught up one by one: the digest then covers the time since the last one,
 * at most 31 days. Exactly one a day and room, however many workers call this. Returns how many were written.
 */
export const postDigest = async (job: DigestJob): Promise<number> => {
  const { db, company, clock } = job;
  const now = clock.now();
  const today = company.zone.dayOf(now);
  const dueToday = company.zone.at(today, job.minuteOfDay);
  const day = now >= dueToday ? today : today - 1;
  const at = company.zone.at(day, job.minuteOfDay);
  let written = 0;
  for (const room of await listRooms(db, ['managers'])) {
    const last = await db
      .selectFrom('digest')
      .select('day')
      .where('room_id', '=', room.id)
      .where('edition', '=', 'daily')
      .orderBy('day', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (last && last.day >= day) continue;
    const from = last ? Math.max(company.zone.at(last.day, job.minuteOfDay), at - 31 * dayMs) : at - dayMs;
    const content = await digestFor(db, from, at, company);
    const wrote = await db.transaction().execute(async (trx) => {
      const made = await trx
        .insertInto('digest')
        .values({ day, edition: 'daily', room_id: room.id, content, created_at: now })
        .onConflict((conflict) => conflict.columns(['day', 'edition', 'room_id']).doNothing())
        .returning('id')
        .executeTakeFirst();
      if (!made) return false;
      const language = room.language === null ? job.defaultLanguage : toLanguage(room.language);
      const card = digestCard(content, company, language);
      const message = { audience: 'managers' as const, text: cardText(card), card };
      if (job.narrates && !content.empty) {
        const task = { kind: 'narrative', args: { digest: made.id }, roomId: room.id, language, at: now };
        const nobody = { customerId: null, askerId: null, thread: null };
        await addTask(trx, { key: `narrative/${made.id}`, ...task, ...nobody });
      }
      return enqueue(trx, { key: `digest/${room.id}/${day}`, roomId: room.id, message }, now);
    });
    if (wrote) written++;
  }
  if (written > 0) await job.ringOutbox();
  return written;
};
