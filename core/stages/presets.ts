import type { Bilingual } from '../language.ts';
import { type StageKey, stageKeys } from './stage.ts';

/** A named stage model: each of its stages groups canonical ones, in lifecycle order. */
export type StageModel = {
  readonly id: string;
  readonly stages: readonly { readonly name: Bilingual; readonly of: readonly StageKey[] }[];
};

const named = (zh: string, en: string, ...of: readonly StageKey[]): StageModel['stages'][number] => ({
  name: { zh, en },
  of,
});

/** M8, the default model: 获客 → 成长 → 成熟 → 衰退 → 流失. */
export const modelM8: StageModel = {
  id: 'M8',
  stages: [
    named('获客', 'Acquisition', 'prospect'),
    named('成长', 'Growth', 'new', 'growing', 'won_back'),
    named('成熟', 'Maturity', 'mature'),
    named('衰退', 'Decline', 'dormant', 'declining'),
    named('流失', 'Churned', 'churned'),
  ],
};

/** The shipped stage models, M1 to M8 (domain, section 2). */
export const stageModels: readonly StageModel[] = [
  {
    id: 'M1',
    stages: [
      named('初识/获客', 'First contact', 'prospect'),
      named('激活/成交', 'First deal', 'new'),
      named('复购/增购', 'Repeat and extra purchase', 'growing', 'mature'),
      named('流失/预警', 'Leaving', 'dormant', 'declining', 'churned'),
      named('唤回', 'Win-back', 'won_back'),
    ],
  },
  {
    id: 'M2',
    stages: [
      named('新客户', 'New customer', 'prospect', 'new'),
      named('活跃', 'Active', 'growing', 'mature', 'won_back'),
      named('沉睡', 'Dormant', 'dormant'),
      named('流失风险', 'Churn risk', 'declining', 'churned'),
    ],
  },
  {
    id: 'M3',
    stages: [
      named('潜在', 'Potential', 'prospect'),
      named('新客户', 'New customer', 'new'),
      named('活跃', 'Active', 'growing', 'won_back'),
      named('忠实', 'Loyal', 'mature'),
      named('流失', 'Lost', 'dormant', 'declining', 'churned'),
    ],
  },
  {
    id: 'M4',
    stages: [
      named('潜在', 'Potential', 'prospect'),
      named('初次购买', 'First purchase', 'new'),
      named('重复购买', 'Repeat purchase', 'growing', 'won_back'),
      named('忠诚', 'Loyal', 'mature'),
      named('流失', 'Lost', 'dormant', 'declining', 'churned'),
    ],
  },
  {
    id: 'M5',
    stages: [
      named('潜在', 'Potential', 'prospect'),
      named('首次购买', 'First purchase', 'new'),
      named('复购期', 'Repurchase', 'growing', 'won_back'),
      named('忠诚', 'Loyal', 'mature'),
      named('流失预警', 'Churn warning', 'dormant', 'declining', 'churned'),
    ],
  },
  {
    id: 'M6',
    stages: [
      named('潜在', 'Potential', 'prospect'),
      named('活跃', 'Active', 'new', 'growing', 'won_back'),
      named('忠诚', 'Loyal', 'mature'),
      named('流失预警', 'Churn warning', 'dormant', 'declining', 'churned'),
    ],
  },
  {
    id: 'M7',
    stages: [
      named('获客', 'Acquisition', 'prospect'),
      named('激活', 'Activation', 'new'),
      named('留存', 'Retention', 'growing', 'won_back'),
      named('增购与推荐', 'Expansion and referral', 'mature'),
      named('流失预警', 'Churn warning', 'dormant', 'declining', 'churned'),
    ],
  },
  modelM8,
];

/** Returns the shipped model with that id, in any case, or undefined. */
export const stageModelNamed = (id: string): StageModel | undefined =>
  stageModels.find((model) => model.id === id.toUpperCase());

/**
 * Returns what is wrong with a model, one sentence each, none where it can be used: every canonical stage must be in
 * exactly one of its stages, and each of these needs a name in both languages that no other has.
 */
export const checkStageModel = ({ stages }: StageModel): readonly string[] => {
  const grouped = stages.flatMap((each) => each.of);
  const times = (stage: StageKey): number => grouped.filter((each) => each === stage).length;
  const languages = ['zh', 'en'] as const;
  const twice = (names: readonly string[]): readonly string[] => [
    ...new Set(names.filter((name, index) => name !== '' && names.indexOf(name) !== index)),
  ];
  return [
    ...stageKeys.filter((key) => times(key) === 0).map((key) => `The stage ${key} is in none of its stages.`),
    ...stageKeys.filter((key) => times(key) > 1).map((key) => `The stage ${key} is there more than once.`),
    ...stages.flatMap(({ name, of }, index) => [
      ...(of.length === 0 ? [`Stage ${index + 1} groups no canonical stage.`] : []),
      ...languages
        .filter((language) => name[language].trim() === '')
        .map((language) => `Stage ${index + 1} has no name in ${language}.`),
    ]),
    ...languages.flatMap((language) =>
      twice(stages.map(({ name }) => name[language].trim().toLowerCase())).map(
        (name) => `The name "${name}" stands for more than one stage.`,
      ),
    ),
  ];
};

/** The canonical stages in words. */
export const stageNames: Readonly<Record<StageKey, Bilingual>> = {
  prospect: { zh: '潜在', en: 'prospect' },
  new: { zh: '新客户', en: 'new' },
  growing: { zh: '成长中', en: 'growing' },
  mature: { zh: '成熟', en: 'mature' },
  dormant: { zh: '沉睡', en: 'dormant' },
  declining: { zh: '走弱', en: 'declining' },
  churned: { zh: '已流失', en: 'churned' },
  won_back: { zh: '已挽回', en: 'won back' },
};

/** Returns the model's name of a canonical stage, or the canonical name where the model has none. */
export const stageNameIn = (model: StageModel, stage: StageKey): Bilingual =>
  model.stages.find((each) => each.of.includes(stage))?.name ?? stageNames[stage];
