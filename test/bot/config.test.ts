import { expect, test } from 'vitest';
import { readConfig } from '../../bot/config.ts';

test('the stage model is M8 unless TEND_STAGES names another', () => {
  expect(readConfig({}).stageModel.id).toBe('M8');
  expect(readConfig({ TEND_STAGES: '' }).stageModel.id).toBe('M8');
  expect(readConfig({ TEND_STAGES: 'm4' }).stageModel.id).toBe('M4');
});

test('an unknown stage model is refused with the choice', () => {
  expect(() => readConfig({ TEND_STAGES: 'M9' })).toThrow(/TEND_STAGES: expected one of M1, M2, .*M8/);
});
