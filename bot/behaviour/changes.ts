import { isDeepStrictEqual } from 'node:util';
import { healthParts } from '../../core/customer/health-parts.ts';
import { type Bilingual, type Language, pick } from '../../core/language.ts';
import { stageModelNamed } from '../../core/stages/presets.ts';
import type { Decisions } from '../policies.ts';
import type { FollowUpEntry, RuleEntry, SegmentEntry } from './document.ts';
import { fullDocument } from './full-document.ts';
import { numberNames } from './numbers.ts';

const words = {
  zh: {
    stages: '阶段',
    margin: '毛利率',
    followUps: '跟进',
    tier: '等级',
    care: '联系预算',
    added: '新增',
    removed: '移除',
    off: '停用',
    on: '启用',
    words: '文字有改动',
    weight: '权重',
    rule: '规则',
    segment: '分类',
    none: '无',
    colon: '：',
  },
  en: {
    stages: 'Stages',
    margin: 'Margin',
    followUps: 'Follow-ups',
    tier: 'tier',
    care: 'Contact budget',
    added: 'added',
    removed: 'removed',
    off: 'switched off',
    on: 'switched on',
    words: 'the words change',
    weight: 'weight of',
    rule: 'Rule',
    segment: 'Segment',
    none: 'none',
    colon: ': ',
  },
} as const;

/** Returns what a number of a rule, stage or segment is called. */
export const numberName = (key: string, language: Language): string => {
  const name: Bilingual | undefined = numberNames[key];
  return name ? pick(name, language) : key;
};

const showValue = (value: unknown, language: Language): string => {
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return words[language].none;
  if (Array.isArray(value))
    return (value as readonly (string | object)[])
      .map((each) => (typeof each === 'string' ? each : Object.values(each).join(' ')))
      .join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
};

type Numbers = Readonly<Record<string, unknown>>;

/** One line for each number that is another one. */
const numberChanges = (
  title: string,
  before: Numbers,
  after: Numbers,
  nameOf: (key: string) => string,
  language: Language,
): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((key) => !isDeepStrictEqual(before[key], after[key]))
    .map(
      (key) =>
        `${title}${words[language].colon}${nameOf(key)} ${showValue(before[key], language)} → ${showValue(after[key], language)}`,
    );

const entryChanges = <Entry>(
  before: Readonly<Record<string, Entry>>,
  after: Readonly<Record<string, Entry>>,
  titleOf: (id: string, entry: Entry) => string,
  compare: (title: string, before: Entry, after: Entry) => readonly string[],
  language: Language,
): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((id) => {
    const [old, fresh] = [before[id], after[id]];
    const say = words[language];
    if (old && fresh) return compare(titleOf(id, fresh), old, fresh);
    if (fresh) return [`${titleOf(id, fresh)}${say.colon}${say.added}`];
    return old ? [`${titleOf(id, old)}${say.colon}${say.removed}`] : [];
  });

/**
 * Returns in plain words what is otherwise under `after` than under `before`, one line each, old → new; none where
 * nothing is.
 */
export const describeChanges = (
  before: Decisions,
  after: Decisions,
  shipped: Decisions,
  language: Language,
): readonly string[] => {
  const say = words[language];
  const [old, fresh] = [fullDocument(before, shipped), fullDocument(after, shipped)];
  const showStages = ({ stageModel }: Decisions): string =>
    stageModelNamed(stageModel.id)
      ? stageModel.id
      : stageModel.stages.map(({ name, of }) => `${pick(name, language)} (${of.join(', ')})`).join(' · ');
  const ruleLines = (title: string, one: RuleEntry, other: RuleEntry): readonly string[] => {
    const { name, because, advice, off, test = {}, ...numbers } = one;
    const {
      name: newName,
      because: newBecause,
      advice: newAdvice,
      off: newOff,
      test: newTest = {},
      ...newNumbers
    } = other;
    const worded = isDeepStrictEqual([name, because, advice], [newName, newBecause, newAdvice]);
    return [
      ...(off === newOff ? [] : [`${title}${say.colon}${newOff ? say.off : say.on}`]),
      ...numberChanges(
        title,
        { ...test, ...numbers },
        { ...newTest, ...newNumbers },
        (key) => numberName(key, language),
        language,
      ),
      ...(worded ? [] : [`${title}${say.colon}${say.words}`]),
    ];
  };
  const partName = (key: string): string => {
    const part = healthParts.find((each) => each.key === key);
    return `${say.weight} ${part ? pick(part.name, language) : key}`;
  };
  const segmentLines = (title: string, one: SegmentEntry, other: SegmentEntry): readonly string[] => {
    const { name, weights = {}, ...numbers } = one;
    const { name: newName, weights: newWeights = {}, ...newNumbers } = other;
    return [
      ...numberChanges(title, numbers, newNumbers, (key) => numberName(key, language), language),
      ...numberChanges(title, weights, newWeights, partName, language),
      ...(isDeepStrictEqual(name, newName) ? [] : [`${title}${say.colon}${say.words}`]),
    ];
  };
  const followUpLines = (one: FollowUpEntry, other: FollowUpEntry): readonly string[] => {
    const { ladder = {}, ...numbers } = one;
    const { ladder: newLadder = {}, ...newNumbers } = other;
    const named = (key: string) => numberName(key, language);
    return [
      ...numberChanges(say.followUps, numbers, newNumbers, named, language),
      ...(['A', 'B', 'C'] as const).flatMap((tier) =>
        numberChanges(
          `${say.followUps} · ${say.tier} ${tier}`,
          ladder[tier] ?? {},
          newLadder[tier] ?? {},
          named,
          language,
        ),
      ),
    ];
  };
  const titled =
    (what: string) =>
    (id: string, { name }: { readonly name?: Bilingual }): string =>
      `${what} ${id}${name ? ` ${pick(name, language)}` : ''}`;
  return [
    ...(isDeepStrictEqual(old.stages, fresh.stages)
      ? []
      : [`${say.stages}${say.colon}${showStages(before)} → ${showStages(after)}`]),
    ...numberChanges(
      say.stages,
      old.stageNumbers,
      fresh.stageNumbers,
      (key) => numberName(key, language),
      language,
    ),
    ...entryChanges(old.rules, fresh.rules, titled(say.rule), ruleLines, language),
    ...entryChanges(old.segments, fresh.segments, titled(say.segment), segmentLines, language),
    ...followUpLines(old.followUps, fresh.followUps),
    ...numberChanges(say.care, old.care, fresh.care, (key) => numberName(key, language), language),
    ...(old.margin === fresh.margin ? [] : [`${say.margin}${say.colon}${old.margin} → ${fresh.margin}`]),
  ];
};
