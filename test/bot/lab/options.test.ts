import { Command } from 'commander';
import { afterEach, expect, test, vi } from 'vitest';
import { addClv } from '../../../bot/cli/clv.ts';
import { addRfm } from '../../../bot/cli/rfm.ts';
import { readDayOption, readNumberOption, readWordOption } from '../../../bot/lab/options.ts';
import { temporary } from './files.ts';

afterEach(() => vi.restoreAllMocks());

const run = async (...words: readonly string[]): Promise<string> => {
  const printed: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
  const program = new Command().exitOverride();
  addClv(program);
  addRfm(program);
  await program.parseAsync([...words], { from: 'user' });
  return printed.join('');
};

test('options are read, or refused with what they take', () => {
  expect(readNumberOption('--margin', '0.25', 0, 1)).toBe(0.25);
  expect(readDayOption('--at', '1970-01-02')).toBe(1);
  expect(readWordOption('--unit', 'day', ['day', 'week'])).toBe('day');
  for (const text of ['', ' ', 'x', '2', '-1', 'NaN']) {
    expect(() => readNumberOption('--margin', text, 0, 1)).toThrow('--margin takes a number from 0 to 1');
  }
  expect(() => readDayOption('--at', '31.12.2024')).toThrow('--at takes a date like 2025-03-31');
  expect(() => readWordOption('--unit', 'month', ['day', 'week'])).toThrow('--unit takes day or week');
});

test('the commands print JSON, or lines for people', async () => {
  const orders = temporary(
    'in.csv',
    'customer,date,amount\na,2024-01-01,5\na,2024-02-01,7\nb,2024-01-09,5\n',
  );
  const clv = ['clv', '--orders', orders, '--until', '2024-03-01', '--horizon-days', '30'];
  expect(JSON.parse(await run(...clv, '--json'))).toMatchObject({
    model: 'mbg',
    unit: 'week',
    customers: 2,
    margin: 1,
  });
  expect(await run(...clv)).toMatch(/customers +2\n.*fewer than 10 customers ordered again/s);
  const rfm = ['rfm', '--orders', orders, '--at', '2024-03-01', '--out', temporary('out.csv')];
  expect(JSON.parse(await run(...rfm, '--json'))).toMatchObject({ customers: 2 });
  expect(await run(...rfm)).toContain('2 customers on 2024-03-01');
});
