import { closeTask, takeTask } from '../../db/models/tasks.ts';
import { type Finished, finishTask } from '../assist/finish-task.ts';
import { commands } from '../commands/table.ts';
import { openModel } from '../models/open.ts';
import { partialText } from '../models/partial-text.ts';
import type { Session } from './with-bot.ts';

/**
 * Does here and now what a command has left to the model, and returns it; undefined where there is nothing to wait for.
 * `onText` hears what is new of the answer while it is being written.
 */
export const waitForModel = async (
  { config, database: { db }, ingest, clock }: Session,
  data: unknown,
  onText: (more: string) => void,
): Promise<Finished | undefined> => {
  const id = typeof data === 'object' && data !== null && 'task' in data ? data.task : undefined;
  const { company, log } = ingest;
  const model = openModel(config, { db, zone: company.zone, log, now: clock.now });
  if (!model || typeof id !== 'number') return undefined;
  const { timeoutMs, attempts } = model.settings;
  const task = await takeTask(db, id, Date.now() + timeoutMs * (attempts + 1));
  if (!task) return undefined;
  let told = '';
  const hear = (soFar: string): void => {
    const text = partialText(soFar);
    // A second attempt begins anew.
    if (text.startsWith(told)) onText(text.slice(told.length));
    told = text;
  };
  const finished = await finishTask({ db, company, model, commands, now: clock.now() }, task, {
    onText: hear,
  });
  await closeTask(db, id, finished ? finished.problem : 'not-allowed');
  return finished;
};
