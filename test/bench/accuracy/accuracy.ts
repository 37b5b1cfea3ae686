import { TendError } from '../../../core/errors.ts';
import type { Figure } from '../figure.ts';
import { benchHome } from '../process.ts';
import { benchChurn, churnSets } from './churn.ts';
import { benchCdnow, benchRetail } from './fits.ts';
import { benchSentiment } from './sentiment.ts';

/** The folder that holds the public data sets; docs/scoring.md says where each comes from and under which name it lies. */
const variable = 'TEND_BENCH_DATA';

type Part = {
  readonly name: string;
  readonly bench: (folder: string, home: string) => Promise<readonly Figure[]>;
};

const parts: readonly Part[] = [
  { name: 'value models, CDNOW', bench: benchCdnow },
  { name: 'value models, Online Retail', bench: benchRetail },
  ...churnSets.map(
    (set): Part => ({ name: `churn, ${set.name}`, bench: (folder, home) => benchChurn(set, folder, home) }),
  ),
  { name: 'sentiment', bench: benchSentiment },
];

const notMeasured = (what: string, why: string): Figure => ({
  what,
  target: '–',
  measured: `not measured: ${why}`,
});

/**
 * Measures value models, churn and sentiment on public data. A set that is not there is a row that says so, never an
 * error: the sets may not be handed on with Tend.
 */
export const benchAccuracy = async (): Promise<readonly Figure[]> => {
  const folder = process.env[variable];
  if (!folder) {
    const why = `needs public data sets: ${variable}=FOLDER npm run bench -- accuracy (docs/scoring.md, Data)`;
    return [notMeasured('accuracy of value models, churn and sentiment', why)];
  }
  const { home, remove } = await benchHome();
  try {
    const figures: Figure[] = [];
    for (const { name, bench } of parts) {
      try {
        figures.push(...(await bench(folder, home)));
      } catch (error) {
        if (!(error instanceof TendError) || error.code !== 'input') throw error;
        figures.push(notMeasured(name, error.message));
      }
    }
    return figures;
  } finally {
    await remove();
  }
};
