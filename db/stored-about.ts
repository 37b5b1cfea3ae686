import { sql } from 'kysely';
import type { Db } from './connect.ts';
import { consentsOf } from './consents.ts';

/** All that is stored about a person, for whoever asks for a copy. Times are ISO 8601 in UTC. */
export type StoredAbout = {
  readonly name: string;
  readonly identities: readonly {
    readonly platform: string;
    readonly account: string;
    readonly id: string;
  }[];
  readonly consents: readonly object[];
  readonly messages: readonly { readonly at: string; readonly room: string; readonly text: string }[];
  readonly interactions: readonly { readonly at: string; readonly kind: string; readonly data: unknown }[];
  readonly contacts: readonly { readonly at: string; readonly flow: string; readonly status: string }[];
};

const iso = (at: number): string => new Date(at).toISOString();

/** Returns all that is stored about a person. */
export const storedAbout = async (
  db: Db,
  person: { readonly id: number; readonly name: string },
): Promise<StoredAbout> => {
  const { rows: identities } = await sql<StoredAbout['identities'][number]>`
    select platform, account, external_id as id from identity where person_id = ${person.id} order by id`.execute(
    db,
  );
  const messages = await db
    .selectFrom('message')
    .innerJoin('room', 'room.id', 'message.room_id')
    .select(['message.at', 'room.name as room', 'message.text'])
    .where('message.person_id', '=', person.id)
    .orderBy('message.at')
    .execute();
  const interactions = await db
    .selectFrom('interaction')
    .select(['at', 'kind', 'data'])
    .where('person_id', '=', person.id)
    .orderBy('at')
    .execute();
  const contacts = await db
    .selectFrom('contact')
    .select(['reserved_at as at', 'flow', 'status'])
    .where('person_id', '=', person.id)
    .orderBy('reserved_at')
    .execute();
  const dated = <Row extends { readonly at: number }>(rows: readonly Row[]) =>
    rows.map((row) => ({ ...row, at: iso(row.at) }));
  return {
    name: person.name,
    identities,
    consents: dated(await consentsOf(db, person.id)),
    messages: dated(messages),
    interactions: dated(interactions),
    contacts: dated(contacts),
  };
};
