import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold, foldHistory, needsRefold } from '../../../core/customer/fold.ts';
import { byTime, effectiveHistory, type Interaction } from '../../../core/customer/interaction.ts';
import { initialState } from '../../../core/customer/state.ts';
import { at, company } from '../../support/given.ts';

const noon = at('2025-03-03 12:00');
const minute = 60_000;
const message = (over: object = {}): Interaction => ({
  key: 'm1',
  at: noon,
  kind: 'message',
  direction: 'in',
  data: { score: -0.9, label: 'negative', confidence: 0.9, complaint: true, place: 'room|alice', ...over },
});
const neutral = { score: 0, label: 'neutral', confidence: 1 } as const;
const positive = { score: 0.8, label: 'positive', confidence: 1 } as const;
const said = (after: number, reading: typeof neutral | typeof positive | null): Interaction => ({
  key: `c${after}`,
  at: noon + after * minute,
  kind: 'sentiment-correction',
  direction: 'none',
  data: { target: 'm1', by: 'Mia', reading },
});
const edited = (after: number): Interaction => ({
  key: `e${after}`,
  at: noon + after * minute,
  kind: 'edited',
  direction: 'none',
  data: { target: 'm1', score: 0.5, label: 'positive', confidence: 0.6 },
});
const recalled: Interaction = {
  key: 'r',
  at: noon + 5 * minute,
  kind: 'recalled',
  direction: 'none',
  data: { target: 'm1' },
};
const factsAfter = (...history: readonly Interaction[]) =>
  effectiveHistory(history.toSorted(byTime)).find(({ key }) => key === 'm1')?.data;

describe('what a message says after corrections', () => {
  test('is the mood that was said last, and all else as it was', () => {
    expect(factsAfter(message(), said(1, positive), said(2, neutral))).toEqual({
      ...neutral,
      complaint: true,
      place: 'room|alice',
    });
  });

  test('is its own mood again when the correction is taken back', () => {
    expect(factsAfter(message(), said(1, neutral), said(2, null))).toMatchObject({ label: 'negative' });
  });

  test('is that of the new words when it is edited later, and of the correction when that is later', () => {
    expect(factsAfter(message(), said(1, neutral), edited(2))).toMatchObject({ score: 0.5 });
    expect(factsAfter(message(), edited(1), said(2, neutral))).toMatchObject({ label: 'neutral', score: 0 });
  });

  test('is nothing when it is recalled', () => {
    expect(factsAfter(message(), said(1, positive), recalled, said(9, positive))).toMatchObject({
      recalled: true,
      score: 0,
    });
  });

  test('stays nothing when it was recalled and an edit comes after that', () => {
    expect(factsAfter(message(), recalled, edited(9))).toMatchObject({ recalled: true });
  });

  test('has no place where it had none', () => {
    const { place: _, ...data } = message().data as { place?: string };
    const nowhere = { ...message(), data } as Interaction;
    expect(factsAfter(nowhere, said(1, neutral))).not.toHaveProperty('place');
    expect(factsAfter(nowhere, edited(1))).not.toHaveProperty('place');
  });

  test('is that of the later key where two were said at the same moment', () => {
    const first = { ...said(1, neutral), key: 'a' };
    const second = { ...said(1, positive), key: 'b' };
    expect(factsAfter(message(), second, first)).toMatchObject({ label: 'positive' });
    expect(byTime(first, first)).toBe(0);
  });

  test('is more than politeness when it is said to be felt', () => {
    const polite = message({ pleasantry: true, ...neutral });
    expect(factsAfter(polite, said(1, positive))).not.toHaveProperty('pleasantry');
    expect(factsAfter(polite, said(1, neutral))).toMatchObject({ pleasantry: true });
  });

  test('is unchanged where another message was corrected', () => {
    const other = { ...message(), key: 'm2' } as Interaction;
    expect(effectiveHistory([message(), other, said(1, neutral)])[1]).toBe(other);
  });
});

test('a correction folds the customer anew, and lifts the feeling from then on only', () => {
  const correction = said(10, positive);
  const before = fold(initialState(), [message()], company).state;
  expect(needsRefold(before, correction)).toBe(true);
  const history = [message(), correction];
  expect(foldHistory(history, noon + 5 * minute, company).state.feelings[0]).toMatchObject({ score: -0.9 });
  expect(foldHistory(history, noon + 20 * minute, company).state.feelings[0]).toMatchObject({ score: 0.8 });
});

test('in whatever order corrections arrive, the state is the same', () => {
  const history = [
    message(),
    said(1, positive),
    edited(2),
    said(3, neutral),
    said(4, null),
    said(6, positive),
  ];
  const expected = foldHistory(history, noon + 60 * minute, company).state;
  fc.assert(
    fc.property(fc.shuffledSubarray(history, { minLength: history.length }), (shuffled) => {
      expect(foldHistory(shuffled, noon + 60 * minute, company).state).toEqual(expected);
    }),
    { numRuns: 30 },
  );
});
