import { type RawBuilder, sql } from 'kysely';
import type { Interaction } from '../core/customer/interaction.ts';
import type { Db } from './connect.ts';
import { recordset } from './records.ts';

/** An interaction on its way into the database, with whose it is and where its words are. */
export type NewInteraction = {
  readonly customerId: number;
  readonly roomId?: number;
  readonly personId?: number;
  readonly messageId?: number;
  readonly text?: string;
  readonly interaction: Interaction;
};

/**
 * Stores interactions, those of a merged customer where it counts, and returns the keys of those that were new; a key that is there already changes
 * nothing. */
export const storeInteractions = async (
  trx: Db,
  interactions: readonly NewInteraction[],
): Promise<ReadonlySet<string>> => {
  if (interactions.length === 0) return new Set();
  const rows = interactions.map(({ customerId, roomId, personId, messageId, text, interaction }) => ({
    customer_id: customerId,
    room_id: roomId ?? null,
    person_id: personId ?? null,
    kind: interaction.kind,
    direction: interaction.direction,
    at: interaction.at,
    source_key: interaction.key,
    message_id: messageId ?? null,
    text: text ?? null,
    data: interaction.data,
  }));
  const kinds = {
    customer_id: 'bigint',
    room_id: 'bigint',
    person_id: 'bigint',
    kind: 'text',
    direction: 'text',
    at: 'bigint',
    source_key: 'text',
    message_id: 'bigint',
    text: 'text',
    data: 'jsonb',
  } as const;
  const stored = await sql<{ source_key: string }>`
    insert into interaction (customer_id, origin_id, room_id, person_id, kind, direction, at, source_key, message_id,
      text, data)
    select coalesce(c.merged_into, c.id), case when c.merged_into is null then null else c.id end, room_id, person_id,
      r.kind, direction, at, source_key, message_id, text, data
    from ${recordset(rows, kinds)} join customer c on c.id = r.customer_id
    on conflict (source_key) do nothing returning source_key`.execute(trx);
  return new Set(stored.rows.map((row) => row.source_key));
};

/** Returns the whole history of the given customers, in order, by customer; with `until` only what was before. */
export const historiesOf = async (
  db: Db,
  customerIds: readonly number[],
  until?: number,
): Promise<ReadonlyMap<number, Interaction[]>> => {
  const found = new Map<number, Interaction[]>(customerIds.map((id) => [id, []]));
  if (customerIds.length === 0) return found;
  const rows = await sql<{ customer_id: number } & Interaction>`
    select customer_id, source_key as key, at, kind, direction, data from interaction
    where customer_id = any(${[...customerIds]}::bigint[]) ${until === undefined ? sql`` : sql`and at <= ${until}`}
    order by customer_id, at, source_key collate "C"`.execute(db);
  for (const { customer_id, ...interaction } of rows.rows) {
    found.get(customer_id)?.push(interaction as Interaction);
  }
  return found;
};

/** What an interaction said, to show as evidence. */
export type Evidence = {
  readonly key: string;
  readonly at: number;
  readonly kind: string;
  readonly direction: string;
  readonly quote: string | null;
  readonly person: string | null;
  readonly roomId: string | null;
  readonly messageId: number | null;
  readonly data: unknown;
};

const evidenceColumns = sql`i.source_key as key, i.at, i.kind, i.direction, i.data,
  coalesce(i.text, m.text) as quote, p.name as person, r.external_id as "roomId", m.id as "messageId"`;
const evidenceTables = sql`interaction i left join message m on m.id = i.message_id
  left join person p on p.id = i.person_id left join room r on r.id = i.room_id`;

/** Returns the interactions with these keys of one customer, by key. */
export const evidenceFor = async (
  db: Db,
  customerId: number,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Evidence>> => {
  if (keys.length === 0) return new Map();
  const found = await sql<Evidence>`select ${evidenceColumns} from ${evidenceTables}
    where i.customer_id = ${customerId} and i.source_key = any(${[...keys]}::text[])`.execute(db);
  return new Map(found.rows.map((row) => [row.key, row]));
};

/** Returns the condition that nobody had taken the interaction `i` of a statement back by `at`. */
export const standsAt = (at: number): RawBuilder<boolean> =>
  sql`not exists (select from interaction w where w.customer_id = i.customer_id and w.kind = 'withdrawn'
    and w.at <= ${at} and w.data ->> 'target' = i.source_key)`;

/** Returns the customer's latest interactions up to `until`, newest first. */
export const timelineOf = async (
  db: Db,
  customerId: number,
  until: number,
  limit: number,
): Promise<readonly Evidence[]> => {
  const found = await sql<Evidence>`select ${evidenceColumns} from ${evidenceTables}
    where i.customer_id = ${customerId} and i.at <= ${until} and i.kind not in ('present', 'model-reading', 'withdrawn')
      and ${standsAt(until)}
    order by i.at desc, i.source_key desc limit ${limit}`.execute(db);
  return found.rows;
};

/** Returns the customer's latest interactions of some kinds, oldest first. */
export const linesOf = async (
  db: Db,
  customerId: number,
  kinds: readonly Interaction['kind'][],
  limit: number,
): Promise<readonly Evidence[]> => {
  const found = await sql<Evidence>`select ${evidenceColumns} from ${evidenceTables}
    where i.customer_id = ${customerId} and i.kind = any(${[...kinds]}::text[])
      and (m.id is null or m.recalled_at is null)
    order by i.at desc, i.source_key desc limit ${limit}`.execute(db);
  return [...found.rows].reverse();
};
