import { describe, expect, test } from 'vitest';
import { readAnswer } from '../../../core/survey/read-answer.ts';
import { formOf, isSurveyKind, toSatisfaction } from '../../../core/survey/survey.ts';

describe('a score from 0 to 10', () => {
  test.each([
    ['9', 9],
    ['９', 9],
    ['10', 10],
    ['0', 0],
    ['9分', 9],
    ['我给8分！', 8],
    ['给九分', 9],
    ['十分', 10],
    ['两分', 2],
    ['8/10', 8],
    ["I'd say 7", 7],
    ['an 8.', 8],
    ['7 points', 7],
  ])('%s', (text, score) => {
    expect(readAnswer('nps', text)).toBe(score);
  });

  test.each(['11', '9 boxes please', '9点见', '很满意', 'order 10', `9${' '.repeat(80)}`, ''])(
    '"%s" is no answer',
    (text) => {
      expect(readAnswer('nps', text)).toBeUndefined();
    },
  );
});

describe('satisfaction from 1 to 5', () => {
  test.each([
    ['5', 5],
    ['4分', 4],
    ['很满意', 5],
    ['非常满意！', 5],
    ['满意。', 4],
    ['还行', 3],
    ['一般', 3],
    ['不太满意', 2],
    ['很不满意', 1],
    ['Very satisfied', 5],
    ['happy', 4],
    ['so-so', 3],
    ['not satisfied', 2],
    ['very unhappy', 1],
  ])('%s', (text, score) => {
    expect(readAnswer('csat', text)).toBe(score);
  });

  test.each(['0', '6', '满意度怎么查', 'we are happy with the new room'])('"%s" is no answer', (text) => {
    expect(readAnswer('csat', text)).toBeUndefined();
  });
});

test('declining is understood in both languages and for every kind', () => {
  expect(readAnswer('nps', '跳过')).toBe('skip');
  expect(readAnswer('csat', 'Skip')).toBe('skip');
  expect(readAnswer('free', 'no thanks')).toBe('skip');
});

test('what is asked in free words has no score', () => {
  expect(readAnswer('free', '5')).toBeUndefined();
});

test('every scale is brought to 0 to 100', () => {
  expect(toSatisfaction(9, { worst: 0, best: 10 })).toBe(90);
  expect(toSatisfaction(3, { worst: 1, best: 5 })).toBe(50);
  expect(isSurveyKind('nps')).toBe(true);
  expect(isSurveyKind('toString')).toBe(false);
  expect(formOf('free').scale).toBeUndefined();
});
