import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCsvReader, csvField } from '../../../bot/lab/csv.ts';

const read = (pieces: readonly string[]): (readonly [number, ...string[]])[] => {
  const records: (readonly [number, ...string[]])[] = [];
  const reader = createCsvReader((fields, line) => records.push([line, ...fields]));
  for (const piece of pieces) reader.write(piece);
  reader.end();
  return records;
};

describe('a CSV reader', () => {
  test.each([
    [
      'plain records',
      'a,b\nc,d\n',
      [
        [1, 'a', 'b'],
        [2, 'c', 'd'],
      ],
    ],
    [
      'CRLF, and no line break at the end',
      'a,b\r\nc,d',
      [
        [1, 'a', 'b'],
        [2, 'c', 'd'],
      ],
    ],
    [
      'empty cells',
      ',\na,\n,b\n"",\n',
      [
        [1, '', ''],
        [2, 'a', ''],
        [3, '', 'b'],
        [4, '', ''],
      ],
    ],
    ['commas and quotes in quotes', '"a,""b""",c\n', [[1, 'a,"b"', 'c']]],
    [
      'line breaks in quotes, and counts their lines',
      '"a\r\nb",c\nd,e\n',
      [
        [1, 'a\r\nb', 'c'],
        [3, 'd', 'e'],
      ],
    ],
    [
      'quotes before CRLF',
      'x,"a"\r\n"b","c"\r\n',
      [
        [1, 'x', 'a'],
        [2, 'b', 'c'],
      ],
    ],
    ['a quote that does not begin a cell as itself', 'a"b,c\n', [[1, 'a"b', 'c']]],
    [
      'nothing of empty lines',
      '\n\r\na\n\nb\n',
      [
        [3, 'a'],
        [5, 'b'],
      ],
    ],
    ['an open end after a quote', 'a,"b"', [[1, 'a', 'b']]],
    ['a comma at the very end of a quoted record', '"a",', [[1, 'a', '']]],
    ['nothing', '', []],
  ] as const)('reads %s', (_, text, expected) => {
    expect(read([text])).toEqual(expected);
    expect(read(text.split(''))).toEqual(expected);
  });

  test('reads back whatever was written, in pieces of any size', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', '王') });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(table, fc.integer({ min: 1, max: 9 }), fc.constantFrom('\n', '\r\n'), (rows, size, end) => {
        const text = rows.map((row) => row.map((each) => csvField(each)).join(',') + end).join('');
        const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
          text.slice(at * size, (at + 1) * size),
        );
        expect(read(pieces).map(([, ...fields]) => fields)).toEqual(rows);
      }),
    );
  });

  test.each([
    ['a\n"b\nc\n', 'line 2: a quote is opened and never closed'],
    ['a\n"b"c,d\n', 'line 2: there is text after a closing quote'],
  ])('refuses %j', (text, message) => {
    expect(() => read([text])).toThrow(message);
  });

  test('does not swallow a whole file behind a lost quote', () => {
    const reader = createCsvReader(() => undefined);
    reader.write('a\n"b');
    expect(() => {
      for (let piece = 0; piece < 20; piece++) reader.write('x,y\n'.repeat(25_000));
    }).toThrow('line 2: a quote is opened');
  });
});
