import type { Bilingual } from '../language.ts';
import type { StageKey } from './stage.ts';

/** A named stage model: each of its stages groups canonical ones, in lifecycle order. */
export type StageModel = {
  readonly id: string;
  readonly stages: readonly { readonly name: Bilingual; readonly of: readonly StageKey[] }[];
};

/** M8, the default model: 获客 → 成长 → 成熟 → 衰退 → 流失. */
export const modelM8: StageModel = {
  id: 'M8',
  stages: [
    { name: { zh: '获客', en: 'Acquisition' }, of: ['prospect'] },
    { name: { zh: '成长', en: 'Growth' }, of: ['new', 'growing', 'won_back'] },
    { name: { zh: '成熟', en: 'Maturity' }, of: ['mature'] },
    { name: { zh: '衰退', en: 'Decline' }, of: ['dormant', 'declining'] },
    { name: { zh: '流失', en: 'Churned' }, of: ['churned'] },
  ],
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
