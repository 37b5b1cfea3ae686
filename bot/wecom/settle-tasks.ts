import type { Logger } from 'pino';
import type { TaskResults } from '../../adapters/wecom/official/task-result.ts';
import { readRoom } from '../../adapters/wecom/rooms.ts';
import { PlatformError } from '../../core/errors.ts';
import { dayMs } from '../../core/time.ts';
import type { Db } from '../../db/connect.ts';
import { type Outcome, settleOutbound } from '../../db/outbox.ts';
import { type PendingTask, takePendingTasks } from '../../db/pending-tasks.ts';
import { record } from '../outbox/record.ts';
import type { OfficialAdapter } from '../platforms/wecom-host.ts';

/** So many are looked at in one run; each takes two calls or three. */
const atOnce = 30;
/** WeCom keeps what became of a task for so long. */
const longestDays = 30;
/** A group that the employee left out is in no result: it is waited for this long after they confirmed. */
const leftOutMs = dayMs;

type Verdict = (Outcome & { readonly status: 'sent' | 'refused' }) | undefined;

/** Returns what became of one task, undefined while nobody knows. Nothing counts as sent before WeCom says so. */
export const verdictOf = (
  task: Pick<PendingTask, 'ref' | 'conversation' | 'createdAt'>,
  { members, results }: TaskResults,
  now: number,
): { readonly outcome: Verdict; readonly at: number } => {
  const room = readRoom(task.conversation);
  const receiver = room.kind === 'group' ? room.chat : room.kind === 'contact' ? room.customer : undefined;
  const result = results.find((each) => each.receiver === receiver);
  const refused = (problem: string): Verdict => ({ status: 'refused', problem });
  const outcomes: Readonly<Record<string, Verdict>> = {
    sent: { status: 'sent', ref: task.ref },
    'not-a-contact': refused('not-a-contact: the customer is no contact of this employee any more'),
    quota: refused('platform-quota'),
  };
  const settled = result && outcomes[result.outcome];
  if (settled) return { outcome: settled, at: result?.sentAt ?? now };
  const allConfirmed = members.length > 0 && members.every((each) => each.confirmed);
  const ageMs = now - task.createdAt;
  if (ageMs > longestDays * dayMs) return { outcome: refused('never-confirmed'), at: now };
  if (allConfirmed && !result && room.kind === 'group' && ageMs > leftOutMs)
    return { outcome: refused('left-out: the employee did not send it to this group'), at: now };
  return { outcome: undefined, at: now };
};

const settle = async (
  db: Db,
  task: PendingTask,
  outcome: NonNullable<Verdict>,
  at: number,
): Promise<void> => {
  const { id, roomId, conversation, message, ref } = task;
  await db.transaction().execute(async (trx) => {
    if (outcome.status === 'sent') {
      const outbound = { message, about: null, thread: null };
      await record(trx, outbound, { roomId, to: { conversation }, onlyFor: null }, ref, at);
    }
    await settleOutbound(trx, id, outcome, at);
  });
};

/**
 * Asks WeCom what became of the 群发 tasks that wait for an employee, and settles those that are decided: sent, refused,
 * or never confirmed. Returns how many were settled.
 */
export const settleTasks = async (
  db: Db,
  { account, official }: OfficialAdapter,
  now: number,
  log: Logger,
): Promise<number> => {
  const tasks = await takePendingTasks(db, { platform: 'wecom', account }, now, atOnce);
  let settled = 0;
  for (const task of tasks) {
    try {
      const { outcome, at } = verdictOf(task, await official.taskResults(task.ref), now);
      if (!outcome) continue;
      await settle(db, task, outcome, at);
      settled += 1;
    } catch (error) {
      // It comes again by itself; where WeCom asks to wait, all of them do.
      log.warn({ outbound: task.id, err: error }, 'what became of a task is not known');
      if (error instanceof PlatformError && error.retryAfterMs !== undefined) break;
    }
  }
  return settled;
};
