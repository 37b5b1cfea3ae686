import { isDeepStrictEqual } from 'node:util';
import { audit } from '../../db/audit.ts';
import type { Db } from '../../db/connect.ts';
import { checkEverybodyAt, listVersions, lockVersions, storeVersion } from '../../db/versions.ts';
import type { Company } from '../ingest/context.ts';
import { versionLeadMs } from '../policies.ts';
import { soundDocument } from './decisions.ts';
import type { BehaviourDocument } from './document.ts';

/** A version of the company's behaviour; number 0 is what is shipped. Times are epoch milliseconds. */
export type BehaviourVersion = {
  readonly id: number;
  readonly fromAt: number;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly document: BehaviourDocument;
};

const shippedVersion: BehaviourVersion = { id: 0, fromAt: 0, createdAt: 0, createdBy: '', document: {} };

/** Returns all versions, oldest first; the first is what is shipped, the last is in force or about to be. */
export const behaviourVersions = async (
  db: Db,
): Promise<readonly [BehaviourVersion, ...BehaviourVersion[]]> => {
  const stored = await listVersions(db, 'behaviour');
  return [
    shippedVersion,
    ...stored.map(({ content, kind: _kind, ...version }) => ({
      ...version,
      document: soundDocument(content),
    })),
  ];
};

/** Returns the version that is in force or about to be. */
export const latestBehaviour = async (db: Db): Promise<BehaviourVersion> =>
  (await behaviourVersions(db)).at(-1) ?? shippedVersion;

/** Who changes the behaviour, and by which command. */
export type Changer = { readonly id: number | null; readonly name: string; readonly action: string };

/** What became of a change: the version that was stored, `replaced` when it stands on another than was seen. */
export type StoredBehaviour =
  | { readonly status: 'stored'; readonly id: number; readonly fromAt: number }
  | { readonly status: 'same' }
  | { readonly status: 'replaced' };

/**
 * Stores a checked document as the newest version, in this transaction, in force from `versionLeadMs` after `now` on; by
 * then everybody is looked at by it. Nothing is stored where it says what the newest says, or where that is no longer
 * version `seen`, on which the change was shown. It goes to the audit log.
 */
export const storeBehaviour = async (
  trx: Db,
  company: Company,
  document: BehaviourDocument,
  { seen, by, now }: { readonly seen: number; readonly by: Changer; readonly now: number },
): Promise<StoredBehaviour> => {
  await lockVersions(trx, 'behaviour');
  const latest = await latestBehaviour(trx);
  if (latest.id !== seen) return { status: 'replaced' };
  if (isDeepStrictEqual(latest.document, document)) return { status: 'same' };
  // Never before another that waits: versions come into force in the order in which they were made.
  const fromAt = Math.max(now + versionLeadMs, latest.fromAt);
  const id = await storeVersion(trx, {
    kind: 'behaviour',
    fromAt,
    createdAt: now,
    createdBy: by.name,
    content: document,
  });
  await checkEverybodyAt(trx, fromAt);
  await company.policies.refresh(trx);
  await audit(trx, { at: now, actorId: by.id, action: by.action, detail: { version: id, fromAt } });
  return { status: 'stored', id, fromAt };
};
