import { isDeepStrictEqual } from 'node:util';
import { isMeasured } from '../../core/playbook/arm.ts';
import { factsFrom } from '../../core/playbook/attributes.ts';
import type { BackTestSummary } from '../../core/playbook/back-test-summary.ts';
import { allHold } from '../../core/playbook/conditions.ts';
import type { Playbook } from '../../core/playbook/playbook.ts';
import { audit } from '../../db/audit.ts';
import type { Db } from '../../db/connect.ts';
import { readCustomers } from '../../db/customer-states.ts';
import { customersBefore } from '../../db/playbook-past.ts';
import { changeMembers, endRuns, type Membership } from '../../db/playbook-runs.ts';
import {
  changePlaybook,
  findPlaybook,
  lockPlaybook,
  replaceRunning,
  storePlaybook,
} from '../../db/playbooks.ts';
import { measure } from '../care/effect.ts';
import { type Company, foldContexts } from '../ingest/context.ts';
import type { LibraryPlaybook } from './library.ts';
import { flowOf } from './runner.ts';

/** Who changes a playbook, and when (epoch ms). */
export type PlaybookChange = { readonly id: number | null; readonly name: string; readonly now: number };

/** What cannot be done to a playbook in its state. */
export type Refusal = {
  readonly refused: 'not-tested' | 'not-approved' | 'not-running' | 'not-paused' | 'changed';
};

const note = (trx: Db, { id, now }: PlaybookChange, action: string, key: string, version: number) =>
  audit(trx, { at: now, actorId: id, action: `playbook-${action}`, detail: { playbook: key, version } });

const plain = (content: unknown): unknown => JSON.parse(JSON.stringify(content));

/** Returns whether two playbooks say the same, as they are stored. */
export const sameContent = (one: unknown, other: unknown): boolean =>
  isDeepStrictEqual(plain(one), plain(other));

/**
 * Stores a playbook as a draft when it differs from its newest version (or from what is shipped), and returns its version;
 * undefined when it says the same.
 */
export const draftPlaybook = async (
  trx: Db,
  key: string,
  playbook: Playbook,
  before: Playbook | undefined,
  by: PlaybookChange,
): Promise<number | undefined> => {
  await lockPlaybook(trx, key);
  const stored = await findPlaybook(trx, key);
  const latest = stored ? (stored.content as Playbook) : before;
  if (latest && sameContent(playbook, latest)) return undefined;
  const version = await storePlaybook(trx, { key, content: playbook, at: by.now, by: by.name });
  await note(trx, by, 'draft', key, version);
  return version;
};

/** Returns the version to change: what is shipped becomes version 1 first. Undefined when somebody changed it meanwhile. */
const taken = async (trx: Db, wanted: LibraryPlaybook, by: PlaybookChange): Promise<number | undefined> => {
  await lockPlaybook(trx, wanted.key);
  const stored = await findPlaybook(trx, wanted.key);
  if (stored) return stored.version === wanted.version ? stored.version : undefined;
  return storePlaybook(trx, { key: wanted.key, content: wanted.playbook, at: by.now, by: by.name });
};

/** Keeps what a back-test found; a draft is back-tested then. */
export const keepBackTest = async (
  trx: Db,
  wanted: LibraryPlaybook,
  backTest: BackTestSummary,
  by: PlaybookChange,
): Promise<void> => {
  const version = await taken(trx, wanted, by);
  if (version === undefined) return;
  const state = wanted.state === 'draft' ? 'back-tested' : wanted.state;
  await changePlaybook(trx, wanted.key, version, { state, backTest, backTestedAt: by.now });
  await note(trx, by, 'backtest', wanted.key, version);
};

/** Approves a version that was back-tested; with `byModel` also that a model words its messages anew, where it says so. */
export const approvePlaybook = async (
  trx: Db,
  wanted: LibraryPlaybook,
  by: PlaybookChange,
  { byModel = false }: { readonly byModel?: boolean } = {},
): Promise<Refusal | undefined> => {
  if (wanted.state !== 'back-tested') return { refused: 'not-tested' };
  const version = await taken(trx, wanted, by);
  if (version === undefined) return { refused: 'changed' };
  await changePlaybook(trx, wanted.key, version, {
    state: 'approved',
    approvedAt: by.now,
    approvedBy: by.name,
    ...(byModel ? { modelApprovedBy: by.name } : {}),
  });
  await note(trx, by, byModel ? 'approve-model' : 'approve', wanted.key, version);
  return undefined;
};

/** Who fulfils the conditions already does not begin to. */
const seedMembers = async (
  trx: Db,
  company: Company,
  key: string,
  version: number,
  { when }: Playbook,
  now: number,
) => {
  const all = await customersBefore(trx, now);
  for (let start = 0; start < all.length; start += 500) {
    const ids = all.slice(start, start + 500);
    const contextOf = await foldContexts(trx, company, ids);
    const members = (await readCustomers(trx, ids))
      .filter(({ id, state }) => allHold(when, factsFrom(state, state.seenAt, contextOf(id))))
      .map(({ id }): Membership => ({ playbook: key, version, customerId: id }));
    await changeMembers(trx, members, []);
  }
};

/**
 * Lets customers enter an approved version from now on, or a paused one again. Another version of it that ran takes nobody
 * in any more; those inside it go on by it. When the effect of the new one is read is settled now.
 */
export const startPlaybook = async (
  trx: Db,
  company: Company,
  wanted: LibraryPlaybook,
  by: PlaybookChange,
): Promise<Refusal | undefined> => {
  const { key, version, state, playbook } = wanted;
  if (state === 'paused') {
    await changePlaybook(trx, key, version, { state: 'running' });
    await note(trx, by, 'run', key, version);
    return undefined;
  }
  if (state !== 'approved') return { refused: 'not-approved' };
  await lockPlaybook(trx, key);
  await replaceRunning(trx, key, by.now);
  await changePlaybook(trx, key, version, { state: 'running', sinceAt: by.now });
  if (isMeasured(playbook)) await measure(trx, flowOf(key, version), by.now);
  if (playbook.trigger.on === 'segment') await seedMembers(trx, company, key, version, playbook, by.now);
  await note(trx, by, 'run', key, version);
  return undefined;
};

/** Holds a running playbook: nobody enters, and those inside stay where they are. */
export const pausePlaybook = async (
  trx: Db,
  wanted: LibraryPlaybook,
  by: PlaybookChange,
): Promise<Refusal | undefined> => {
  if (wanted.state !== 'running') return { refused: 'not-running' };
  await changePlaybook(trx, wanted.key, wanted.version, { state: 'paused' });
  await note(trx, by, 'pause', wanted.key, wanted.version);
  return undefined;
};

/** Ends a playbook: nobody enters any more, and whoever is inside any version of it leaves. Returns how many left. */
export const endPlaybook = async (
  trx: Db,
  wanted: LibraryPlaybook,
  by: PlaybookChange,
): Promise<Refusal | number> => {
  if (wanted.state !== 'running' && wanted.state !== 'paused') return { refused: 'not-running' };
  await changePlaybook(trx, wanted.key, wanted.version, { state: 'ended', endedAt: by.now });
  await note(trx, by, 'end', wanted.key, wanted.version);
  return endRuns(trx, wanted.key, 'ended', by.now);
};
