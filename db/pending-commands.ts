import { sql } from 'kysely';
import type { Language } from '../core/language.ts';
import type { Db } from './connect.ts';
import type { StoredChoice } from './schema/commands.ts';

/** A command that waits for its asker to choose or to confirm. */
export type PendingCommand = {
  readonly id: number;
  readonly askerId: number | null;
  readonly roomId: number | null;
  readonly command: string;
  readonly words: readonly string[];
  /** Where among the words the chosen one goes: from, until. Null where it waits to be confirmed. */
  readonly hole: readonly [from: number, until: number] | null;
  readonly choices: readonly StoredChoice[] | null;
  readonly language: Language;
  readonly at: number;
  readonly untilAt: number;
  readonly doneAt: number | null;
};

const columns = sql`id, asker_id as "askerId", room_id as "roomId", command, words, hole, choices, language, at,
  until_at as "untilAt", done_at as "doneAt"`;

/** Keeps a command that waits and returns its number. */
export const storePending = async (
  trx: Db,
  pending: Omit<PendingCommand, 'id' | 'doneAt'>,
): Promise<number> => {
  const json = (value: unknown): string => JSON.stringify(value);
  const { askerId, roomId, command, words, hole, choices, language, at, untilAt } = pending;
  const made = await sql<{ id: number }>`
    insert into pending_command (asker_id, room_id, command, words, hole, choices, language, at, until_at)
    values (${askerId}, ${roomId}, ${command}, ${json(words)}::jsonb, ${hole && json(hole)}::jsonb,
      ${choices && json(choices)}::jsonb, ${language}, ${at}, ${untilAt}) returning id`.execute(trx);
  return made.rows[0]?.id ?? Number.NaN;
};

/** Returns the waiting command with this number, locked until the transaction ends, or undefined. */
export const lockPending = async (trx: Db, id: number): Promise<PendingCommand | undefined> =>
  (await sql<PendingCommand>`select ${columns} from pending_command where id = ${id} for update`.execute(trx))
    .rows[0];

/** Returns what waits for this asker since `sinceAt`, the latest, locked, or undefined. */
export const lockLatestPending = async (
  trx: Db,
  askerId: number | null,
  kind: 'choice' | 'confirm',
  sinceAt: number,
): Promise<PendingCommand | undefined> =>
  (
    await sql<PendingCommand>`select ${columns} from pending_command
      where asker_id is not distinct from ${askerId}::bigint and done_at is null and at >= ${sinceAt}
        and (hole is ${kind === 'choice' ? sql`not null` : sql`null`})
      order by id desc limit 1 for update`.execute(trx)
  ).rows[0];

/** Notes that a waiting command was done or dropped. */
export const settlePending = async (trx: Db, id: number, at: number): Promise<void> => {
  await trx.updateTable('pending_command').set({ done_at: at }).where('id', '=', id).execute();
};

/** Removes what waits no more and what can be taken back no more. */
export const removeExpiredCommands = async (db: Db, now: number): Promise<void> => {
  await db.deleteFrom('pending_command').where('until_at', '<', now).execute();
  await db.deleteFrom('undoable').where('until_at', '<', now).execute();
};
