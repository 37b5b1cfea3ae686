import { describe, expect, test } from 'vitest';
import { readDay } from '../../../bot/lab/cells.ts';
import { readOrders } from '../../../bot/lab/read-orders.ts';
import { createListener, temporary } from './files.ts';

const until = readDay('2024-12-31') ?? 0;
const silent = (): void => undefined;
const read = (content: string | Uint8Array, say: (line: string) => void = silent) =>
  readOrders(temporary('orders.csv', content), until, say);

describe('an order file', () => {
  test('is read with its columns in any order and case, others passed over', async () => {
    const orders = await read(
      'Amount,NOTE, Date ,Customer\n10,"a,\nb",2024-01-05,Ann\n5,,2024-01-09, Ann \n7,,2024-01-05,Bo\n',
    );
    expect(orders.customers).toEqual(['Ann', 'Bo']);
    expect(orders.of(0)).toMatchObject({ amounts: [10, 5], total: 15 });
    expect(orders).toMatchObject({ rows: 3, rowsAfter: 0, refundRows: 0, refunded: 0 });
  });

  test('counts what lies after the last day, and refunds', async () => {
    const orders = await read('customer,date,amount\na,2024-12-31,1\nb,2025-01-01,1\na,2024-12-01,-3\n');
    expect(orders.customers).toEqual(['a']);
    expect(orders).toMatchObject({ rows: 3, rowsAfter: 1, refundRows: 1, refunded: 3 });
  });

  test('may begin with a byte order mark', async () => {
    expect((await read('\uFEFF"customer",date,amount\na,2024-01-01,1\n')).customers).toEqual(['a']);
  });

  test('may be UTF-16, if it says so', async () => {
    const bytes = Buffer.from('\uFEFFcustomer,date,amount\n王,2024-01-01,1\n', 'utf16le');
    expect((await read(bytes)).customers).toEqual(['王']);
  });

  test('may be GBK, which is said', async () => {
    const { heard, say } = createListener();
    const bytes = Buffer.concat([
      Buffer.from('customer,date,amount\n'),
      Buffer.from([0xcd, 0xf5, 0xd0, 0xa1, 0xc3, 0xf7]),
      Buffer.from(',2024-01-01,1\n'),
    ]);
    expect((await read(bytes, say)).customers).toEqual(['王小明']);
    expect(heard.join()).toContain('GBK');
  });

  test('is heard of no more when it is UTF-8 with Chinese across pieces', async () => {
    const { heard, say } = createListener();
    const rows = Array.from({ length: 60_000 }, (_, at) => `客户${at},2024-01-01,1`);
    const orders = await read(`customer,date,amount\n${rows.join('\n')}`, say);
    expect(orders.customers.every((name, at) => name === `客户${at}`)).toBe(true);
    expect(heard).toEqual([]);
  });

  test.each([
    ['', 'is empty'],
    ['\n\n', 'is empty'],
    ['customer,date,amount\n', 'has a header and no rows'],
    [
      'customer,date\na,2024-01-01\n',
      'line 1: there is no column amount. The columns must include customer, date, amount; found: customer, date',
    ],
    ['customer,date,date,amount\na,2024-01-01,2024-01-01,1\n', 'two columns date'],
    ['customer,date,amount\na,2025-01-01,1\n', 'has no order on or before 2024-12-31'],
    ['customer,date,amount\n"a,2024-01-01,1\n', 'orders.csv, line 2: a quote is opened'],
    [Buffer.from([0x61, 0xff, 0xff, 0x0a]), 'neither UTF-8 nor GBK'],
  ])('is refused if it is %j', async (content, message) => {
    await expect(read(content)).rejects.toThrow(message);
  });

  test('is refused if there is none', async () => {
    await expect(readOrders('/nowhere/orders.csv', until, silent)).rejects.toThrow(
      'There is no file /nowhere/orders.csv',
    );
  });

  test('is refused with every problem by line and column, the first 20 in full', async () => {
    const bad = [
      'a,2024-13-01,1',
      'a,2024-01-01,"1,2"',
      ',2024-01-01,1',
      '"a\nb",x,1',
      'a,2024-01-01',
      `a,${'9'.repeat(60)},1`,
    ];
    const error = await read(`customer,date,amount\n${bad.join('\n')}\n${'a,never,1\n'.repeat(30)}`).catch(
      (reason: Error) => reason,
    );
    const { message } = error as Error;
    expect(message).toContain('has 36 problems');
    expect(message).toContain('line 2, column date: "2024-13-01" is not a date');
    expect(message).toContain('line 3, column amount: "1,2" is not a number');
    expect(message).toContain('line 4, column customer: it is empty');
    expect(message).toContain('line 5, column date: "x"');
    expect(message).toContain('line 7: it has 2 cells where the header has 3');
    expect(message).toContain(`line 8, column date: "${'9'.repeat(40)}…"`);
    expect(message.split('\n')).toHaveLength(22);
    expect(message).toContain('… and 16 more');
  });
});
