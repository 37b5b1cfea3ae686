import { InputError } from '../../core/errors.ts';
import { cutPointsOf, type Score, scoreOf, segmentOf, segments, tierOf } from '../../core/value/rfm.ts';
import { showDay } from './cells.ts';
import { csvField } from './csv.ts';
import { readOrders } from './read-orders.ts';
import { writeRows } from './write-rows.ts';

/** What `tend rfm` is asked. */
export type RfmRequest = { readonly orders: string; readonly atDay: number; readonly out: string };

/** What `tend rfm` answers: how many customers are in each segment and tier, and where the fifths part. */
export type RfmAnswer = {
  readonly at: string;
  readonly customers: number;
  readonly segments: Readonly<Record<string, number>>;
  readonly tiers: Readonly<Record<string, number>>;
  readonly cutPoints: Readonly<Record<'recencyDays' | 'orders' | 'amount', readonly number[]>>;
};

const header = 'customer,recency_days,orders,amount,r,f,m,segment,tier';

/**
 * Reads an order file, scores every customer by fifths of the population and writes a row for each to `out`.
 * Recency is the days since the last order, frequency the order days, monetary all amounts less refunds.
 * @throws InputError for a file that cannot be read, with line and column.
 */
export const runRfm = async (request: RfmRequest, say: (line: string) => void): Promise<RfmAnswer> => {
  const orders = await readOrders(request.orders, request.atDay, say);
  const names: string[] = [];
  const most = orders.customers.length;
  const columns = [new Float64Array(most), new Float64Array(most), new Float64Array(most)] as const;
  for (const [index, customer] of orders.customers.entries()) {
    const { days, total } = orders.of(index);
    const last = days.at(-1);
    if (last === undefined) continue;
    // Recency is counted below 0, so that in all three more is better.
    [columns[0][names.length], columns[1][names.length], columns[2][names.length]] = [
      last - request.atDay,
      days.length,
      Math.round(total * 1e6) / 1e6,
    ];
    names.push(customer);
  }
  const size = names.length;
  if (size === 0)
    throw new InputError(`${request.orders} has nothing but refunds on or before ${showDay(request.atDay)}.`);
  const [recency, frequency, monetary] = columns.map((column) => column.subarray(0, size)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const [rCuts, fCuts, mCuts] = [cutPointsOf(recency), cutPointsOf(frequency), cutPointsOf(monetary)];
  const inSegment: Record<string, number> = Object.fromEntries(segments.map((each) => [each, 0]));
  const inTier: Record<string, number> = { A: 0, B: 0, C: 0 };
  function* rows(): Generator<string> {
    for (const [at, customer] of names.entries()) {
      const [since, count, amount] = [recency[at] ?? 0, frequency[at] ?? 0, monetary[at] ?? 0];
      const [r, f, m]: [Score, Score, Score] = [
        scoreOf(since, rCuts),
        scoreOf(count, fCuts),
        scoreOf(amount, mCuts),
      ];
      const [segment, tier] = [segmentOf(r, f), tierOf(r, f, m)];
      inSegment[segment] = (inSegment[segment] ?? 0) + 1;
      inTier[tier] = (inTier[tier] ?? 0) + 1;
      yield `${csvField(customer)},${Math.abs(since)},${count},${amount},${r},${f},${m},${segment},${tier}`;
    }
  }
  writeRows(request.out, header, rows(), request.orders);
  return {
    at: showDay(request.atDay),
    customers: size,
    segments: inSegment,
    tiers: inTier,
    cutPoints: { recencyDays: rCuts.map(Math.abs), orders: fCuts, amount: mCuts },
  };
};
