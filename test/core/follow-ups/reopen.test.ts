import { describe, expect, test } from 'vitest';
import type { Interaction } from '../../../core/customer/interaction.ts';
import { reopenedBy } from '../../../core/follow-ups/reopen.ts';
import {
  at,
  company,
  complains,
  done,
  given,
  snoozes,
  type When,
  weNote,
  weSay,
  wrong,
} from '../../support/given.ts';

const complaint = complains('broken', '2025-03-03 10:00');
const followUp = given(complaint).by('2025-03-03 10:00').followUp('R9');
const takesBack = (target: Interaction, when: When) => ({
  key: `withdrawn ${target.key}`,
  at: at(when),
  kind: 'withdrawn' as const,
  direction: 'none' as const,
  data: { target: target.key, by: 'rep' },
});

describe('what was said of a follow-up, taken back,', () => {
  test.each([
    ['done', done(followUp, '2025-03-03 10:20')],
    ['wrong', wrong(followUp, '2025-03-03 10:20')],
    ['put off', snoozes(followUp, '2025-03-03 10:20', '2025-03-05 09:00')],
  ])('leaves it open as it was: %s', (_, press) => {
    const back = takesBack(press, '2025-03-04 10:00');
    expect(reopenedBy([complaint, press], back, company)).toEqual(followUp);
  });

  test('leaves it put off where it was put off before', () => {
    const first = snoozes(followUp, '2025-03-03 10:20', '2025-03-06 09:00');
    const second = snoozes(followUp, '2025-03-03 10:30', '2025-03-10 09:00');
    const back = takesBack(second, '2025-03-04 10:00');
    const snoozedUntil = at('2025-03-06 09:00');
    expect(reopenedBy([complaint, first, second], back, company)).toEqual({ ...followUp, snoozedUntil });
  });
});

describe('it cannot be taken back', () => {
  const press = done(followUp, '2025-03-03 10:20');
  const later = snoozes(followUp, '2025-03-03 10:20', '2025-03-05 09:00');
  const when = '2025-03-04 10:00';

  test.each<readonly [why: string, press: Interaction, since: readonly Interaction[], when: When]>([
    ['after our reply to the customer', press, [weSay('sorry', '2025-03-03 11:00')], when],
    ['after somebody did more about it', later, [done(followUp, '2025-03-03 11:00')], when],
    ['twice', press, [takesBack(press, '2025-03-03 11:00')], when],
    ['when its time has come', later, [], '2025-03-05 09:00'],
  ])('%s', (_, what, since, time) => {
    expect(reopenedBy([complaint, what, ...since], takesBack(what, time), company)).toBeUndefined();
  });

  test('once the same reason has opened another, which would be lost', () => {
    const twice = given(complaint, complains('again', '2025-03-03 11:00'));
    const said = done(twice.by('2025-03-03 11:00').followUp('R6'), '2025-03-03 11:20');
    const thrice = twice.and(said, complains('and again', '2025-03-03 11:30'));
    expect(thrice.by('2025-03-03 12:00').times('follow-up-opened', 'R6')).toHaveLength(2);
    expect(reopenedBy(twice.and(said).history, takesBack(said, '2025-03-03 12:00'), company)).toBeDefined();
    expect(reopenedBy(thrice.history, takesBack(said, '2025-03-03 12:00'), company)).toBeUndefined();
  });

  test('where it is something else', () => {
    const note = weNote('2025-03-03 10:20');
    expect(reopenedBy([complaint, note], takesBack(note, when), company)).toBeUndefined();
  });
});
