import type { Playbook } from '../../core/playbook/playbook.ts';
import { presets } from '../../core/playbook/presets.ts';
import type { Db } from '../../db/connect.ts';
import { findPlaybook } from '../../db/playbooks.ts';
import { draftPlaybook, type PlaybookChange, sameContent } from './lifecycle.ts';

/** What a file does to a playbook: new, or changed. */
export type PlaybookDifference = { readonly key: string; readonly is: 'new' | 'changed' };

/** Returns which playbooks of a file say something else than their newest version, or what is shipped. */
export const playbookDifferences = async (
  db: Db,
  playbooks: Readonly<Record<string, Playbook>>,
): Promise<readonly PlaybookDifference[]> => {
  const found: PlaybookDifference[] = [];
  for (const [key, playbook] of Object.entries(playbooks)) {
    const before = (await findPlaybook(db, key))?.content ?? presets[key];
    if (before === undefined) found.push({ key, is: 'new' });
    else if (!sameContent(before, playbook)) found.push({ key, is: 'changed' });
  }
  return found;
};

/** Stores the playbooks of a file that say something new, each as a draft; what runs goes on as it is. */
export const applyPlaybooks = async (
  trx: Db,
  playbooks: Readonly<Record<string, Playbook>>,
  by: PlaybookChange,
): Promise<void> => {
  for (const [key, playbook] of Object.entries(playbooks))
    await draftPlaybook(trx, key, playbook, presets[key], by);
};
