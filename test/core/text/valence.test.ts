import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createValenceReader } from '../../../core/text/valence.ts';

const readValences = createValenceReader(
  new Map([
    ['good', 1.9],
    ['great', 3.1],
    ['bad', -2.5],
    ['doubt', -1.5],
    ['ass', -2.5],
    ['right', 0.5],
    ['kind', 2.4],
    ['very', 1],
    [':)', 2],
    [':(', -1.9],
  ]),
);
const read = (text: string) => readValences(text, text.toLowerCase());
const amounts = (text: string): readonly number[] =>
  read(text).felt.map(({ amount }) => Math.round(amount * 1000) / 1000);

describe('what stands before a felt word', () => {
  test.each<readonly [string, readonly number[]]>([
    ['good', [1.9]],
    ['it is good :)', [1.9, 2]],
    ['very good', [2.193]],
    ['very, good', [1.9]],
    ['so very good', [2.471]],
    ['so it is good', [2.164]],
    ['slightly bad', [-2.207]],
    ['kind of good', [1.607]],
    ['sort of bad', [-2.207]],
    ['a kind man', [2.4]],
    ['not good', [-1.406]],
    ["isn't bad", [1.85]],
    ['not very good', [-1.623]],
    ['not that very good', [-1.623]],
    ['not one of them was good', [1.9]],
    ['Not. Good', [1.9]],
    ['least good', [-1.406]],
    ['at least good', [1.9]],
    ['the very least good', [2.178]],
    ['never so good', [3.29]],
    ['never ever good', [-1.406]],
    ['without doubt good', [1.11, 1.9]],
    ['bad ass', [-2.5, 1.5]],
    ['yeah right', [-2]],
  ])('%s', (text, expected) => expect(amounts(text)).toEqual(expected));
});

describe('the whole text', () => {
  test('what follows a "but" counts more, also where only one side is felt', () => {
    expect(amounts('good but bad')).toEqual([0.95, -3.75]);
    expect(read('good but bad').turns).toBe(true);
    expect(read('but why')).toEqual({ felt: [], compound: 0, praiseShare: 0, blameShare: 0, turns: true });
    expect(read('why').turns).toBe(false);
  });

  test('capitals strengthen where not all is in capitals', () => {
    expect(amounts('this is GOOD')).toEqual([2.633]);
    expect(amounts('this is VERY good')).toEqual([2.926]);
    expect(amounts('this is BAD')).toEqual([-3.233]);
    expect(amounts('THIS IS GOOD')).toEqual([1.9]);
  });

  test('marks strengthen, up to a point', () => {
    const compound = (text: string): number => read(text).compound;
    expect(compound('good')).toBeCloseTo(1.9 / Math.sqrt(1.9 ** 2 + 15), 9);
    expect(compound('good!')).toBeGreaterThan(compound('good'));
    expect(compound('good!!!!!!!')).toBe(compound('good!!!!'));
    expect(compound('bad?')).toBe(compound('bad'));
    expect(compound('bad??')).toBeLessThan(compound('bad'));
    expect(compound('bad??????')).toBe(compound('bad????'));
  });

  test('shares say how much of it praises and blames', () => {
    expect(read('good and bad')).toMatchObject({ praiseShare: 2.9 / 7.4, blameShare: 3.5 / 7.4 });
    expect(read(':) x')).toMatchObject({ praiseShare: 0.75, blameShare: 0 });
  });

  test('of any text, shares and compound stay in their ranges', () => {
    const word = fc.constantFrom('good', 'BAD', 'not ', 'very ', 'but ', ':) ', '!', '?', ', ', '好', ' ');
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(word).map((words) => words.join('')),
    );
    fc.assert(
      fc.property(text, (each) => {
        const { compound, praiseShare, blameShare, felt } = read(each);
        expect(Math.abs(compound)).toBeLessThan(1);
        expect(Math.min(praiseShare, blameShare)).toBeGreaterThanOrEqual(0);
        expect(praiseShare + blameShare).toBeLessThanOrEqual(1 + 1e-9);
        for (const { from, until } of felt) expect(from).toBeLessThan(until);
      }),
    );
  });
});
