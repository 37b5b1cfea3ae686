import { type RunningPlaybook, type TriggerIndex, triggerIndex } from '../../core/playbook/match.ts';
import type { Playbook } from '../../core/playbook/playbook.ts';
import type { Db } from '../../db/connect.ts';
import { findPlaybook, runningMark, runningPlaybooks } from '../../db/playbooks.ts';

/** The playbooks that run, read again whenever another set of them does, by whichever process. */
export type Running = {
  /** Returns the index of what sets them going. Costs one small query while nothing changed. */
  readonly refresh: (db: Db) => Promise<TriggerIndex>;
  /** Returns one version, whatever its state; versions never change, so each is read once. */
  readonly version: (db: Db, key: string, version: number) => Promise<Playbook | undefined>;
};

const mostVersions = 500;

/** Returns the running playbooks of a database that is not read yet. */
export const createRunning = (): Running => {
  let mark = '';
  let index = triggerIndex([]);
  const versions = new Map<string, Playbook>();
  const remember = (key: string, version: number, playbook: Playbook): void => {
    if (versions.size >= mostVersions) versions.clear();
    versions.set(`${key}@${version}`, playbook);
  };
  return {
    refresh: async (db) => {
      const found = await runningMark(db);
      if (found === mark) return index;
      const stored = await runningPlaybooks(db);
      index = triggerIndex(
        stored.map(({ key, version, content, sinceAt }): RunningPlaybook => {
          const playbook = content as Playbook;
          remember(key, version, playbook);
          return { key, version, sinceAt: sinceAt ?? 0, playbook };
        }),
      );
      mark = found;
      return index;
    },
    version: async (db, key, version) => {
      const known = versions.get(`${key}@${version}`);
      if (known) return known;
      const stored = await findPlaybook(db, key, version);
      if (!stored) return undefined;
      remember(key, version, stored.content as Playbook);
      return stored.content as Playbook;
    },
  };
};
