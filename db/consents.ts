import type { Db } from './connect.ts';

/** What somebody agreed to or refused: for one purpose, or for all messages. */
export type NewConsent = {
  readonly personId: number;
  readonly purpose: 'service' | 'marketing' | 'survey' | 'community' | 'all';
  readonly state: 'given' | 'withdrawn';
  /** Which text they agreed to, where there was one. */
  readonly textVersion?: string;
  /** How it came about: `message:KEY`, `platform:contact-removed`, `member`, `import:FILE`, … */
  readonly source: string;
  /** The member who wrote it down, where one did. */
  readonly byId?: number;
};

/** Appends what people agreed to or refused; the newest of each person and purpose holds. */
export const storeConsents = async (trx: Db, consents: readonly NewConsent[], at: number): Promise<void> => {
  if (consents.length === 0) return;
  await trx
    .insertInto('consent')
    .values(
      consents.map(({ personId, purpose, state, textVersion, source, byId }) => ({
        person_id: personId,
        purpose,
        state,
        text_version: textVersion ?? null,
        source,
        at,
        by_id: byId ?? null,
      })),
    )
    .execute();
};
