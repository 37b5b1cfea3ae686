import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Corpus } from '../../../bot/train/corpora.ts';
import { readCorpus } from '../../../bot/train/read-corpora.ts';
import { InputError } from '../../../core/errors.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'tend-train-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const corpus: Corpus = {
  name: 'set',
  language: 'en',
  file: 'set.ndjson',
  weight: 1,
  polarOnly: false,
  licence: 'none',
};
const read = (lines: readonly string[], more: Partial<Corpus> = {}, seen = new Set<string>()) => {
  writeFileSync(join(directory, 'set.ndjson'), lines.join('\n'));
  const { train, tune, judge } = readCorpus(directory, { ...corpus, ...more }, seen);
  return { train, tune, judge, all: [...train, ...tune, ...judge] };
};
const line = (text: string, label = 'positive'): string => JSON.stringify({ text, label });

test('a text belongs to one part, the same one whatever stands around it', () => {
  const lines = Array.from({ length: 1000 }, (_, index) => line(`text ${'abcdefghij'[index % 10]}${index}x`));
  const parts = read(lines);
  expect(parts.all).toHaveLength(1000);
  expect(parts.judge.length).toBeGreaterThan(60);
  expect(parts.judge.length).toBeLessThan(140);
  const again = read(lines.toReversed());
  expect(new Set(again.judge.map(({ text }) => text))).toEqual(new Set(parts.judge.map(({ text }) => text)));
});

test('copies count once, in this set and over sets, whatever their punctuation', () => {
  const seen = new Set<string>();
  expect(read([line('So good'), line('so  good!'), '', line('bad', 'negative')], {}, seen).all).toHaveLength(
    2,
  );
  expect(read([line('SO GOOD'), line(':)'), line(':(')], {}, seen).all).toHaveLength(2);
});

test('a rare label counts more than a common one', () => {
  const { all } = read([line('one'), line('two'), line('three'), line('four'), line('five', 'negative')]);
  const weights = Object.groupBy(all, ({ label }) => label);
  expect(weights.negative?.[0]?.weight).toBeCloseTo(2 * (weights.positive?.[0]?.weight ?? 0), 12);
});

test('plain talk is neutral, but for what the lexicons feel something in', () => {
  const lines = ['{"text":"The meeting is at three"}', '{"text":"That was awful"}'];
  expect(read(lines, { plain: true }).all).toMatchObject([
    { text: 'The meeting is at three', label: 'neutral' },
  ]);
});

test('what cannot be read is refused with file and line', () => {
  expect(() => read([line('fine'), 'nope'])).toThrow(/set\.ndjson, line 2: not a JSON object with a text/);
  expect(() => read([line('fine', 'great')])).toThrow(/line 1: the label is none of three/);
  expect(() => readCorpus(directory, { ...corpus, file: 'missing' }, new Set())).toThrow(InputError);
});
