import { type RawBuilder, sql } from 'kysely';

/** The column types that bulk statements use. */
export type ColumnKind = 'bigint' | 'integer' | 'text' | 'jsonb' | 'boolean' | 'double precision' | 'text[]';

/**
 * Returns `rows` as a relation named `r` with the given columns, for `insert … select` and `update … from`: one
 * parameter however many rows there are, which is several times faster than a parameter a value.
 */
export const recordset = (
  rows: readonly Readonly<Record<string, unknown>>[],
  columns: Readonly<Record<string, ColumnKind>>,
): RawBuilder<unknown> => {
  const list = Object.entries(columns).map(([name, kind]) => sql`${sql.ref(name)} ${sql.raw(kind)}`);
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(${sql.join(list)})`;
};
