import { closeTask, type ModelTask, takeTasks } from '../../db/models/tasks.ts';
import { enqueue } from '../../db/outbox.ts';
import { finishTask, type TaskParts } from '../assist/finish-task.ts';
import type { Clock } from '../clock.ts';

/** What answering what people asked for needs. */
export type Answering = Omit<TaskParts, 'now'> & {
  readonly clock: Clock;
  readonly ringOutbox: () => Promise<void>;
};

const atOnce = 4;
/** A task that was begun so often and never ended ends the worker that does it: it is given up. */
const mostAttempts = 3;

const answerOne = async (answering: Answering, task: ModelTask): Promise<void> => {
  const { db, clock } = answering;
  if (task.attempts > mostAttempts) return closeTask(db, task.id, 'gave-up');
  const finished = await finishTask({ ...answering, now: clock.now() }, task);
  await db.transaction().execute(async (trx) => {
    if (finished && task.roomId !== null) {
      const to = {
        ...(task.askerId === null ? {} : { askerId: task.askerId }),
        ...(task.thread === null ? {} : { thread: task.thread }),
      };
      const outbound = { key: `model/${task.id}`, roomId: task.roomId, message: finished.message, ...to };
      await enqueue(trx, outbound, clock.now());
    }
    await closeTask(trx, task.id, finished ? finished.problem : 'not-allowed');
  });
  await answering.ringOutbox();
};

/** Has the model do what people asked for, several at once, each exactly once. Returns how many there were. */
export const answerTasks = async (answering: Answering): Promise<number> => {
  const { settings } = answering.model;
  const lease = settings.timeoutMs * (settings.attempts + 1) + 60_000;
  const now = Date.now();
  const tasks = await takeTasks(answering.db, now, now + lease, atOnce);
  await Promise.all(tasks.map((task) => answerOne(answering, task)));
  return tasks.length;
};
