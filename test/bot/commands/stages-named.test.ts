import { expect, test } from 'vitest';
import { stageChoices, stagesNamed } from '../../../bot/commands/stages-named.ts';
import { modelM8, stageModelNamed, stageModels } from '../../../core/stages/presets.ts';
import { stageKeys } from '../../../core/stages/stage.ts';

const model = (id: string) => stageModelNamed(id) ?? modelM8;

test.each(stageModels)('every name of $id in both languages stands for what it groups', (each) => {
  for (const { name, of } of each.stages) {
    expect(stagesNamed(name.zh, each)).toEqual(of);
    // The words of the canonical keys themselves keep their meaning.
    if (!stageKeys.some((key) => key === name.en.toLowerCase()))
      expect(stagesNamed(name.en.toUpperCase(), each)).toEqual(of);
  }
});

test('canonical keys and names are understood in every model', () => {
  for (const each of stageModels) {
    expect(stagesNamed('Won_Back', each)).toEqual(['won_back']);
    expect(stagesNamed('已挽回', each)).toEqual(['won_back']);
    expect(stagesNamed('won back', each)).toEqual(['won_back']);
    expect(stagesNamed('castle', each)).toBeUndefined();
  }
});

test('the same word means what the chosen model says', () => {
  expect(stagesNamed('流失', model('M8'))).toEqual(['churned']);
  expect(stagesNamed('流失', model('M3'))).toEqual(['dormant', 'declining', 'churned']);
  expect(stagesNamed('新客户', model('M2'))).toEqual(['prospect', 'new']);
});

test('either half of a double name will do', () => {
  expect(stagesNamed('获客', model('M1'))).toEqual(['prospect']);
  expect(stagesNamed('预警', model('M1'))).toEqual(['dormant', 'declining', 'churned']);
});

test('where one must be chosen, a canonical name is one and a name of the model all it groups', () => {
  expect(stageChoices('新客户', model('M2'))).toEqual(['new']);
  expect(stageChoices('流失', model('M3'))).toEqual(['dormant', 'declining', 'churned']);
  expect(stageChoices('流失', model('M8'))).toEqual(['churned']);
  expect(stageChoices('castle', modelM8)).toEqual([]);
});
