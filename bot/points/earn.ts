import { timesAt } from '../../core/community/member-day.ts';
import { bonusOf, earnedBy, type Programme, pointsKinds } from '../../core/community/points.ts';
import type { Interaction } from '../../core/customer/interaction.ts';
import type { Db } from '../../db/connect.ts';
import type { NewInteraction } from '../../db/interactions.ts';
import { pointsDaysOf } from '../../db/member-days.ts';
import { earnPoints, orderedAt, type PointsEntry, readProgramme } from '../../db/points.ts';
import type { Company } from '../ingest/context.ts';

/** A refund takes back what its order earned, on the day of that order where it is known. */
const earningAt = async (trx: Db, customerId: number, { kind, at, data }: Interaction): Promise<number> => {
  if (kind !== 'refund') return at;
  // What is taken back without an order is not multiplied: 0 is no member day of anybody.
  return data.order === undefined ? 0 : ((await orderedAt(trx, customerId, data.order)) ?? 0);
};

const entriesOf = (
  { customerId, interaction }: NewInteraction,
  programme: Programme,
  times: number,
): readonly PointsEntry[] =>
  earnedBy(interaction, programme).flatMap(({ rule, points }) => {
    const entry = { customerId, at: interaction.at };
    const bonus = bonusOf(points, times);
    return [
      { ...entry, key: `${rule}/${interaction.key}`, points, rule },
      ...(bonus === 0
        ? []
        : [{ ...entry, key: `member-day/${rule}/${interaction.key}`, points: bonus, rule: 'member-day' }]),
    ];
  });

/**
 * Writes the points that these new interactions earn into the ledger, each once, by the company's programme and the member
 * days of the communities that the customers are in.
 */
export const earnFrom = async (
  trx: Db,
  { zone }: Pick<Company, 'zone'>,
  fresh: readonly NewInteraction[],
): Promise<void> => {
  const earning = fresh.filter(({ interaction }) => pointsKinds.includes(interaction.kind));
  if (earning.length === 0) return;
  const programme = await readProgramme(trx);
  if (programme.since === null) return;
  const days = await pointsDaysOf(
    trx,
    earning.map((each) => each.customerId),
  );
  const entries: PointsEntry[] = [];
  for (const each of earning) {
    const theirs = days.get(each.customerId) ?? [];
    const at = theirs.length === 0 ? 0 : await earningAt(trx, each.customerId, each.interaction);
    entries.push(...entriesOf(each, programme, timesAt(theirs, at, zone)));
  }
  await earnPoints(trx, entries);
};
