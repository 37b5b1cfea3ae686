import { earnedBy, pointsKinds } from '../../core/community/points.ts';
import type { Db } from '../../db/connect.ts';
import type { NewInteraction } from '../../db/interactions.ts';
import { earnPoints, readProgramme } from '../../db/points.ts';

/** Writes the points that these new interactions earn into the ledger, each once, by the company's programme. */
export const earnFrom = async (trx: Db, fresh: readonly NewInteraction[]): Promise<void> => {
  const earning = fresh.filter(({ interaction }) => pointsKinds.includes(interaction.kind));
  if (earning.length === 0) return;
  const programme = await readProgramme(trx);
  if (programme.since === null) return;
  await earnPoints(
    trx,
    earning.flatMap(({ customerId, interaction }) =>
      earnedBy(interaction, programme).map(({ rule, points }) => ({
        customerId,
        key: `${rule}/${interaction.key}`,
        at: interaction.at,
        points,
        rule,
      })),
    ),
  );
};
