import { expect, test } from 'vitest';
import { readDay, showDay } from '../../../bot/lab/cells.ts';
import { runRfm } from '../../../bot/lab/rfm.ts';
import { linesOf, temporary } from './files.ts';

const atDay = readDay('2024-09-30') ?? 0;
const silent = (): void => undefined;

const ten = Array.from({ length: 10 }, (_, at) => at).flatMap((at) =>
  Array.from(
    { length: at < 7 ? 1 : at },
    (_, order) => `c${at},${showDay(atDay - 100 + 10 * at - order)},${at + 1}`,
  ),
);
const run = async (rows: readonly string[]) => {
  const out = temporary('out.csv');
  const answer = await runRfm(
    { orders: temporary('in.csv', ['customer,date,amount', ...rows].join('\n')), atDay, out },
    silent,
  );
  return { answer, rows: linesOf(out) };
};

test('every customer gets days, orders, amount, three scores, a segment and a tier', async () => {
  const { answer, rows } = await run([...ten, 'c0,2024-09-30,-5', 'c9,2024-10-01,1000']);
  expect(rows[0]).toBe('customer,recency_days,orders,amount,r,f,m,segment,tier');
  expect(rows[1]).toBe('c0,100,1,-4,1,1,1,hibernating,C');
  expect(rows[10]).toBe('c9,10,9,90,5,5,5,champions,A');
  expect(answer).toMatchObject({ at: '2024-09-30', customers: 10, tiers: { A: 3 } });
  expect(Object.values(answer.segments).reduce((sum, each) => sum + each, 0)).toBe(10);
});

test('equal customers score equal, in whatever order the file has them', async () => {
  const [one, other] = [await run(ten), await run(ten.toReversed())];
  expect(one.rows.toSorted()).toEqual(other.rows.toSorted());
  const scores = one.rows.slice(1, 8).map((row) => row.split(',')[5]);
  expect(new Set(scores)).toEqual(new Set(['1']));
});

test('customers with refunds only are left out, and a file of them is refused', async () => {
  expect((await run([...ten, 'z,2024-01-01,-1'])).answer.customers).toBe(10);
  await expect(run(['z,2024-01-01,-1'])).rejects.toThrow('nothing but refunds');
});
