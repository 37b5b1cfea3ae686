import { expect, test } from 'vitest';
import { modelM8, type StageModel, stageNameIn, stageNames } from '../../../core/stages/presets.ts';
import { stageKeys } from '../../../core/stages/stage.ts';

test.each([modelM8])(
  '$id puts every canonical stage in exactly one of its own, named in both languages',
  (model) => {
    expect(model.stages.flatMap((each) => each.of).sort()).toEqual([...stageKeys].sort());
    for (const { name } of model.stages) expect(name.zh && name.en).toBeTruthy();
  },
);

test('M8 is the one of the domain', () => {
  expect(model8InChinese()).toEqual({
    获客: ['prospect'],
    成长: ['new', 'growing', 'won_back'],
    成熟: ['mature'],
    衰退: ['dormant', 'declining'],
    流失: ['churned'],
  });
});

const model8InChinese = () => Object.fromEntries(modelM8.stages.map(({ name, of }) => [name.zh, [...of]]));

test('every canonical stage has a name of its own in both languages', () => {
  for (const language of ['zh', 'en'] as const) {
    expect(new Set(stageKeys.map((stage) => stageNames[stage][language])).size).toBe(stageKeys.length);
  }
});

test('a stage that a model leaves out keeps its canonical name', () => {
  const partial: StageModel = {
    id: 'own',
    stages: [{ name: { zh: '熟客', en: 'Regulars' }, of: ['mature'] }],
  };
  expect(stageNameIn(partial, 'mature').en).toBe('Regulars');
  expect(stageNameIn(partial, 'churned')).toBe(stageNames.churned);
});
