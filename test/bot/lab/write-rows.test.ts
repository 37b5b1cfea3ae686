import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { writeRows } from '../../../bot/lab/write-rows.ts';
import { linesOf, temporary } from './files.ts';

test('all lines are written, more than one batch of them', () => {
  const file = temporary('out.csv');
  const lines = Array.from({ length: 9000 }, (_, at) => `row ${at}`);
  writeRows(file, 'header', lines, 'in.csv');
  expect(linesOf(file)).toEqual(['header', ...lines]);
});

test('a file that fails half way does not appear', () => {
  const file = temporary('out.csv');
  function* broken(): Generator<string> {
    yield 'one';
    throw new Error('broken');
  }
  expect(() => writeRows(file, 'header', broken(), 'in.csv')).toThrow('broken');
  expect(existsSync(file)).toBe(false);
  expect(existsSync(`${file}.part`)).toBe(false);
});

test('the file that is read is never written over, and a folder that is not there is named', () => {
  const file = temporary('in.csv', 'x');
  expect(() => writeRows(file, 'h', [], file)).toThrow('the order file itself');
  expect(linesOf(file)).toEqual(['x']);
  expect(() => writeRows('/nowhere/out.csv', 'h', [], 'in.csv')).toThrow('cannot be written (ENOENT)');
});
