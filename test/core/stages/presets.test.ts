import { expect, test } from 'vitest';
import {
  checkStageModel,
  modelM8,
  type StageModel,
  stageModelNamed,
  stageModels,
  stageNameIn,
  stageNames,
} from '../../../core/stages/presets.ts';
import { stageKeys } from '../../../core/stages/stage.ts';

test.each(stageModels)(
  '$id puts every canonical stage in exactly one of its own, each named in both languages',
  (model) => {
    expect(model.stages.flatMap((each) => each.of).sort()).toEqual([...stageKeys].sort());
    expect(checkStageModel(model)).toEqual([]);
  },
);

const inChinese = (id: string): readonly string[] | undefined =>
  stageModelNamed(id)?.stages.map(({ name, of }) => `${name.zh} ${of.join('+')}`);

test.each([
  [
    'M1',
    '初识/获客 prospect → 激活/成交 new → 复购/增购 growing+mature → 流失/预警 dormant+declining+churned → 唤回 won_back',
  ],
  ['M2', '新客户 prospect+new → 活跃 growing+mature+won_back → 沉睡 dormant → 流失风险 declining+churned'],
  ['M3', '潜在 prospect → 新客户 new → 活跃 growing+won_back → 忠实 mature → 流失 dormant+declining+churned'],
  [
    'M4',
    '潜在 prospect → 初次购买 new → 重复购买 growing+won_back → 忠诚 mature → 流失 dormant+declining+churned',
  ],
  [
    'M5',
    '潜在 prospect → 首次购买 new → 复购期 growing+won_back → 忠诚 mature → 流失预警 dormant+declining+churned',
  ],
  ['M6', '潜在 prospect → 活跃 new+growing+won_back → 忠诚 mature → 流失预警 dormant+declining+churned'],
  [
    'M7',
    '获客 prospect → 激活 new → 留存 growing+won_back → 增购与推荐 mature → 流失预警 dormant+declining+churned',
  ],
  ['M8', '获客 prospect → 成长 new+growing+won_back → 成熟 mature → 衰退 dormant+declining → 流失 churned'],
])('%s is the one of the domain', (id, stages) => {
  expect(inChinese(id)?.join(' → ')).toBe(stages);
});

test('a model is found by its id in any case, and an unknown id finds none', () => {
  expect(stageModels.map(({ id }) => id)).toEqual(['M1', 'M2', 'M3', 'M4', 'M5', 'M6', 'M7', 'M8']);
  expect(stageModelNamed('m8')).toBe(modelM8);
  expect(stageModelNamed('M9')).toBeUndefined();
});

test('an own model that cannot be used is told everything that is wrong with it', () => {
  const wrong: StageModel = {
    id: 'own',
    stages: [
      { name: { zh: '熟客', en: ' ' }, of: ['mature', 'growing', 'new', 'prospect'] },
      { name: { zh: '熟客', en: 'Sleepers' }, of: ['dormant', 'declining', 'mature'] },
      { name: { zh: '流失', en: 'sleepers' }, of: ['churned'] },
      { name: { zh: '空', en: '' }, of: [] },
    ],
  };
  expect(checkStageModel(wrong)).toEqual([
    'The stage won_back is in none of its stages.',
    'The stage mature is there more than once.',
    'Stage 1 has no name in en.',
    'Stage 4 groups no canonical stage.',
    'Stage 4 has no name in en.',
    'The name "熟客" stands for more than one stage.',
    'The name "sleepers" stands for more than one stage.',
  ]);
});

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
