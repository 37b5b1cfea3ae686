import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSentimentRows } from '../../../bot/import/sentiment-rows.ts';
import { createProblems } from '../../../bot/lab/problems.ts';

let folder: string;
let files = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tend-values-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const read = async (...lines: readonly string[]) => {
  const file = join(folder, `${files++}`);
  await writeFile(file, lines.join('\n'));
  const problems = createProblems();
  const { values, rows } = await readSentimentRows(file, problems, () => undefined);
  let said = '';
  try {
    problems.throwIfAny('FILE');
  } catch (error) {
    said = (error as Error).message;
  }
  return { values, rows, said };
};

describe('a file of values', () => {
  test('may be lines of JSON, where label, confidence and source may be missing', async () => {
    const { values, said } = await read(
      '{"message":"a/b/c/1","score":-0.7}',
      '',
      '{"message":"a/b/c/2","score":0.01,"confidence":0.5}',
      '{"message":"a/b/c/3","score":0.2,"label":"Neutral","source":"desk"}',
    );
    expect(said).toBe('');
    expect(values).toEqual([
      { line: 1, message: 'a/b/c/1', score: -0.7, label: 'negative', confidence: 1, saidBy: 'external' },
      { line: 3, message: 'a/b/c/2', score: 0.01, label: 'neutral', confidence: 0.5, saidBy: 'external' },
      { line: 4, message: 'a/b/c/3', score: 0.2, label: 'neutral', confidence: 1, saidBy: 'desk' },
    ]);
  });

  test('may be CSV with the columns in any order; of rows for one message the last counts', async () => {
    const { values, rows } = await read('Score,Message', '1,m', '-1,m', '0.5,n');
    expect(rows).toBe(3);
    expect(values).toMatchObject([
      { line: 3, message: 'm', label: 'negative' },
      { message: 'n', label: 'positive' },
    ]);
  });

  test.each([
    ['{"message":"","score":0}', 'line 1, column message: it is empty'],
    ['{"message":"m","score":"high"}', 'line 1, column score: "high" is not a number from -1 to 1'],
    ['{"message":"m","score":"NaN"}', 'line 1, column score'],
    ['{"message":"m"}', 'line 1, column score: "" is not a number'],
    ['{"message":"m","score":1.01}', 'line 1, column score'],
    ['{"message":"m","score":0,"label":"meh"}', 'line 1, column label: "meh" is none of negative'],
    [
      '{"message":"m","score":0,"confidence":2}',
      'line 1, column confidence: "2" is not a number from 0 to 1',
    ],
    [`{"message":"${'m'.repeat(501)}","score":0}`, 'line 1, column message: it is longer than 500'],
    [`{"message":"m","score":0,"source":"${'s'.repeat(61)}"}`, 'line 1, column source: it is longer than 60'],
    ['{"message":"m","score":0', 'line 1: it is not JSON'],
  ])('%s is refused with its line and column', async (line, problem) => {
    const { values, said } = await read(line);
    expect(values).toEqual([]);
    expect(said).toContain(problem);
  });
});
