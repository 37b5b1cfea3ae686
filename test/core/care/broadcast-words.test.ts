import { describe, expect, test } from 'vitest';
import { broadcastTextProblem, broadcastWords } from '../../../core/care/broadcast-words.ts';

const text = 'Hello {{name}}! We open at eight. {{rep}} is there for you.';

describe('a broadcast’s text', () => {
  test('names whoever reads it and who looks after them', () => {
    expect(broadcastWords(text, { name: 'Ann', rep: 'Mia' })).toBe(
      'Hello Ann! We open at eight. Mia is there for you.',
    );
  });

  test('leaves out a sentence that names what nobody knows', () => {
    expect(broadcastWords(text, { name: null, rep: null })).toBe('We open at eight.');
  });

  test('stays as it was written where it names nobody', () => {
    const plain = 'We open at eight.  Come {in}!';
    expect(broadcastWords(plain, { name: 'Ann', rep: null })).toBe(plain);
    expect(broadcastTextProblem(plain)).toBeUndefined();
  });

  test('cannot be sent where something of it is wrong', () => {
    expect(broadcastTextProblem(text)).toBeUndefined();
    expect(broadcastTextProblem('Hello {{name')).toMatchObject({ kind: 'unreadable' });
    expect(broadcastTextProblem('Your health is {{health}}. Hello!')).toEqual({
      kind: 'field',
      field: 'health',
    });
    expect(broadcastTextProblem('Hello {{name}}!')).toEqual({ kind: 'empty' });
  });
});
