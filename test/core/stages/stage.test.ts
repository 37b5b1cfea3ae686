import { expect, test } from 'vitest';
import { isStage, stageKeys } from '../../../core/stages/stage.ts';

test('the canonical stages are stages and nothing else is', () => {
  expect(stageKeys.every(isStage)).toBe(true);
  for (const other of ['', 'New', 'won back', 'toString', '__proto__']) expect(isStage(other)).toBe(false);
});
