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

/** What a person said last about all messages. */
export type Wish = { readonly state: 'given' | 'withdrawn'; readonly source: string; readonly at: number };

/** Returns what a person said last about all messages, or undefined when they never said anything. */
export const lastWish = async (db: Db, personId: number): Promise<Wish | undefined> =>
  db
    .selectFrom('consent')
    .select(['state', 'source', 'at'])
    .where('person_id', '=', personId)
    .where('purpose', '=', 'all')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst();

/** Everything that a person agreed to or refused, newest first. */
export const consentsOf = async (
  db: Db,
  personId: number,
): Promise<
  readonly {
    readonly purpose: string;
    readonly state: 'given' | 'withdrawn';
    readonly textVersion: string | null;
    readonly source: string;
    readonly at: number;
    readonly by: string | null;
  }[]
> =>
  db
    .selectFrom('consent')
    .leftJoin('person', 'person.id', 'consent.by_id')
    .select([
      'consent.purpose',
      'consent.state',
      'consent.text_version as textVersion',
      'consent.source',
      'consent.at',
      'person.name as by',
    ])
    .where('consent.person_id', '=', personId)
    .orderBy('consent.at', 'desc')
    .orderBy('consent.id', 'desc')
    .execute();
