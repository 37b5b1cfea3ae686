import { type RawBuilder, sql } from 'kysely';
import { dayMs } from '../core/time.ts';
import type { Zone } from '../core/zone.ts';

/** The moments in (from, until] from which another offset holds, with the offset before the first and after each. */
const offsetsIn = (zone: Zone, from: number, until: number) => {
  const first = zone.offsetMsAt(from);
  const changes: { at: number; offset: number }[] = [];
  let before = first;
  for (let seen = from; seen < until; ) {
    const next = Math.min(until, seen + dayMs);
    const offset = zone.offsetMsAt(next);
    if (offset !== before) {
      let [low, high] = [seen, next];
      while (high - low > 1) {
        const middle = Math.floor((low + high) / 2);
        if (zone.offsetMsAt(middle) === before) low = middle;
        else high = middle;
      }
      changes.push({ at: high, offset });
      before = offset;
    }
    seen = next;
  }
  return { first, changes };
};

/**
 * Returns the SQL of the local day number of the moment `at` (epoch milliseconds, bigint): exactly `zone.dayOf`, for
 * moments in `span`. The offsets are written out, so that no other source of time zones than the fold's plays a part.
 */
export const localDay = (
  zone: Zone,
  at: RawBuilder<unknown>,
  span: { readonly from: number; readonly until: number },
): RawBuilder<number> => {
  const { first, changes } = offsetsIn(zone, span.from, span.until);
  // The latest first: nearly all that is asked about is of late, and then there is nothing more to compare.
  const branches = changes
    .toReversed()
    .map(({ at: since, offset }) => sql.raw(`>= ${since} then ${offset}`))
    .map((rest) => sql`when ${at} ${rest}`);
  const otherwise = sql.raw(String(first));
  const offset =
    branches.length === 0 ? otherwise : sql`case ${sql.join(branches, sql` `)} else ${otherwise} end`;
  // bigint division rounds towards 0; a million days more keep it positive before 1970 as well.
  return sql<number>`((${at} + ${offset} + 86400000::bigint * 1000000) / 86400000 - 1000000)::integer`;
};
