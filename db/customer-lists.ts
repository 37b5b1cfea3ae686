import { type RawBuilder, sql } from 'kysely';
import type { StageKey } from '../core/stages/stage.ts';
import type { Tier } from '../core/value/rfm.ts';
import type { Db } from './connect.ts';

/** Whose customers someone may see: all, or those owned by certain members. */
export type CustomerScope = { readonly owners: readonly number[] | 'all' };

/** Returns the condition that the customer `c` of a statement is one that may be seen. */
export const inScope = ({ owners }: CustomerScope): RawBuilder<boolean> =>
  owners === 'all' ? sql`true` : sql`c.owner_id = any(${[...owners]}::bigint[])`;

/** Returns whether whoever may see `scope` may see a customer of this owner; one that is nobody's only who may see all. */
export const isInScope = ({ owners }: CustomerScope, ownerId: number | null): boolean =>
  owners === 'all' || (ownerId !== null && owners.includes(ownerId));

/** One line of a list of customers. */
export type CustomerLine = {
  readonly id: number;
  readonly name: string;
  readonly kind: 'person' | 'organisation';
  readonly ownerId: number | null;
  readonly stage: StageKey;
  readonly health: number;
  readonly churn: number;
  readonly value: number;
  readonly valueAtRisk: number;
  readonly sentiment: number;
  readonly lastInAt: number | null;
  readonly warnings: readonly string[];
  readonly tier: Tier | null;
  readonly demo: boolean;
};

const orders = {
  risk: sql`value_at_risk desc, churn desc nulls last, id`,
  name: sql`lower(name), id`,
  silent: sql`last_in_at asc nulls last, id`,
} as const;

/** How a list of customers is put in order. */
export type CustomerOrder = keyof typeof orders;

/** What a list of customers is narrowed to. */
export type CustomerFilter = {
  readonly scope: CustomerScope;
  readonly query?: string;
  readonly stages?: readonly StageKey[];
  /** Only those of whom one of these rules holds. */
  readonly warnings?: readonly string[];
  readonly tier?: Tier;
  readonly tag?: string;
  /** Only those who have said nothing since this time. */
  readonly silentSince?: number;
  readonly order?: CustomerOrder;
  readonly limit?: number;
  readonly offset?: number;
};

/** So many customers are counted at most: nobody reads on that far, and counting all would cost what all cost. */
export const mostCounted = 10_000;

/**
 * Returns the customers that fit, at most `limit` (default 30), and how many there are in all, counted up to
 * {@link mostCounted}.
 */
export const listCustomers = async (
  db: Db,
  filter: CustomerFilter,
): Promise<{ readonly customers: readonly CustomerLine[]; readonly total: number }> => {
  const { scope, query, stages, warnings, tier, tag, silentSince } = filter;
  const conditions = [
    // Who has a state has a stage, and the stage alone is in an index.
    sql`stage is not null`,
    ...(scope.owners === 'all' ? [] : [sql`owner_id = any(${[...scope.owners]}::bigint[])`]),
    ...(query ? [sql`position(lower(${query}) in lower(name)) > 0`] : []),
    ...(stages ? [sql`stage = any(${[...stages]}::text[])`] : []),
    ...(warnings ? [sql`warnings && ${[...warnings]}::text[]`] : []),
    ...(tier ? [sql`tier = ${tier}`] : []),
    ...(silentSince === undefined ? [] : [sql`(last_in_at is null or last_in_at < ${silentSince})`]),
    ...(tag
      ? [
          sql`exists (select from customer_tag t where t.customer_id = customer.id and lower(t.tag) = lower(${tag}))`,
        ]
      : []),
  ];
  const those = sql.join(conditions, sql` and `);
  // Counted apart from what is shown: the first of an order come from an index, however many there are.
  const counted = await sql<{ total: number }>`select count(*) as total from (
    select from customer where ${those} limit ${mostCounted}) those`.execute(db);
  const found = await sql<CustomerLine>`
    select id, name, kind, owner_id as "ownerId", stage, health, churn, value, value_at_risk as "valueAtRisk",
      sentiment, last_in_at as "lastInAt", warnings, tier, demo
    from customer where ${those}
    order by ${orders[filter.order ?? 'risk']} limit ${filter.limit ?? 30} offset ${filter.offset ?? 0}`.execute(
    db,
  );
  return { customers: found.rows, total: counted.rows[0]?.total ?? 0 };
};

/** A customer as people look it up by name. */
export type NamedCustomer = {
  readonly id: number;
  readonly name: string;
  readonly kind: 'person' | 'organisation';
  readonly ownerId: number | null;
  readonly demo: boolean;
};

const named = (db: Db) =>
  db
    .selectFrom('customer')
    .select(['id', 'name', 'kind', 'owner_id as ownerId', 'demo'])
    .$narrowType<Pick<NamedCustomer, 'kind'>>();

/** Returns the customer with this id, of a merged one the customer that it counts as; undefined for an unknown one. */
export const customerById = async (db: Db, id: number): Promise<NamedCustomer | undefined> =>
  named(db)
    .where('id', '=', (query) =>
      query
        .selectFrom('customer as asked')
        .select((each) => each.fn.coalesce('asked.merged_into', 'asked.id').as('id'))
        .where('asked.id', '=', id),
    )
    .executeTakeFirst();

/** Returns the customers in scope that are called exactly so, in any case, at most 50. */
export const customersNamed = async (
  db: Db,
  scope: CustomerScope,
  name: string,
): Promise<readonly NamedCustomer[]> =>
  (
    await sql<NamedCustomer>`select c.id, c.name, c.kind, c.owner_id as "ownerId", c.demo from customer c
      where lower(c.name) = lower(${name}) and ${inScope(scope)} order by c.id limit 50`.execute(db)
  ).rows;

/** How many names are looked at for suggestions. */
const mostNames = 5000;

/**
 * Returns the customers in scope whose name, or the name of one of whose people, has `text` in it, at most 50, the
 * best first: names that begin with it, then the others; people last. Where somebody has it as the whole name, only they.
 */
export const searchCustomers = async (
  db: Db,
  scope: CustomerScope,
  text: string,
): Promise<readonly NamedCustomer[]> => {
  // Whoever has the whole name is meant, and is found without looking at every other name.
  const whole = await sql<NamedCustomer>`
    select c.id, c.name, c.kind, c.owner_id as "ownerId", c.demo from customer c
    where lower(c.name) = lower(${text}) and ${inScope(scope)} order by c.id limit 50`.execute(db);
  if (whole.rows.length > 0) return whole.rows;
  const found = await sql<NamedCustomer>`
    select c.id, c.name, c.kind, c.owner_id as "ownerId", c.demo from customer c
    join (
      select coalesce(merged_into, id) as id, case when lower(name) = lower(${text}) then 0
        when starts_with(lower(name), lower(${text})) then 1 else 2 end as rank
      from customer where position(lower(${text}) in lower(name)) > 0
      union all
      select customer_id, 3 from person
      where customer_id is not null and side = 'customer' and lower(name) = lower(${text})
    ) hit on hit.id = c.id
    where ${inScope(scope)} group by c.id order by min(hit.rank), c.id limit 50`.execute(db);
  return found.rows;
};

/** Returns customers in scope as (id, name), at most 5,000: what an unknown name is compared with. */
export const customerNames = async (db: Db, scope: CustomerScope): Promise<readonly NamedCustomer[]> => {
  let query = named(db).where('merged_into', 'is', null).orderBy('id').limit(mostNames);
  if (scope.owners !== 'all')
    query = query.where('owner_id', 'in', scope.owners.length > 0 ? [...scope.owners] : [-1]);
  return query.execute();
};

/**
 * Returns names of customers in scope that have a word beginning with `text` in them (of text in Han characters: that have
 * it anywhere), those that begin with it first, then those with the most at risk; each name once, at most `limit`.
 */
export const namesBeginning = async (
  db: Db,
  scope: CustomerScope,
  text: string,
  limit: number,
): Promise<readonly string[]> => {
  const anywhere = /\p{Script=Han}/u.test(text);
  const [wanted, within] = anywhere ? [text, sql`lower(c.name)`] : [` ${text}`, sql`lower(' ' || c.name)`];
  const { rows } = await sql<{ name: string }>`select c.name from customer c
    where c.merged_into is null and ${inScope(scope)} and position(lower(${wanted}) in ${within}) > 0
    group by c.name
    order by starts_with(lower(c.name), lower(${text})) desc, max(c.value_at_risk) desc, c.name limit ${limit}`.execute(
    db,
  );
  return rows.map(({ name }) => name);
};

/** Returns what tells customers of one name apart, by id: who owns them, and when they were heard last. */
export const customersToTell = async (
  db: Db,
  ids: readonly number[],
): Promise<ReadonlyMap<number, { readonly owner: string | null; readonly lastInAt: number | null }>> => {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('customer')
    .leftJoin('person', 'person.id', 'customer.owner_id')
    .select(['customer.id', 'person.name as owner', 'customer.last_in_at as lastInAt'])
    .where('customer.id', 'in', [...ids])
    .execute();
  return new Map(rows.map(({ id, ...told }) => [id, told]));
};
