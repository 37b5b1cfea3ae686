import { describe, expect, test } from 'vitest';
import { readDay, showDay } from '../../../bot/lab/cells.ts';
import { type ClvRequest, runClv } from '../../../bot/lab/clv.ts';
import { readOrders } from '../../../bot/lab/read-orders.ts';
import { toValueFacts } from '../../../bot/lab/value-facts.ts';
import { expectedOrders } from '../../../core/value/predict.ts';
import { createChance } from '../../core/value/simulate.ts';
import { linesOf, temporary } from './files.ts';

const untilDay = readDay('2024-09-30') ?? 0;
const silent = (): void => undefined;

/** An order file of customers who come back now and then, with some refunds. */
const shop = (customers: number): string => {
  const chance = createChance(17);
  const rows = ['customer,date,amount'];
  for (let customer = 0; customer < customers; customer++) {
    const [rate, leaving, level] = [chance.gamma(0.8, 30), 0.3 * chance.uniform(), chance.gamma(4, 0.1)];
    let day = untilDay - 200 - Math.floor(chance.uniform() * 80);
    do {
      rows.push(`c${customer},${showDay(day)},${(level * chance.gamma(6, 6) + 0.01).toFixed(2)}`);
      if (chance.uniform() < 0.05) rows.push(`c${customer},${showDay(day + 1)},-1`);
      day += Math.ceil(chance.exponential(rate));
    } while (chance.uniform() > leaving && day < untilDay + 100);
  }
  return `${rows.join('\n')}\n`;
};

const request = (orders: string, more: Partial<ClvRequest> = {}): ClvRequest => ({
  orders,
  untilDay,
  horizonDays: 91,
  model: 'mbg',
  unit: 'week',
  margin: 0.4,
  yearlyRate: 0.1,
  ...more,
});

describe('tend clv', () => {
  test('answers with parameters, likelihood and counts, and writes a row for each customer', async () => {
    const out = temporary('out.csv');
    const answer = await runClv(request(temporary('orders.csv', shop(600)), { out }), silent);
    expect(answer).toMatchObject({ status: 'fitted', spendingStatus: 'fitted', customers: 600, notes: [] });
    for (const key of ['r', 'alpha', 'a', 'b', 'logLikelihood', 'p', 'q', 'gamma']) {
      expect(Number.isFinite(answer[key])).toBe(true);
    }
    expect(Number(answer['rowsAfterUntil'])).toBeGreaterThan(0);
    expect(Number(answer['refundRows'])).toBeGreaterThan(0);
    const [header, ...rows] = linesOf(out);
    expect(header).toBe('customer,x,t_x,T,p_alive,expected_orders,expected_amount,clv');
    expect(rows).toHaveLength(600);
    let [orders, clv] = [0, 0];
    const { r, alpha, a, b } = answer as unknown as { r: number; alpha: number; a: number; b: number };
    for (const row of rows) {
      const [, x = 0, tx = 0, T = 0, alive = 0, expected = 0, amount = 0, value = 0] = row
        .split(',')
        .map(Number);
      expect(expected).toBeCloseTo(expectedOrders('mbg', { r, alpha, a, b }, { x, tx, T }, 13), 10);
      expect(alive > 0 && alive <= 1).toBe(true);
      // Less than undiscounted, more than if every order came on the last day.
      expect(value).toBeLessThan(expected * amount * 0.4);
      expect(value).toBeGreaterThan((expected * amount * 0.4) / 1.1 ** (91 / 365.25));
      [orders, clv] = [orders + expected, clv + value];
    }
    expect(Number(answer['expectedOrders'])).toBeCloseTo(orders, 6);
    expect(Number(answer['clv'])).toBeCloseTo(clv, 4);
  });

  test('gives the same in days as in weeks', async () => {
    const file = temporary('orders.csv', shop(600));
    const [weeks, days] = [
      await runClv(request(file), silent),
      await runClv(request(file, { unit: 'day' }), silent),
    ];
    expect(Number(days['alpha']) / Number(weeks['alpha'])).toBeCloseTo(7, 4);
    expect(Number(days['expectedOrders']) / Number(weeks['expectedOrders'])).toBeCloseTo(1, 6);
    expect(Number(days['clv']) / Number(weeks['clv'])).toBeCloseTo(1, 6);
  });

  test('falls back to the historic formula, and says why, where there is too little', async () => {
    const out = temporary('out.csv');
    const content =
      'customer,date,amount\n"Smith, J",2024-01-01,10\n"Smith, J",2024-02-01,30\nBo,2024-09-30,20\n';
    const answer = await runClv(request(temporary('orders.csv', content), { out }), silent);
    expect(answer).toMatchObject({ status: 'failed', ordersMethod: 'historic', amountMethod: 'own mean' });
    expect(answer).not.toHaveProperty('r');
    expect(answer.notes.join(' ')).toContain('fewer than 10 customers ordered again');
    const [, smith = '', bo] = linesOf(out);
    expect(smith.startsWith('"Smith, J",1,')).toBe(true);
    expect(smith.split(',').slice(5, 6)).toEqual(['']);
    expect(bo).toBe('Bo,0,0,0,,0,20,0');
  });

  test('never writes NaN, whatever the amounts', async () => {
    const amounts = ['0', '-5', '1e13', '0.01'];
    const rows = Array.from(
      { length: 200 },
      (_, at) => `c${at % 40},${showDay(untilDay - ((at * 37) % 300))},${amounts[at % 4]}`,
    );
    const out = temporary('out.csv');
    const answer = await runClv(
      request(temporary('orders.csv', ['customer,date,amount', ...rows].join('\n')), { out }),
      silent,
    );
    expect(`${linesOf(out).join('\n')}${JSON.stringify(answer)}`).not.toMatch(/NaN|Infinity/);
  });

  test('refuses a file of refunds only', async () => {
    const file = temporary('orders.csv', 'customer,date,amount\na,2024-01-01,-5\n');
    await expect(runClv(request(file), silent)).rejects.toThrow(
      'nothing but refunds on or before 2024-09-30',
    );
  });
});

test('spending is that of paid orders after the first', async () => {
  const content = [
    'customer,date,amount',
    'a,2024-01-01,100',
    'a,2024-01-08,10',
    'a,2024-01-08,5',
    'a,2024-01-15,0',
    'a,2024-01-22,25',
    'b,2024-01-01,8',
    'c,2024-01-01,-8',
  ];
  const orders = await readOrders(temporary('orders.csv', content.join('\n')), untilDay, silent);
  const facts = toValueFacts(orders, untilDay, 7);
  expect(facts.known(0)).toMatchObject({ x: 3, tx: 3, paidOrders: 2, meanAmount: 20 });
  expect(facts).toMatchObject({
    customers: ['a', 'b'],
    orderDays: 5,
    unpaidOrders: 1,
    repeatBuyers: 1,
    refundedOnly: 1,
  });
  expect(Array.from(facts.spending.mean)).toEqual([20]);
  expect(facts.meanAmount).toBe(37);
});
