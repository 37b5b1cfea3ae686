import { expect, test } from 'vitest';
import { readMoment } from '../../../bot/lab/moments.ts';

test.each([
  ['2026-03-31', '2026-03-31T00:00:00.000Z'],
  ['2026/3/31', '2026-03-31T00:00:00.000Z'],
  ['20260331', '2026-03-31T00:00:00.000Z'],
  ['2026-03-31 18:30', '2026-03-31T18:30:00.000Z'],
  ['2026-03-31T18:30:05Z', '2026-03-31T18:30:05.000Z'],
  ['2026-03-31T18:30:05.25+08:00', '2026-03-31T10:30:05.250Z'],
  ['2026-03-31T18:30:05-0130', '2026-03-31T20:00:05.000Z'],
  ['1082040961', '2004-04-15T14:56:01.000Z'],
  ['1082040961.5', '2004-04-15T14:56:01.500Z'],
  ['1082040961123', '2004-04-15T14:56:01.123Z'],
])('%s is %s', (text, moment) => {
  expect(new Date(readMoment(text)?.at ?? Number.NaN).toISOString()).toBe(moment);
});

test('a date alone is a whole day', () => {
  expect(readMoment('2026-03-31')?.wholeDay).toBe(true);
  expect(readMoment('2026-03-31 00:00')?.wholeDay).toBe(false);
});

test.each([
  '',
  'yesterday',
  '2026-02-30',
  '2026-03-31T25:00',
  '2026-03-31 10:61',
  '12345',
  '2026-03-31+08:00',
])('%s is no moment', (text) => {
  expect(readMoment(text)).toBeUndefined();
});
