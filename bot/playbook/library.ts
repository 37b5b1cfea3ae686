import type { Language } from '../../core/language.ts';
import type { BackTestSummary } from '../../core/playbook/back-test-summary.ts';
import type { Playbook, PlaybookState } from '../../core/playbook/playbook.ts';
import { presets } from '../../core/playbook/presets.ts';
import type { Db } from '../../db/connect.ts';
import { listPlaybooks, type StoredPlaybook } from '../../db/playbooks.ts';
import { nearestWord } from '../nearest.ts';

/** A playbook as people see it: a stored version, or what is shipped (version 0, a draft). */
export type LibraryPlaybook = {
  readonly key: string;
  readonly version: number;
  readonly state: PlaybookState;
  readonly playbook: Playbook;
  readonly by: string | null;
  readonly backTest: BackTestSummary | null;
  readonly approvedBy: string | null;
  /** Who let a model word its messages anew. */
  readonly modelApprovedBy: string | null;
  readonly sinceAt: number | null;
};

const fromStored = (stored: StoredPlaybook): LibraryPlaybook => ({
  key: stored.key,
  version: stored.version,
  state: stored.state,
  playbook: stored.content as Playbook,
  by: stored.createdBy,
  backTest: stored.backTest as BackTestSummary | null,
  approvedBy: stored.approvedBy,
  modelApprovedBy: stored.modelApprovedBy,
  sinceAt: stored.sinceAt,
});

const shipped = ([key, playbook]: readonly [string, Playbook]): LibraryPlaybook => ({
  key,
  version: 0,
  state: 'draft',
  playbook,
  by: null,
  backTest: null,
  approvedBy: null,
  modelApprovedBy: null,
  sinceAt: null,
});

/** What is shipped, as nobody took it up. */
export const shippedPlaybooks: readonly LibraryPlaybook[] = Object.entries(presets).map(shipped);

/**
 * Returns every playbook: the newest version of each, besides it the one that customers are in when that is another, and
 * what is shipped and nobody took up yet.
 */
export const playbookLibrary = async (db: Db): Promise<readonly LibraryPlaybook[]> => {
  const stored = (await listPlaybooks(db)).map(fromStored);
  return [...stored, ...shippedPlaybooks.filter(({ key }) => !stored.some((each) => each.key === key))];
};

/** A playbook by its name: the newest version, and the one that customers may enter. */
export type FoundPlaybook = { readonly newest: LibraryPlaybook; readonly live: LibraryPlaybook | undefined };

/** Returns the playbook that a word names, by its key or by its name in either language, or the nearest key. */
export const playbookNamed = (
  library: readonly LibraryPlaybook[],
  word: string,
): FoundPlaybook | { readonly near: string | undefined } => {
  const wanted = word.toLowerCase();
  const keys = [...new Set(library.map((each) => each.key))];
  const key =
    keys.find((each) => each === wanted) ??
    library.find(({ playbook: { name } }) => name.zh === word || name.en.toLowerCase() === wanted)?.key;
  const versions = library
    .filter((each) => each.key === key)
    .sort((one, other) => one.version - other.version);
  const newest = versions.at(-1);
  if (!newest) return { near: nearestWord(word, keys) };
  return { newest, live: versions.find(({ state }) => state === 'running' || state === 'paused') };
};

/** Returns what a playbook is called, with its key. */
export const showPlaybook = ({ key, playbook }: LibraryPlaybook, language: Language): string =>
  language === 'zh' ? `${playbook.name.zh}（${key}）` : `${playbook.name.en} (${key})`;
