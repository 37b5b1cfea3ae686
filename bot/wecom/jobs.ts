import type { Logger } from 'pino';
import type { Db } from '../../db/connect.ts';
import type { Clock } from '../clock.ts';
import { type Repeating, repeat } from '../jobs/repeat.ts';
import type { OfficialAdapter, WecomHost } from '../platforms/wecom-host.ts';

/** How often new contacts are asked about, and how often it is looked whether a task is due. */
const contactsMs = 3_000;
const tasksMs = 3_000;

/** Returns what is done again and again for WeCom's official route; nothing where WeCom is off. */
export const wecomJobs = (around: {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Logger;
  readonly wecom: WecomHost | undefined;
}): readonly Repeating[] => {
  const { db, clock, log, wecom } = around;
  if (!wecom) return [];
  const withOfficial = async (work: (adapter: OfficialAdapter) => Promise<unknown>): Promise<void> => {
    const adapter = await wecom.official();
    if (adapter) await work(adapter);
  };
  return [
    repeat(
      'contacts of WeCom',
      contactsMs,
      () =>
        withOfficial(async (adapter) => {
          const { learnContacts } = await import('./learn-contacts.ts');
          return learnContacts(db, adapter, Date.now(), log);
        }),
      log,
    ),
    repeat(
      'tasks of WeCom',
      tasksMs,
      () =>
        withOfficial(async (adapter) => {
          const { settleTasks } = await import('./settle-tasks.ts');
          return settleTasks(db, adapter, clock.now(), log);
        }),
      log,
    ),
  ];
};
