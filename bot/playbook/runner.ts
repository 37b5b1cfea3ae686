import type { Language } from '../../core/language.ts';
import type { Db } from '../../db/connect.ts';
import type { Company } from '../ingest/context.ts';

/** What running playbooks needs. */
export type PlaybookRunner = {
  readonly db: Db;
  readonly company: Company;
  readonly defaultLanguage: Language;
  readonly ringOutbox: () => Promise<void>;
  /** Whether a model may be asked to word messages, where a lead approved that. */
  readonly hasModel?: boolean;
};

/** Returns the name under which the contact budget knows a version of a playbook. */
export const flowOf = (key: string, version: number): string => `playbook:${key}@${version}`;
