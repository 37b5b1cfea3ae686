import { InputError } from '../../core/errors.ts';
import { type Doubt, doubtWords } from '../../core/value/failure.ts';
import type { Fit } from '../../core/value/fit.ts';
import { fitOrders } from '../../core/value/fit-orders.ts';
import { fitSpending } from '../../core/value/gamma-gamma.ts';
import type { Model } from '../../core/value/model.ts';
import { createScorer, type Known, type ValueScore } from '../../core/value/score.ts';
import { showDay } from './cells.ts';
import { csvField } from './csv.ts';
import { readOrders } from './read-orders.ts';
import { toValueFacts } from './value-facts.ts';
import { writeRows } from './write-rows.ts';

/** What `tend clv` is asked. */
export type ClvRequest = {
  readonly orders: string;
  readonly untilDay: number;
  readonly horizonDays: number;
  readonly model: Model;
  readonly unit: 'day' | 'week';
  readonly margin: number;
  readonly yearlyRate: number;
  readonly out?: string;
};

/** What `tend clv` answers, as it is printed with --json; the parameters are absent where they could not be had. */
export type ClvAnswer = Readonly<Record<string, unknown>> & { readonly notes: readonly string[] };

const unitDays = { day: 1, week: 7 } as const;
const daysPerYear = 365.25;
const header = 'customer,x,t_x,T,p_alive,expected_orders,expected_amount,clv';

const doubtOf = (fit: Fit<unknown>): Doubt | undefined => (fit.status === 'fitted' ? undefined : fit.doubt);

const fields = <Values extends object>(fit: Fit<Values>): Partial<Values> =>
  fit.status === 'failed' ? {} : fit.parameters;

const errorsOf = (fit: Fit<unknown>): unknown => (fit.status === 'fitted' ? fit.standardErrors : undefined);

/** The correlation of how often and how much; the gamma-gamma model takes it for 0. Null where either is constant. */
const correlationOf = (one: Float64Array, other: Float64Array): number | null => {
  const mean = (column: Float64Array): number => column.reduce((sum, each) => sum + each, 0) / column.length;
  const [m, n] = [mean(one), mean(other)];
  let [both, first, second] = [0, 0, 0];
  for (const [at, each] of one.entries()) {
    const away = (other[at] ?? 0) - n;
    both += (each - m) * away;
    first += (each - m) ** 2;
    second += away ** 2;
  }
  return first > 0 && second > 0 ? both / Math.sqrt(first * second) : null;
};

const rowOf = (customer: string, { x, tx, T }: Known, { alive, orders, amount, value }: ValueScore): string =>
  `${csvField(customer)},${x},${tx},${T},${alive ?? ''},${orders},${amount},${value}`;

/**
 * Reads an order file, fits the value models, writes a row for each customer where `out` is set, and returns the
 * parameters, log-likelihoods and counts. A model that cannot be fitted is no error: a note says why, and rows follow the
 * historic formula. @throws InputError for a file that cannot be read, with line and column.
 */
export const runClv = async (request: ClvRequest, say: (line: string) => void): Promise<ClvAnswer> => {
  const { model, unit, horizonDays, margin, yearlyRate, untilDay } = request;
  const orders = await readOrders(request.orders, untilDay, say);
  const facts = toValueFacts(orders, untilDay, unitDays[unit]);
  const { customers, histories, spending, known, meanAmount } = facts;
  if (customers.length === 0) {
    throw new InputError(`${request.orders} has nothing but refunds on or before ${showDay(untilDay)}.`);
  }
  const fit = fitOrders(model, histories);
  const amounts = fitSpending(spending);
  const doubts = [doubtOf(fit), doubtOf(amounts)] as const;
  const words = doubts.map((doubt) => doubt && doubtWords[doubt].en);
  const usesModel = fit.status !== 'failed';
  const usesGammaGamma = amounts.status !== 'failed';
  const notes = [
    ...(words[0] ? [`Orders: ${words[0]}${usesModel ? '' : '; "as often as so far" is used instead'}.`] : []),
    ...(words[1] ? [`Amounts: ${words[1]}${usesGammaGamma ? '' : '; own means are used instead'}.`] : []),
  ];
  const score = createScorer({
    model,
    orders: fit,
    spending: amounts,
    meanAmount,
    horizon: horizonDays / unitDays[unit],
    unitsPerYear: daysPerYear / unitDays[unit],
    margin,
    yearlyRate,
  });
  const total = { expectedOrders: 0, clv: 0 };
  function* rows(): Generator<string> {
    for (const [at, customer] of customers.entries()) {
      const scored = score(known(at));
      total.expectedOrders += scored.orders;
      total.clv += scored.value;
      yield rowOf(customer, known(at), scored);
    }
  }
  if (request.out === undefined) for (const _ of rows());
  else writeRows(request.out, header, rows(), request.orders);
  return {
    model,
    unit,
    until: showDay(untilDay),
    horizonDays,
    margin,
    yearlyRate,
    status: fit.status,
    ...fields(fit),
    ...(usesModel ? { logLikelihood: fit.logLikelihood } : {}),
    standardErrors: errorsOf(fit),
    spendingStatus: amounts.status,
    ...fields(amounts),
    ...(usesGammaGamma ? { spendingLogLikelihood: amounts.logLikelihood } : {}),
    spendingStandardErrors: errorsOf(amounts),
    ordersMethod: usesModel ? model : 'historic',
    amountMethod: usesGammaGamma ? 'gamma-gamma' : 'own mean',
    customers: customers.length,
    repeatBuyers: facts.repeatBuyers,
    spenders: spending.x.length,
    orders: facts.orderDays,
    unpaidOrders: facts.unpaidOrders,
    countToAmountCorrelation: spending.x.length > 0 ? correlationOf(spending.x, spending.mean) : null,
    rows: orders.rows,
    rowsAfterUntil: orders.rowsAfter,
    refundRows: orders.refundRows,
    refunded: orders.refunded,
    customersWithRefundsOnly: facts.refundedOnly,
    ...total,
    notes,
  };
};
