import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldHistory } from '../../../core/customer/fold.ts';
import { effectiveHistory, type Interaction, type MessageFacts } from '../../../core/customer/interaction.ts';
import { mostByModel, refine } from '../../../core/customer/refine.ts';
import { sentimentAt } from '../../../core/customer/sentiment-mean.ts';
import { at, company, day } from '../../support/given.ts';

const noon = at('2025-03-03 12:00');
const neutral: MessageFacts = { score: 0, label: 'neutral', confidence: 0.9 };
const very = (score: number) =>
  ({ score, label: score < 0 ? 'negative' : 'positive', confidence: 1 }) as const;

const message = (data: MessageFacts, key = 'm1', when = noon): Interaction => ({
  key,
  at: when,
  kind: 'message',
  direction: 'in',
  data,
});
const read = (score: number, after: number, target = 'm1'): Interaction => ({
  key: `r${after}${target}`,
  at: noon + after,
  kind: 'model-reading',
  direction: 'none',
  data: { target, by: 'labels@1', reading: very(score) },
});
const factsOf = (...history: readonly Interaction[]): unknown =>
  effectiveHistory(history).find((each) => each.key === 'm1')?.data;

describe('what a model says of a message', () => {
  test('moves its score by half a point at most, and its weight not at all', () => {
    expect(refine(neutral, very(-1))).toEqual({ score: -0.5, label: 'negative', confidence: 1, weight: 0.3 });
    expect(refine(neutral, very(1))).toMatchObject({ score: 0.5, label: 'positive', weight: 0.3 });
    expect(refine({ score: -0.9, label: 'negative', confidence: 0.8 }, very(-1))).toMatchObject({
      score: -1,
      weight: 0.8,
    });
  });

  test('never turns one side of nought into the other', () => {
    expect(refine({ score: 0.3, label: 'positive', confidence: 0.6 }, very(-1))).toMatchObject({
      score: 0,
      label: 'neutral',
      weight: 0.6,
    });
    expect(refine({ score: -0.2, label: 'negative', confidence: 0.6 }, very(1))).toMatchObject({
      score: 0,
      label: 'neutral',
    });
  });

  test('changes nothing else, and politeness and what was taken back not at all', () => {
    expect(refine({ ...neutral, complaint: true }, very(1))).toMatchObject({ complaint: true });
    const polite: MessageFacts = { ...neutral, pleasantry: true };
    expect(refine(polite, very(-1))).toBe(polite);
    const gone: MessageFacts = { ...neutral, recalled: true };
    expect(refine(gone, very(-1))).toBe(gone);
  });

  test('is refined again by a later reading, from the offline one and not from the one before', () => {
    expect(factsOf(message(neutral), read(-1, 1), read(1, 2))).toMatchObject({ score: 0.5 });
  });

  test('stands below what a person said, and is back when that is taken back', () => {
    const said = (reading: ReturnType<typeof very> | null, after: number): Interaction => ({
      key: `c${after}`,
      at: noon + after,
      kind: 'sentiment-correction',
      direction: 'none',
      data: { target: 'm1', by: 'Mia', reading },
    });
    expect(factsOf(message(neutral), said(very(0.8), 1), read(-1, 2))).toMatchObject({ score: 0.8 });
    expect(factsOf(message(neutral), said(very(0.8), 1), read(-1, 2), said(null, 3))).toMatchObject({
      score: -0.5,
    });
  });

  test('is forgotten when the words become others', () => {
    const edited: Interaction = {
      key: 'e',
      at: noon + 2,
      kind: 'edited',
      direction: 'none',
      data: { target: 'm1', score: 0.1, label: 'neutral', confidence: 0.5 },
    };
    expect(factsOf(message(neutral), read(-1, 1), edited)).toMatchObject({ score: 0.1 });
  });

  test("whatever it says of all messages, the customer's mean moves by no more than that", () => {
    const anyMessage = fc.record({
      score: fc.double({ min: -1, max: 1, noNaN: true }),
      confidence: fc.double({ min: 0.34, max: 1, noNaN: true }),
      gap: fc.integer({ min: 0, max: 5 * day }),
      model: fc.double({ min: -1, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(anyMessage, { minLength: 1, maxLength: 12 }), (draws) => {
        let now = noon;
        const history: Interaction[] = [];
        const readings: Interaction[] = [];
        draws.forEach(({ score, confidence, gap, model }, index) => {
          now += gap;
          const label = Math.abs(score) < 0.2 ? 'neutral' : score < 0 ? 'negative' : 'positive';
          history.push(message({ score, label, confidence }, `m${index}`, now));
          readings.push(read(model, now - noon + 1, `m${index}`));
        });
        const until = now + day;
        const mean = (list: readonly Interaction[]): number =>
          sentimentAt(foldHistory(list, until, company).state, until).mean;
        expect(Math.abs(mean([...history, ...readings]) - mean(history))).toBeLessThanOrEqual(
          mostByModel + 1e-3,
        );
      }),
      { numRuns: 60 },
    );
  });
});
