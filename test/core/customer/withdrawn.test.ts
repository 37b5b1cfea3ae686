import { expect, test } from 'vitest';
import { fold, foldHistory, needsRefold } from '../../../core/customer/fold.ts';
import { effectiveHistory } from '../../../core/customer/interaction.ts';
import { initialState } from '../../../core/customer/state.ts';
import { at, company, fact, says, weNote, weSetStage } from '../../support/given.ts';

const hello = says('hello', '2025-03-03 10:00');
const set = weSetStage('mature', '2025-03-04 10:00', '2025-06-01');
const takenBack = fact('withdrawn', '', '2025-03-05 10:00', 'none', { target: set.key, by: 'rep' });
const end = at('2025-03-06');

test('a stage set by hand that was taken back is as if it had never been set', () => {
  const before = foldHistory([hello], end, company).state;
  const after = foldHistory([hello, set, takenBack], end, company).state;
  expect(after.override).toBeNull();
  expect([after.stage, after.stageRule]).toEqual([before.stage, before.stageRule]);
});

test('it held until it was taken back', () => {
  const then = foldHistory([hello, set, takenBack], at('2025-03-05 09:00'), company).state;
  expect(then.stage).toBe('mature');
});

test('taking back makes the customer be folded anew', () => {
  const { state } = fold(initialState(), [hello, set], company);
  expect(needsRefold(state, takenBack)).toBe(true);
});

test('a note goes; what the customer said stays, whoever takes it back', () => {
  const note = weNote('2025-03-04 11:00');
  const withdrawn = (target: string) =>
    fact('withdrawn', target, '2025-03-05 10:00', 'none', { target, by: 'rep' });
  const history = [hello, note, withdrawn(note.key), withdrawn(hello.key)];
  expect(effectiveHistory(history).map((each) => each.key)).toEqual(
    [hello, withdrawn(note.key), withdrawn(hello.key)].map((each) => each.key),
  );
});
