import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSentimentLines } from '../../../bot/lab/sentiment-lines.ts';
import { loadSentimentAnalyser } from '../../../bot/load-sentiment.ts';

const analyse = loadSentimentAnalyser();

const readAll = (...pieces: readonly string[]) => {
  const lines = createSentimentLines(analyse);
  const read = [...pieces.map((piece) => lines.write(piece)), lines.end()];
  const output = read.map((each) => each.output).join('');
  return {
    output,
    answers: output.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)])),
    problems: read.flatMap((each) => each.problems),
  };
};

test('each line is answered in order, by its id', () => {
  const { answers, problems } = readAll('{"id":"a","text":"太慢了"}\n{"id":2,"text":"great work"}\n');
  expect(problems).toEqual([]);
  expect(answers).toEqual([
    { id: 'a', score: expect.any(Number), label: 'negative', confidence: expect.any(Number) },
    { id: 2, score: expect.any(Number), label: 'positive', confidence: expect.any(Number) },
  ]);
  expect(answers[0].score).toBeLessThan(-0.3);
});

test('a byte order mark, Windows line ends, empty lines and a missing last line end do no harm', () => {
  const { answers, problems } = readAll('\ufeff{"id":1,"text":"ok"}\r\n\r\n{"id":2,"text":""}');
  expect(problems).toEqual([]);
  expect(answers.map(({ id, score }) => [id, score])).toEqual([
    [1, 0],
    [2, 0],
  ]);
});

test('what cannot be read is named by its line, and the rest is still answered', () => {
  const { answers, problems } = readAll(
    ['nope', '[1]', 'null', '{"text":"x"}', '{"id":{},"text":"x"}', '{"id":1}', '{"id":7,"text":"x"}'].join(
      '\n',
    ),
  );
  expect(answers.map(({ id }) => id)).toEqual([7]);
  expect(problems).toEqual([
    'line 1: is not JSON.',
    'line 2: is not a JSON object with "id" and "text".',
    'line 3: is not a JSON object with "id" and "text".',
    'line 4: "id" is missing, or neither text nor a number.',
    'line 5: "id" is missing, or neither text nor a number.',
    'line 6: "text" is missing or not text.',
  ]);
});

test('how the input is cut into pieces does not matter', () => {
  const input = '{"id":1,"text":"不错"}\n\nbad\n{"id":2,"text":"\\ud83d\\ude21"}\n{"id":3,"text":"ok"}';
  const whole = readAll(input);
  fc.assert(
    fc.property(fc.array(fc.nat(input.length), { maxLength: 6 }), (cuts) => {
      const ends = [...cuts.sort((a, b) => a - b), input.length];
      const pieces = ends.map((end, index) => input.slice(ends[index - 1] ?? 0, end));
      expect(readAll(...pieces)).toEqual(whole);
    }),
  );
});
