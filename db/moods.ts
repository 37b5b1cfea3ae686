import { sql } from 'kysely';
import {
  byTime,
  effectiveHistory,
  type Interaction,
  type MessageFacts,
} from '../core/customer/interaction.ts';
import type { Db } from './connect.ts';
import { readingsOf } from './models/readings.ts';

/** A message of a customer and how it sounds, after what was said of it. */
export type HeardMessage = {
  /** The id of its interaction. */
  readonly id: number;
  readonly customerId: number;
  readonly key: string;
  readonly at: number;
  readonly text: string;
  readonly person: string | null;
  readonly facts: MessageFacts;
  /** Who said how it sounds, where somebody did. */
  readonly saidBy: string | null;
  /** What a language model said of its present words, as stored; null where none read them. */
  readonly labels: unknown;
};

type Row = Omit<HeardMessage, 'facts' | 'saidBy' | 'labels'> &
  Pick<Interaction, 'kind' | 'direction' | 'data'>;

const columns = sql`i.id, i.customer_id as "customerId", i.source_key as key, i.at, i.kind, i.direction, i.data,
  coalesce(i.text, m.text, '') as text, p.name as person`;
const tables = sql`interaction i left join message m on m.id = i.message_id left join person p on p.id = i.person_id`;

/** As the messages read after their edits, recalls and corrections; what was recalled is left out. */
const heard = async (db: Db, rows: readonly Row[]): Promise<readonly HeardMessage[]> => {
  if (rows.length === 0) return [];
  const keys = rows.map((row) => row.key);
  const owners = [...new Set(rows.map((row) => row.customerId))];
  const changes = await sql<Interaction>`
    select source_key as key, at, kind, direction, data from interaction
    where customer_id = any(${owners}::bigint[]) and kind in ('edited', 'recalled', 'sentiment-correction', 'model-reading')
      and data ->> 'target' = any(${keys}::text[])`.execute(db);
  const said = await db
    .selectFrom('sentiment_correction')
    .select(['target', 'said_by', 'at'])
    .where('target', 'in', keys)
    .execute();
  // What was said of words that have been edited since says nothing of the new ones.
  const isOutdated = ({ target, at }: { readonly target: string; readonly at: number }): boolean =>
    changes.rows.some((each) => each.kind === 'edited' && each.data.target === target && each.at > at);
  const saidBy = new Map(said.filter((each) => !isOutdated(each)).map((each) => [each.target, each.said_by]));
  const read = await readingsOf(db, keys);
  const labels = new Map(
    [...read.values()].filter((each) => !isOutdated(each)).map((each) => [each.target, each.labels]),
  );
  const asTold = new Map(rows.map((row) => [row.key, row]));
  const messages = rows.map(({ key, at, kind, direction, data }) => ({ key, at, kind, direction, data }));
  return effectiveHistory([...(messages as Interaction[]), ...changes.rows].sort(byTime)).flatMap((each) => {
    const row = asTold.get(each.key);
    if (!row || each.kind !== 'message' || each.data.recalled) return [];
    const { id, customerId, key, at, text, person } = row;
    return [
      {
        id,
        customerId,
        key,
        at,
        text,
        person,
        facts: each.data,
        saidBy: saidBy.get(key) ?? null,
        labels: labels.get(key) ?? null,
      },
    ];
  });
};

/** Returns the customer's own latest messages up to `until`, newest first, at most `limit` with those taken back. */
export const heardMessages = async (
  db: Db,
  customerId: number,
  until: number,
  limit: number,
): Promise<readonly HeardMessage[]> => {
  const found = await sql<Row>`select ${columns} from ${tables}
    where i.customer_id = ${customerId} and i.kind = 'message' and i.direction = 'in' and i.at <= ${until}
    order by i.at desc, i.source_key collate "C" desc limit ${limit}`.execute(db);
  return (await heard(db, found.rows)).toReversed();
};

/** Returns one message of the customer by the id of its interaction, or undefined where it is none of theirs. */
export const heardMessage = async (
  db: Db,
  customerId: number,
  id: number,
): Promise<HeardMessage | undefined> => {
  const found = await sql<Row>`select ${columns} from ${tables}
    where i.id = ${id} and i.customer_id = ${customerId} and i.kind = 'message' and i.direction = 'in'`.execute(
    db,
  );
  return (await heard(db, found.rows))[0];
};

/**
 * Returns the customers' messages that these names stand for, by name: a name is a source key
 * (platform/account/conversation/message), or the platform's own id of the message, which may fit several.
 */
export const heardMessagesNamed = async (
  db: Db,
  names: readonly string[],
): Promise<ReadonlyMap<string, readonly HeardMessage[]>> => {
  const list = [...names];
  const found = await sql<Row & { name: string }>`
    select ${columns}, i.source_key as name from ${tables}
    where i.source_key = any(${list}::text[]) and i.kind = 'message' and i.direction = 'in'
    union all
    select ${columns}, m.external_id as name from ${tables}
    where m.external_id = any(${list}::text[]) and i.kind = 'message' and i.direction = 'in'`.execute(db);
  const messages = new Map((await heard(db, found.rows)).map((each) => [each.id, each]));
  const named = new Map<string, HeardMessage[]>();
  for (const { name, id } of found.rows) {
    const message = messages.get(id);
    if (message) named.set(name, [...(named.get(name) ?? []), message]);
  }
  return named;
};

/** Returns when the person was last shown or told the moods of this customer, since `since`; undefined for never. */
export const lastMoodAt = async (
  db: Db,
  actorId: number | null,
  customerId: number,
  since: number,
): Promise<number | undefined> => {
  const found = await sql<{ at: number | null }>`
    select max(at) as at from audit where at >= ${since} and action = 'mood'
      and customer_id = ${customerId} and actor_id is not distinct from ${actorId}::bigint`.execute(db);
  return found.rows[0]?.at ?? undefined;
};
