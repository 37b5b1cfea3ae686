import type { Rule, RuleTest } from '../../core/rules/rule.ts';
import type { CustomerSegment } from '../../core/segments.ts';
import { modelM8, type StageModel, stageModelNamed } from '../../core/stages/presets.ts';
import type { Decisions } from '../policies.ts';
import {
  type BehaviourDocument,
  behaviourSchema,
  type FollowUpEntry,
  type RuleEntry,
  type SegmentEntry,
} from './document.ts';

/** The id of a stage model of the company's own. */
const ownModelId = 'own';

const changeRule = (rule: Rule, entry: RuleEntry): Rule => {
  const { off: wasOff, followUp, ...rest } = rule;
  const { off = wasOff ?? false, name, because, advice, test, risk, dueBusinessHours, urgency } = entry;
  const asks = followUp && {
    advice: advice ?? followUp.advice,
    dueBusinessHours: dueBusinessHours ?? followUp.dueBusinessHours,
    urgency: (urgency ?? followUp.urgency) as 1 | 2 | 3,
  };
  return {
    ...rest,
    ...(asks ? { followUp: asks } : {}),
    name: name ?? rule.name,
    because: because ?? rule.because,
    risk: risk ?? rule.risk,
    test: { ...rule.test, ...test } as RuleTest,
    ...(off ? { off } : {}),
  };
};

/** What a rule of the company's own leaves open is as with the shipped rule that tests the same. */
const makeRule = (id: string, entry: RuleEntry, shipped: readonly Rule[]): Rule => {
  const test = entry.test as unknown as RuleTest;
  const model = shipped.find((rule) => rule.test.kind === test.kind);
  const { name, because, advice, risk = 0, dueBusinessHours = 18, urgency = 1, stage, stages, off } = entry;
  const family = entry.family ?? (stage ? model?.family : undefined);
  const asks = advice && { advice, dueBusinessHours, urgency: urgency as 1 | 2 | 3 };
  return {
    id,
    name: name ?? { zh: id, en: id },
    because: because ?? { zh: id, en: id },
    test,
    risk,
    ...(asks ? { followUp: asks } : {}),
    ...(asks && model?.endsWithReply ? { endsWithReply: true } : {}),
    ...(model?.evenChurned ? { evenChurned: true } : {}),
    ...(stage ? { stage } : {}),
    ...(family ? { family } : {}),
    ...(stages ? { stages } : {}),
    ...(off ? { off } : {}),
  };
};

const changeSegment = (segment: CustomerSegment, { weights, ...entry }: SegmentEntry): CustomerSegment => ({
  ...segment,
  ...entry,
  ...(weights ? { weights: { ...segment.weights, ...weights } } : {}),
});

/** How follow-ups reach people, as a document has it. */
const followUpsOf = (
  { ladder = {}, ...entry }: FollowUpEntry,
  shipped: Decisions['followUps'],
): Decisions['followUps'] => ({
  ...shipped,
  ...entry,
  ladder: {
    A: { ...shipped.ladder.A, ...ladder.A },
    B: { ...shipped.ladder.B, ...ladder.B },
    C: { ...shipped.ladder.C, ...ladder.C },
  },
});

/** One stage model as a document has it. */
const modelOf = (stages: BehaviourDocument['stages'], shipped: StageModel): StageModel => {
  if (stages === undefined) return shipped;
  if (typeof stages === 'string') return stageModelNamed(stages) ?? modelM8;
  return { id: ownModelId, stages: stages.map(({ zh, en, of }) => ({ name: { zh, en }, of })) };
};

/** Returns the decisions that a sound document makes on top of what is shipped. */
export const resolveDocument = (document: BehaviourDocument, shipped: Decisions): Decisions => {
  const { rules = {}, segments = {}, stages, stageNumbers, margin = shipped.margin, care } = document;
  const ownRules = Object.entries(rules).filter(([id]) => !shipped.rules.some((rule) => rule.id === id));
  const ownSegments = Object.entries(segments).filter(
    ([id]) => !shipped.segments.some((segment) => segment.id === id),
  );
  return {
    rules: [
      ...shipped.rules.map((rule) => changeRule(rule, rules[rule.id] ?? {})),
      ...ownRules.map(([id, entry]) => makeRule(id, entry, shipped.rules)),
    ],
    stages: { ...shipped.stages, ...stageNumbers },
    segments: [
      ...shipped.segments.map((segment) => changeSegment(segment, segments[segment.id] ?? {})),
      ...ownSegments.map(([id, entry]) => ({ id, ...entry }) as CustomerSegment),
    ],
    margin,
    followUps: followUpsOf(document.followUps ?? {}, shipped.followUps),
    care: { ...shipped.care, ...care },
    stageModel: modelOf(stages, shipped.stageModel),
  };
};

type Tree = Record<string, unknown>;
const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Returns a copy without what stands at `path`. */
const without = (tree: Tree, [key, ...rest]: readonly PropertyKey[]): Tree => {
  if (key === undefined || !Object.hasOwn(tree, key)) return tree;
  const inner = tree[key as string];
  const { [key as string]: _gone, ...others } = tree;
  return rest.length > 0 && isTree(inner) ? { ...others, [key]: without(inner, rest) } : others;
};

/** How deep an entry lies that is left out whole: one rule or segment, else a whole section. */
const depthOf = (section: PropertyKey | undefined): number =>
  section === 'rules' || section === 'segments' || section === 'stageNumbers' || section === 'care' ? 2 : 1;

/**
 * Returns a stored document as far as this version understands it. Documents are checked before they are stored; what a
 * later or earlier version wrote otherwise is left out entry by entry, so that the rest goes on.
 */
export const soundDocument = (content: unknown): BehaviourDocument => {
  const parsed = behaviourSchema.safeParse(content);
  if (parsed.success) return parsed.data as BehaviourDocument;
  let rest: Tree = isTree(content) ? content : {};
  for (const issue of parsed.error.issues) {
    const keys = issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys : [undefined];
    for (const key of keys) {
      const path = key === undefined ? issue.path : [key];
      rest = without(rest, path.slice(0, depthOf(path[0])));
    }
  }
  const again = behaviourSchema.safeParse(rest);
  return again.success ? (again.data as BehaviourDocument) : {};
};

/** Returns the decisions that a stored document makes on top of those that are shipped. Never throws. */
export const decisionsFrom = (content: unknown, shipped: Decisions): Decisions =>
  resolveDocument(soundDocument(content), shipped);
