import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Interaction } from '../../../core/customer/interaction.ts';
import { shippedRules } from '../../../core/rules/presets.ts';
import { runTest } from '../../../core/rules/tests.ts';
import { asks, company, day, deaf, everyWorkday, given, says, weSay } from '../../support/given.ts';
import { anyHistory } from '../customer/any-history.ts';

describe('holidays and outages', () => {
  const regular = (from: string, until: string): readonly Interaction[] =>
    everyWorkday(from, until, (when) => says('daily word', when)).flatMap((word) => [
      word,
      asks('a question', word.at + 60_000),
      weSay('an answer', word.at + 5 * 60_000),
    ]);

  test('the National Day week of 2025 raises no alert for anybody who was there before and after', () => {
    const history = [
      ...regular('2025-06-02 10:00', '2025-10-01'),
      asks('last question', '2025-09-30 17:58'),
      ...regular('2025-10-09 09:05', '2025-10-18'),
    ];
    expect(given(history).by('2025-10-18').times('warned')).toEqual([]);
  });

  test('silence, waiting and hours over the holiday alone raise nothing', () => {
    const history = [says('hello', '2025-09-26 10:00'), weSay('our offer', '2025-09-26 10:05')];
    // 14 and more days on a plain calendar, eight of them holiday.
    expect(given(history).by('2025-10-13 23:59').times('warned')).toEqual([]);
  });

  test('a three-day outage raises no alert', () => {
    const heard = regular('2025-03-03 10:00', '2025-05-13');
    const after = regular('2025-05-16 10:00', '2025-05-31');
    const asked = asks('just before', '2025-05-12 17:50');
    const replied = weSay('just after', '2025-05-16 09:04');
    const context = deaf(['2025-05-13', '2025-05-16']);
    const known = given(heard, asked, replied, after).in(context).by('2025-05-31');
    expect(known.times('warned')).toEqual([]);
    expect(given(heard, asked, replied, after).by('2025-05-31').times('warned')).toEqual([
      '2025-05-13 09:05',
    ]);
  });
});

test('no rule changes its mind before the time it named', () => {
  fc.assert(
    fc.property(anyHistory({ most: 15 }), fc.double({ min: 0, max: 1, noNaN: true }), (history, share) => {
      const until = Math.max(...history.map((each) => each.at));
      const { state } = given(history).by(until);
      for (const { test } of shippedRules) {
        const now = runTest(state, until, test, company);
        expect(now.nextAt).toBeGreaterThan(until);
        const horizon = Math.min(now.nextAt - 1, until + 400 * day);
        const then = Math.floor(until + share * (horizon - until));
        expect(runTest(state, then, test, company).holds).toBe(now.holds);
        if (now.holds && now.evidence.length > 0) {
          expect(history.map((each) => each.key)).toEqual(expect.arrayContaining([...now.evidence]));
        }
      }
    }),
    { numRuns: 100 },
  );
});
