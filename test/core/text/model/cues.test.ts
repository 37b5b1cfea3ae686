import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFeelingReader } from '../../../../core/text/feelings.ts';
import { lexicons } from '../../../../core/text/lexicons.ts';
import { cueNames, readCues } from '../../../../core/text/model/cues.ts';
import { createValenceReader } from '../../../../core/text/valence.ts';

const readFeelings = createFeelingReader(lexicons);
const readValences = createValenceReader(
  new Map([
    ['supple', 1.5],
    ['meh', -1.2],
    ['=]', 1.5],
  ]),
);
const cuesOf = (clean: string): Readonly<Record<string, number>> => {
  const cues = new Float64Array(cueNames.length).fill(Number.NaN);
  const text = clean.toLowerCase();
  readCues(clean, readFeelings(text), readValences(clean, text), cues);
  return Object.fromEntries(cueNames.map((name, index) => [name, cues[index] as number]));
};

test('say what is felt, asked, complained of and how it is written', () => {
  expect(cuesOf('太慢了')).toMatchObject({ 'only-blame': 1, 'nothing-felt': 0, brief: 1, asks: 0 });
  expect(cuesOf('非常满意！！')).toMatchObject({ 'only-praise': 1 });
  expect(cuesOf('great!!')).toMatchObject({ exclaims: 1, shouts: 0 });
  expect(cuesOf('this is GREAT...')).toMatchObject({ shouts: 1, 'trails-off': 1 });
  expect(cuesOf('good but slow')).toMatchObject({ 'praise-and-blame': 1 });
  expect(cuesOf('我要投诉')).toMatchObject({ complains: 1, thanks: 0 });
  expect(cuesOf('谢谢，几点开门?')).toMatchObject({ asks: 1, thanks: 1, 'nothing-felt': 1 });
});

test('a turn says what came after it, and is 0 without one', () => {
  expect(cuesOf('good but slow')['turn']).toBeLessThan(0);
  expect(cuesOf('slow but good')['turn']).toBeGreaterThan(0);
  expect(cuesOf('good and slow')['turn']).toBe(0);
  expect(cuesOf('meh but supple')['valence-turn']).toBeGreaterThan(0);
});

test('words and emoticons with a valence are read with what turns them', () => {
  expect(cuesOf('so supple')['valence']).toBeGreaterThan(cuesOf('supple')['valence'] as number);
  expect(cuesOf('not supple')['valence']).toBeLessThan(0);
  expect(cuesOf('ok =]')).toMatchObject({ 'no-valence': 0 });
  expect(cuesOf('supplement')).toMatchObject({ 'no-valence': 1, valence: 0, 'slight-valence': 0 });
  expect(cuesOf('supple, meh')).toMatchObject({ 'slight-valence': 1 });
  expect(cuesOf('supple')['praise-share']).toBe(1);
  expect(cuesOf('it is meh')['blame-share']).toBeCloseTo(2.2 / 4.2, 9);
});

test('of any text are finite and within −2 and 2', () => {
  const word = fc.constantFrom('great ', 'awful ', '但', '太差', '很好', '?', '!', 'supple ', 'not ', '…');
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(word).map((words) => words.join('')),
      ),
      (text) => {
        for (const value of Object.values(cuesOf(text))) expect(Math.abs(value)).toBeLessThanOrEqual(2);
      },
    ),
  );
});
