import { describe, expect, test } from 'vitest';
import type { Interaction } from '../../../core/customer/interaction.ts';
import { repliesToMailings } from '../../../core/customer/mailing-replies.ts';
import { answersMailing, at, given, says, weMail, weSay } from '../../support/given.ts';

const mailed = weMail('2025-03-03 10:00');
const state = given(mailed).by('2025-03-03 10:00').state;
const repliesAmong = (...fresh: readonly Interaction[]) => [...repliesToMailings(state, fresh).keys()];

describe('an answer to a mailing', () => {
  test('is the first message within two weeks', () => {
    const [first, second] = [says('thanks', '2025-03-17 10:00'), says('and more', '2025-03-17 10:01')];
    const replies = repliesToMailings(state, [first, second]);
    expect([...replies]).toEqual([
      [
        first.key,
        { key: `${first.key}#reply`, at: first.at, kind: 'campaign-replied', direction: 'in', data: {} },
      ],
    ]);
  });

  test('is none that comes later, before, from us, or after another answer', () => {
    expect(repliesAmong(says('late', '2025-03-17 10:01'))).toEqual([]);
    expect(repliesAmong(says('before', '2025-03-03 09:59'))).toEqual([]);
    expect(repliesAmong(weSay('hello', '2025-03-04 10:00'))).toEqual([]);
    expect(repliesAmong(answersMailing('2025-03-04 09:00'), says('more', '2025-03-04 10:00'))).toEqual([]);
  });

  test('is one again after the next mailing, also of the same batch', () => {
    const [first, second] = [says('thanks', '2025-03-04 10:00'), says('thanks again', '2025-03-12 10:00')];
    expect(repliesAmong(first, weMail('2025-03-11 10:00'), second)).toEqual([first.key, second.key]);
  });

  test('counts as one that was opened, and is waited for no more', () => {
    const known = given(mailed, answersMailing('2025-03-04 10:00')).by('2025-03-04 10:00');
    expect(known.state.mailed).toBeNull();
    expect(known.state.months.at(-1)).toMatchObject({ campaignsSent: 1, campaignsOpened: 1 });
    expect(state.mailed).toEqual({ at: at('2025-03-03 10:00') });
  });
});
