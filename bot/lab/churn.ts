import { gatherActivity } from '../../core/churn/activity.ts';
import { createEstimator, type EstimateFactor } from '../../core/churn/estimate.ts';
import { featuresOf } from '../../core/churn/features.ts';
import { type ChurnModel, type Training, trainChurn } from '../../core/churn/train.ts';
import { usualHorizonDays } from '../../core/churn/window.ts';
import { shortageWords } from '../../core/churn/words.ts';
import { dayMs } from '../../core/time.ts';
import { csvField } from './csv.ts';
import { readEvents } from './read-events.ts';
import { writeRows } from './write-rows.ts';

/** What `tend churn` is asked. `at` is the last millisecond that counts; without a horizon it follows from the columns. */
export type ChurnRequest = {
  readonly events: string;
  readonly at: number;
  readonly leadDays: number;
  readonly horizonDays?: number;
  readonly out: string;
};

/** What `tend churn` answers, as it is printed with --json; what was learnt is absent where there is no model. */
export type ChurnAnswer = Readonly<Record<string, unknown>> & {
  readonly customers: number;
  readonly method: 'model' | 'recency';
  readonly meanProbability: number;
  readonly notes: readonly string[];
};

const header = 'customer,probability,method,factors';
/** Below this many customers products do not predict; Tend does and says so. */
const fewCustomers = 500;

const signed = (value: number): string => `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(2)}`;

const showFactors = (factors: readonly EstimateFactor[]): string =>
  factors.map(({ because, points }) => `${because.en} (${signed(points)})`).join('; ');

const showDate = (at: number, day: number): string => new Date(at + day * dayMs).toISOString().slice(0, 10);

const describe = ({ check, ...model }: ChurnModel, at: number): Record<string, unknown> => ({
  trainedOn: {
    dates: model.dates.map((day) => showDate(at, day)),
    rows: model.rows,
    baseRate: model.baseRate,
    ridge: model.ridge,
  },
  coefficients: Object.fromEntries(model.features.map((key, j) => [key, model.learnt.coefficients[j]])),
  drift: model.drift,
  calibration:
    model.calibration.method === 'line'
      ? model.calibration
      : { method: 'steps', points: model.calibration.logits.length },
  check: check && { ...check, day: undefined, date: showDate(at, check.day) },
});

const notesOf = (training: Training, customers: number, leftOut: number): string[] => [
  ...(training.status === 'trained'
    ? []
    : [
        `Not enough history for a model: ${shortageWords[training.shortage].en}. Estimates follow the own rhythm.`,
      ]),
  ...(training.status === 'trained' && customers < fewCustomers
    ? [`Fewer than ${fewCustomers} customers: the figures are coarse.`]
    : []),
  ...(training.status === 'trained' && training.model.check?.strict === false
    ? ['History is too short for a strict check: outcomes that were learnt from overlap the checked window.']
    : []),
  ...(leftOut > 0 ? [`${leftOut} customers have events of ours only; they get no estimate.`] : []),
];

/**
 * Reads a file of events, learns from what lies at least lead + horizon before `at`, and writes the probability that
 * each customer seen by `at` is gone. Too little history is no error: a note says so, and the estimates follow the own
 * rhythm. @throws InputError for a file that cannot be read, with line and column.
 */
export const runChurn = async (request: ChurnRequest, say: (line: string) => void): Promise<ChurnAnswer> => {
  const { at, leadDays } = request;
  const { events, rows, rowsAfter, rowsOut } = await readEvents(request.events, at, say);
  const buys = events.amounts !== null || (events.kinds?.names.includes('order') ?? false);
  const horizonDays = request.horizonDays ?? usualHorizonDays[buys ? 'orders' : 'talk'];
  const window = { leadDays, horizonDays };
  const activity = gatherActivity(events);
  const set = featuresOf(activity, horizonDays);
  const training = trainChurn(activity, window, set);
  const estimate = createEstimator(activity, window, training, set);
  let [customers, sum] = [0, 0];
  function* lines(): Generator<string> {
    for (const [i, customer] of activity.customers.entries()) {
      const estimated = estimate(i);
      if (!estimated) continue;
      customers++;
      sum += estimated.probability;
      const factors = csvField(showFactors(estimated.factors));
      yield `${csvField(customer)},${estimated.probability.toFixed(6)},${estimated.method},${factors}`;
    }
  }
  writeRows(request.out, header, lines(), request.events);
  return {
    at: new Date(at).toISOString(),
    leadDays,
    horizonDays,
    customers,
    method: training.status === 'trained' ? 'model' : 'recency',
    meanProbability: sum / customers,
    ...(training.status === 'trained' ? describe(training.model, at) : { shortage: training.shortage }),
    rows,
    rowsAfter,
    rowsOut,
    notes: notesOf(training, customers, events.customers.length - customers),
  };
};
