import type { Logger } from 'pino';
import { type Edition, editions, type Issue, lateAfterMs, latestIssue } from '../../core/digest/edition.ts';
import { type Language, toLanguage } from '../../core/language.ts';
import { cardText } from '../../core/messages.ts';
import { dayMs } from '../../core/time.ts';
import type { Db } from '../../db/connect.ts';
import { type PostedDigest, postedDigests, storeDigest } from '../../db/digests.ts';
import { addTask } from '../../db/models/tasks.ts';
import { enqueue } from '../../db/outbox.ts';
import { listRooms, type Room } from '../../db/rooms.ts';
import type { Clock } from '../clock.ts';
import { digestFor } from '../digest/compose.ts';
import type { DigestOrder } from '../digest/order.ts';
import type { Company } from '../ingest/context.ts';
import { digestPicture } from '../picture/digest-picture.ts';
import { digestCard } from '../view/digest-card.ts';

/** What posting digests needs. `minuteOfDay` is the company's hour as local minutes since midnight. */
export type DigestJob = {
  readonly db: Db;
  readonly company: Company;
  readonly clock: Pick<Clock, 'now'>;
  readonly minuteOfDay: number;
  readonly defaultLanguage: Language;
  readonly ringOutbox: () => Promise<void>;
  /** Whether a model may tell in a few sentences what the digest says: after it, as a message of its own. */
  readonly narrates?: boolean;
  readonly log: Logger;
};

/** A daily digest after a downtime tells of this many days at most. */
const longestMs = 31 * dayMs;

/**
 * The digest that a room has to get now, or undefined when it has had the latest. A daily one tells of all the time since
 * the last; of weeks and months only the latest is told, and none that was over before the room had its first digest.
 */
const orderFor = (
  issue: Issue,
  posted: PostedDigest,
  { company, minuteOfDay, clock }: DigestJob,
): DigestOrder | undefined => {
  const { edition, day, dueAt, from, until } = issue;
  const last = posted.lastDay.get(edition);
  if (last !== undefined && last >= day) return undefined;
  if (edition !== 'daily' && !(posted.firstAt !== null && posted.firstAt < dueAt)) return undefined;
  const now = clock.now();
  const since =
    edition === 'daily' && last !== undefined
      ? Math.max(company.zone.at(last, minuteOfDay), dueAt - longestMs)
      : from;
  // Where there was none yet, nobody waited for this one.
  const isLate = now - dueAt > lateAfterMs && posted.firstAt !== null;
  return { edition, from: since, until, now, ...(isLate ? { late: true } : {}) };
};

const postTo = async (job: DigestJob, room: Room, issue: Issue, order: DigestOrder): Promise<boolean> => {
  const { db, company } = job;
  const { edition, day } = issue;
  const content = await digestFor(db, company, order);
  const language = room.language === null ? job.defaultLanguage : toLanguage(room.language);
  const picture = await digestPicture({ ...job, now: order.now }, content, company.zone, language);
  const card = digestCard(content, company, language, { canAct: true, ...(picture ? { picture } : {}) });
  return db.transaction().execute(async (trx) => {
    const id = await storeDigest(trx, { day, edition, roomId: room.id, content }, order.now);
    if (id === undefined) return false;
    if (job.narrates && !content.empty) {
      const task = { kind: 'narrative', args: { digest: id }, roomId: room.id, language, at: order.now };
      await addTask(trx, { key: `narrative/${id}`, ...task, customerId: null, askerId: null, thread: null });
    }
    const message = { audience: 'managers' as const, text: cardText(card), card };
    const key = edition === 'daily' ? `digest/${room.id}/${day}` : `digest/${room.id}/${edition}/${day}`;
    return enqueue(trx, { key, roomId: room.id, message }, order.now);
  });
};

/**
 * Puts the digests whose hour has come into every managers' room that has not had them: one a day, week and month each,
 * however many workers call this. What was slept through is not caught up one by one: the latest is posted, marked as
 * late. Returns how many were written.
 */
export const postDigests = async (job: DigestJob): Promise<number> => {
  const { db, company, clock, minuteOfDay } = job;
  const issues = editions.map((edition: Edition) =>
    latestIssue(edition, clock.now(), company.calendar, minuteOfDay),
  );
  let written = 0;
  for (const room of await listRooms(db, ['managers'])) {
    const posted = await postedDigests(db, room.id);
    for (const issue of issues) {
      const order = orderFor(issue, posted, job);
      if (order && (await postTo(job, room, issue, order))) written++;
    }
  }
  if (written > 0) await job.ringOutbox();
  return written;
};
