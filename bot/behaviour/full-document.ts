import { isDeepStrictEqual } from 'node:util';
import { healthParts } from '../../core/customer/health-parts.ts';
import type { Rule } from '../../core/rules/rule.ts';
import type { CustomerSegment } from '../../core/segments.ts';
import { type StageModel, stageModelNamed } from '../../core/stages/presets.ts';
import type { Decisions } from '../policies.ts';
import type { BehaviourDocument, RuleEntry, SegmentEntry } from './document.ts';

const ruleEntry = (
  { id: _id, followUp, off, stage, family, stages, ...rule }: Rule,
  own: boolean,
): RuleEntry => ({
  name: rule.name,
  because: rule.because,
  off: off ?? false,
  test: { ...rule.test },
  risk: rule.risk,
  ...followUp,
  ...(own && stage ? { stage } : {}),
  ...(own && family ? { family } : {}),
  ...(own && stages ? { stages } : {}),
});

const segmentEntry = ({ id: _id, weights = {}, ...segment }: CustomerSegment): SegmentEntry => ({
  ...segment,
  weights: Object.fromEntries(healthParts.map(({ key, weight }) => [key, weights[key] ?? weight])),
});

const stagesEntry = ({ id, stages }: StageModel): NonNullable<BehaviourDocument['stages']> =>
  stageModelNamed(id) ? id : stages.map(({ name, of }) => ({ zh: name.zh, en: name.en, of }));

/** Returns a document that says everything, also what is as shipped. */
export const fullDocument = (decisions: Decisions, shipped: Decisions): Required<BehaviourDocument> => ({
  stages: stagesEntry(decisions.stageModel),
  stageNumbers: { ...decisions.stages },
  rules: Object.fromEntries(
    decisions.rules.map((rule) => [
      rule.id,
      ruleEntry(rule, !shipped.rules.some((each) => each.id === rule.id)),
    ]),
  ),
  segments: Object.fromEntries(decisions.segments.map((segment) => [segment.id, segmentEntry(segment)])),
  margin: decisions.margin,
  followUps: decisions.followUps,
  care: { ...decisions.care },
});

type Tree = Readonly<Record<string, unknown>>;
const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const subtract = (tree: Tree, from: Tree): Tree =>
  Object.fromEntries(
    Object.entries(tree).flatMap(([key, value]): [string, unknown][] => {
      const other = Object.hasOwn(from, key) ? from[key] : undefined;
      if (isDeepStrictEqual(value, other)) return [];
      // Words are kept in both languages: half a text is none.
      if (!isTree(value) || !isTree(other) || 'zh' in value) return [[key, value]];
      const rest = subtract(value, other);
      return Object.keys(rest).length === 0 ? [] : [[key, rest]];
    }),
  );

/** Returns what of a document differs from what is shipped: that alone is stored. */
export const differenceFrom = (document: BehaviourDocument, shipped: Decisions): BehaviourDocument =>
  subtract(document as Tree, fullDocument(shipped, shipped) as Tree) as BehaviourDocument;
