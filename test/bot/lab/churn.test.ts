import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runChurn } from '../../../bot/lab/churn.ts';
import { createRandom, simulateEvents } from '../../core/churn/simulate.ts';

const dayMs = 24 * 60 * 60 * 1000;
const at = Date.parse('2026-06-30T23:59:59.999Z');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tend-churn-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const run = async (text: string, horizonDays?: number) => {
  const [events, out] = [join(folder, 'events.csv'), join(folder, 'out.csv')];
  writeFileSync(events, text);
  const answer = await runChurn(
    { events, at, leadDays: 14, out, ...(horizonDays === undefined ? {} : { horizonDays }) },
    () => {},
  );
  return { answer, rows: readFileSync(out, 'utf8') };
};

const dateOf = (day: number): string => new Date(at + day * dayMs).toISOString().slice(0, 10);
const past = simulateEvents(900).map(({ customer, day }) => {
  const random = createRandom(day * 31 + customer.length);
  return `${customer},${dateOf(day)},${(random() * 90).toFixed(2)},${(random() * 2 - 1).toFixed(2)},${random() < 0.2 ? 'out' : 'in'}`;
});
const header = 'customer,at,amount,sentiment,direction';
const file = (lines: readonly string[]): string => `${header}\n${lines.join('\n')}\n`;

describe('tend churn', () => {
  test('writes a probability in (0, 1) with factors for every customer seen', async () => {
    const { answer, rows } = await run(file(past));
    expect(answer.method).toBe('model');
    expect(answer['horizonDays']).toBe(90);
    const lines = rows.trimEnd().split('\n');
    expect(lines[0]).toBe('customer,probability,method,factors');
    expect(lines).toHaveLength(answer.customers + 1);
    const seen = new Set(past.filter((line) => line.endsWith('in')).map((line) => line.split(',')[0]));
    expect(answer.customers).toBe(seen.size);
    for (const line of lines.slice(1)) {
      const probability = Number(line.split(',')[1]);
      expect(probability).toBeGreaterThan(0);
      expect(probability).toBeLessThan(1);
      expect(line).toContain('model,');
    }
    expect(rows).not.toMatch(/NaN|undefined|Infinity/);
  });

  test('knows nothing of what comes after the date', async () => {
    const later = Array.from({ length: 3000 }, (_, i) => `c${i % 1200},${dateOf(1 + (i % 150))},500,-1,in`);
    const [without, with_] = [await run(file(past)), await run(file([...past, ...later]))];
    expect(with_.rows).toBe(without.rows);
    expect({ ...with_.answer, rows: 0, rowsAfter: 0 }).toEqual({ ...without.answer, rows: 0, rowsAfter: 0 });
    expect(with_.answer['rowsAfter']).toBe(3000);
  });

  test('does not depend on the order of the rows', async () => {
    const random = createRandom(5);
    const shuffled = past.map((line) => ({ line, key: random() })).sort((one, other) => one.key - other.key);
    const [one, other] = [await run(file(past)), await run(file(shuffled.map(({ line }) => line)))];
    expect(other.rows).toBe(one.rows);
  });

  test('looks 30 days ahead where there are no orders', async () => {
    const { answer } = await run('customer,at\na,2026-06-01\n');
    expect(answer['horizonDays']).toBe(30);
    expect((await run('customer,at,kind\na,2026-06-01,order\n')).answer['horizonDays']).toBe(90);
  });

  test('takes quotes, a byte order mark, any case and order of columns, epochs and zones', async () => {
    const text =
      '\uFEFFKIND,At,"Customer"\r\nx,1780000000,"Ann, ""the"" first"\r\ny,2026-06-20T23:30:00+08:00,李\r\n';
    const { rows, answer } = await run(text);
    expect(answer.customers).toBe(2);
    expect(rows).toContain('"Ann, ""the"" first",0.');
    expect(rows).toContain('李,0.');
  });

  test.each([
    ['one customer', 'customer,at\na,2026-06-01\n'],
    ['equal times', `customer,at\n${'a,2026-06-01T10:00:00Z\n'.repeat(50)}`],
    ['an event at the last moment', 'customer,at\na,2026-06-30T23:59:59.999Z\n'],
    [
      'all gone',
      `customer,at\n${Array.from({ length: 300 }, (_, i) => `c${i},2025-01-0${1 + (i % 9)}`).join('\n')}`,
    ],
    ['amounts below 0', 'customer,at,amount,sentiment\na,2026-06-01,-5,\na,2026-06-02,-5,\n'],
  ])('gives an estimate for %s', async (_, text) => {
    const { rows, answer } = await run(text);
    expect(rows).not.toMatch(/NaN|undefined|Infinity/);
    expect(answer.method).toBe('recency');
    expect(answer.notes.join()).toContain('Not enough history');
    expect(answer.meanProbability).toBeGreaterThan(0);
    expect(answer.meanProbability).toBeLessThan(1);
  });

  test('says how many customers it knows from our side alone', async () => {
    const { answer } = await run('customer,at,direction\na,2026-06-01,in\nb,2026-06-01,OUT\n');
    expect(answer.customers).toBe(1);
    expect(answer.notes.join()).toContain('1 customers have events of ours only');
  });

  test('names line and column of what it cannot read', async () => {
    await expect(run('customer,at,amount\na,2026-06-01,1\n,2026-02-30,x\n')).rejects.toThrow(
      /3 problems:\nline 3, column customer: .*\nline 3, column at: "2026-02-30".*\nline 3, column amount: "x"/,
    );
    await expect(run('customer,at,sentiment\na,2026-06-01,1.5\n')).rejects.toThrow(
      'line 2, column sentiment',
    );
    await expect(run('customer,at,direction\na,2026-06-01,up\n')).rejects.toThrow('line 2, column direction');
    await expect(run('customer,when\na,2026-06-01\n')).rejects.toThrow('there is no column at');
    await expect(run('')).rejects.toThrow('is empty');
    await expect(run('customer,at\n')).rejects.toThrow('no rows');
    await expect(run('customer,at\na,2026-07-01\n')).rejects.toThrow('no event of a customer by');
  });
});
