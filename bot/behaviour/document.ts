import { z } from 'zod';
import { type CareLimits, purposes } from '../../core/care/limits.ts';
import { healthParts } from '../../core/customer/health-parts.ts';
import type { FollowUpNumbers, LadderDays } from '../../core/follow-ups/numbers.ts';
import { playbookSchema } from '../../core/playbook/schema.ts';
import { shippedRules } from '../../core/rules/presets.ts';
import type { Rule, RuleTest } from '../../core/rules/rule.ts';
import { shippedSegments } from '../../core/segments.ts';
import { stageModels } from '../../core/stages/presets.ts';
import { stageKeys } from '../../core/stages/stage.ts';
import type { Tier } from '../../core/value/rfm.ts';
import {
  careNumbers,
  followUpNumbers,
  ladderNumbers,
  marginShare,
  numbersLeftOut,
  partWeight,
  ruleNumbers,
  segmentNumbers,
  stageNumbers,
  testNumbers,
} from './numbers.ts';

/** Every error says what was expected, so that it reads on after "expected". */
const block = 'a block of "key: value" lines';
const text = (language: string, longest: number) => {
  const error = `a text in ${language} of at most ${longest} characters`;
  return z.string({ error }).trim().min(1, { error }).max(longest, { error });
};
const bilingual = (longest: number) =>
  z.strictObject(
    { zh: text('Chinese', longest), en: text('English', longest) },
    { error: 'both "zh" and "en"' },
  );
const yesOrNo = z.boolean({ error: 'true or false' });
const canonicalStage = z.enum(stageKeys, { error: `one of ${stageKeys.join(', ')}` });
const stageList = z.array(canonicalStage, { error: 'a list of canonical stages' }).min(1, {
  error: 'at least one canonical stage',
});

const presetIds = stageModels.map((model) => model.id);
const stagesError = `one of ${presetIds.join(', ')}, or a list of stages of your own`;
const ownStage = z.strictObject(
  { ...bilingual(40).shape, of: stageList.describe('the canonical stages that it groups') },
  { error: 'a stage with zh, en and of' },
);
const stages = z
  .union([z.enum(presetIds as [string, ...string[]]), z.array(ownStage).min(2)], { error: stagesError })
  .describe('how the lifecycle stages are called and which count as one');

const measure = z.enum(['activity', 'questions', 'use'], { error: 'one of activity, questions, use' });
const numbersOf = (kind: RuleTest['kind']): Readonly<Record<string, z.ZodType>> => ({
  ...Object.fromEntries(
    Object.entries(testNumbers[kind]).map(([key, schema]) => [
      key,
      key in numbersLeftOut ? (schema as z.ZodNumber).optional() : schema,
    ]),
  ),
  ...(kind === 'below-own-mean' ? { measure } : {}),
});
const kinds = Object.keys(testNumbers) as RuleTest['kind'][];
const testSchema = (kind: RuleTest['kind']) =>
  z.strictObject({ kind: z.literal(kind), ...numbersOf(kind) }, { error: block });
const [firstKind, ...otherKinds] = kinds.map(testSchema);
const ownTest = z.discriminatedUnion('kind', [firstKind as ReturnType<typeof testSchema>, ...otherKinds], {
  error: `one of ${kinds.join(', ')}`,
});

const followUp = { dueBusinessHours: ruleNumbers.dueBusinessHours, urgency: ruleNumbers.urgency };
const words = { name: bilingual(40), because: bilingual(300) };

/** What may be said about a shipped rule: only the numbers that its test has. */
const shippedRule = ({ id, name, test, followUp: asks }: Rule) =>
  z
    .strictObject(
      {
        off: yesOrNo,
        test: z
          .strictObject(
            {
              kind: z.literal(test.kind, { error: `${test.kind}, the kind of ${id}` }),
              ...numbersOf(test.kind),
            },
            { error: block },
          )
          .partial(),
        risk: ruleNumbers.risk,
        ...words,
        ...(asks ? { ...followUp, advice: bilingual(500) } : {}),
      },
      { error: block },
    )
    .partial()
    .describe(`${name.zh} · ${name.en}`);

const ownRule = z
  .strictObject(
    {
      ...words,
      test: ownTest,
      advice: bilingual(500).optional().describe('what the rep should do; without it there is no follow-up'),
      ...z.strictObject(followUp).partial().shape,
      risk: ruleNumbers.risk.optional(),
      stage: z.enum(['dormant', 'declining'], { error: 'dormant or declining' }).optional(),
      family: z
        .enum(['behaviour', 'interaction', 'value'], { error: 'one of behaviour, interaction, value' })
        .optional(),
      stages: stageList.optional().describe('only customers in these stages are looked at'),
      off: yesOrNo.optional(),
    },
    { error: block },
  )
  .describe('a rule of your own');

const weights = z
  .strictObject(Object.fromEntries(healthParts.map(({ key }) => [key, partWeight.optional()])), {
    error: block,
  })
  .describe('weights of the parts of health');
const segmentShape = { name: bilingual(30), ...segmentNumbers, weights };
const shippedSegment = z.strictObject(segmentShape, { error: block }).partial();
const ownSegment = z
  .strictObject({ ...segmentShape, weights: weights.optional() }, { error: block })
  .describe('a segment of your own');

const tierLadder = z.strictObject(ladderNumbers, { error: block }).partial();
const followUps = z
  .strictObject(
    {
      ...followUpNumbers,
      atOnce: z.array(z.string({ error: 'the id of a rule' }), { error: 'a list of rule ids' }),
      ladder: z.strictObject({ A: tierLadder, B: tierLadder, C: tierLadder }, { error: block }).partial(),
    },
    { error: block },
  )
  .partial()
  .describe('how follow-ups reach people: how many, when, and who hears when nothing is done');

const platformsOfQuotas = ['slack', 'feishu', 'wecom', 'web'] as const;
const quota = z.strictObject(
  {
    platform: z.enum(platformsOfQuotas, { error: `one of ${platformsOfQuotas.join(', ')}` }),
    to: z.enum(['person', 'room'], { error: 'person or room' }),
    most: careNumbers.roomMost,
    per: z.enum(['day', 'month'], { error: 'day or month' }),
  },
  { error: 'a quota with platform, to, most and per' },
);
const care = z
  .strictObject(
    {
      ...careNumbers,
      quietHolidays: yesOrNo,
      consentFor: z.array(z.enum(purposes, { error: `one of ${purposes.join(', ')}` }), {
        error: 'a list of purposes',
      }),
      quotas: z.array(quota, { error: 'a list of quotas' }).max(50, { error: 'at most 50 quotas' }),
    },
    { error: block },
  )
  .partial()
  .describe('the contact budget: how often, when and to whom messages go that nobody asked for');

const optional = <Schema extends z.ZodType>(ids: readonly string[], schemas: readonly Schema[]) =>
  Object.fromEntries(ids.map((id, index) => [id, (schemas[index] as Schema).optional()]));

/**
 * The document in which a company says what it does otherwise than shipped. What it does not mention is as shipped, also
 * after an update.
 */
export const behaviourSchema = z.strictObject(
  {
    stages: stages.optional(),
    stageNumbers: z.strictObject(stageNumbers, { error: block }).partial().optional(),
    rules: z
      .object(
        optional(
          shippedRules.map((rule) => rule.id),
          shippedRules.map(shippedRule),
        ),
        { error: block },
      )
      .catchall(ownRule)
      .optional(),
    segments: z
      .object(
        optional(
          shippedSegments.map((segment) => segment.id),
          shippedSegments.map(() => shippedSegment),
        ),
        { error: block },
      )
      .catchall(ownSegment)
      .optional(),
    margin: marginShare.optional(),
    followUps: followUps.optional(),
    care: care.optional(),
  },
  { error: block },
);

type Words = { readonly zh: string; readonly en: string };

/** What a document says about a rule; one of the company's own has all that is needed, else only what differs. */
export type RuleEntry = {
  readonly name?: Words;
  readonly because?: Words;
  readonly advice?: Words;
  readonly test?: Readonly<Record<string, number | string>>;
  readonly off?: boolean;
  readonly risk?: number;
  readonly dueBusinessHours?: number;
  readonly urgency?: number;
  readonly stage?: 'dormant' | 'declining';
  readonly family?: 'behaviour' | 'interaction' | 'value';
  readonly stages?: readonly (typeof stageKeys)[number][];
};

/** What a document says about a segment. */
export type SegmentEntry = {
  readonly name?: Words;
  readonly gapDays?: number;
  readonly orderGapDays?: number;
  readonly lifetimeMonths?: number;
  readonly weights?: Readonly<Record<string, number>>;
};

/** What a document says about how follow-ups reach people. */
export type FollowUpEntry = Partial<Omit<FollowUpNumbers, 'ladder'>> & {
  readonly ladder?: { readonly [Each in Tier]?: Partial<LadderDays> };
};

/** A company's behaviour as it is written and stored: only what differs from what is shipped. */
export type BehaviourDocument = {
  readonly stages?: string | readonly (Words & { readonly of: readonly (typeof stageKeys)[number][] })[];
  readonly stageNumbers?: Readonly<Record<string, number>>;
  readonly rules?: Readonly<Record<string, RuleEntry>>;
  readonly segments?: Readonly<Record<string, SegmentEntry>>;
  readonly margin?: number;
  readonly followUps?: FollowUpEntry;
  readonly care?: Partial<CareLimits>;
};

/** The file of `tend config`: the document, and the playbooks, which are stored apart. */
export const configSchema = z.strictObject(
  {
    ...behaviourSchema.shape,
    playbooks: z
      .record(z.string(), playbookSchema, { error: block })
      .optional()
      .describe('automated care, by a name in small letters; a change is a draft until somebody approves it'),
  },
  { error: block },
);

/** Returns the JSON Schema of the file, for editors. */
export const behaviourJsonSchema = (): object => ({
  title: 'Behaviour of Tend',
  ...z.toJSONSchema(configSchema),
});
