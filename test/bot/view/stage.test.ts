import { expect, test } from 'vitest';
import { showStage } from '../../../bot/view/stage.ts';
import { modelM8, stageModelNamed } from '../../../core/stages/presets.ts';

const m4 = stageModelNamed('M4') ?? modelM8;

test('a stage is shown by its name in the company’s model, with the canonical one', () => {
  expect(showStage('dormant', modelM8, 'zh')).toBe('衰退（沉睡）');
  expect(showStage('dormant', modelM8, 'en')).toBe('Decline (dormant)');
  expect(showStage('dormant', m4, 'zh')).toBe('流失（沉睡）');
  expect(showStage('won_back', m4, 'en')).toBe('Repeat purchase (won back)');
});

test('a stage with the same name in both is shown once', () => {
  expect(showStage('mature', modelM8, 'zh')).toBe('成熟');
  expect(showStage('churned', modelM8, 'en')).toBe('Churned');
  expect(showStage('prospect', m4, 'zh')).toBe('潜在');
});
