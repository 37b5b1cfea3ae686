import { type RawBuilder, sql } from 'kysely';

/**
 * Returns the SQL condition that draws about `share` (0 to 1) of all rows by a hash of the column `id` (Knuth's
 * multiplicative one): always the same rows, spread evenly over ids.
 */
export const drawnBy = (id: RawBuilder<unknown>, share: number): RawBuilder<boolean> =>
  share >= 1
    ? sql<boolean>`true`
    : sql<boolean>`((${id} & 2147483647) * 2654435761 & 4294967295) < ${sql.raw(String(Math.floor(share * 2 ** 32)))}`;
