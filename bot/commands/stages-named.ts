import { type StageModel, stageNames } from '../../core/stages/presets.ts';
import { isStage, type StageKey, stageKeys } from '../../core/stages/stage.ts';

const canonicalNamed = (word: string): StageKey | undefined => {
  const wanted = word.toLowerCase();
  if (isStage(wanted)) return wanted;
  return stageKeys.find((key) => stageNames[key].zh === word || stageNames[key].en === wanted);
};

/** A name such as 初识/获客 may be called by either half. */
const calls = (name: string, wanted: string): boolean =>
  [name, ...name.split('/')].some((each) => each.toLowerCase() === wanted);

/**
 * Returns the canonical stages that a word means to the company, or undefined: a canonical key means itself, else
 * its own model's names come first, then the canonical names.
 */
export const stagesNamed = (word: string, { stages }: StageModel): readonly StageKey[] | undefined => {
  const wanted = word.toLowerCase();
  if (isStage(wanted)) return [wanted];
  const own = stages.find(({ name }) => calls(name.zh, wanted) || calls(name.en, wanted));
  if (own) return own.of;
  const canonical = canonicalNamed(word);
  return canonical && [canonical];
};

/**
 * Returns the canonical stages that a word may mean where one must be chosen: the one with that canonical name, else
 * all that the company's model groups under it; none where nothing has that name.
 */
export const stageChoices = (word: string, model: StageModel): readonly StageKey[] => {
  const canonical = canonicalNamed(word);
  return canonical ? [canonical] : (stagesNamed(word, model) ?? []);
};
