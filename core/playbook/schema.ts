import { z } from 'zod';
import type { InteractionKind } from '../customer/interaction.ts';
import { stageKeys } from '../stages/stage.ts';
import { attributes } from './attributes.ts';
import { longestRunDays, type Playbook } from './playbook.ts';

// Every error says what was expected, so that it reads on after "expected".
const block = 'a block of "key: value" lines';
const words = (language: string, longest: number) => {
  const error = `a text in ${language} of at most ${longest} characters`;
  return z.string({ error }).trim().min(1, { error }).max(longest, { error });
};
const bilingual = (longest: number) =>
  z.strictObject(
    { zh: words('Chinese', longest), en: words('English', longest) },
    { error: 'both "zh" and "en"' },
  );
const oneOf = <const Choices extends readonly [string, ...string[]]>(choices: Choices) =>
  z.enum(choices, { error: `one of ${choices.join(', ')}` });
const number = (least: number, most: number, unit: string) => {
  const error = `a number from ${least} to ${most} ${unit}`;
  return z.number({ error }).min(least, { error }).max(most, { error });
};
const whole = (least: number, most: number, unit: string) => {
  const error = `a whole number from ${least} to ${most} ${unit}`;
  return z.int({ error }).min(least, { error }).max(most, { error });
};
const idError = 'a name in small letters, digits and hyphens, such as thank-you';
const id = z.string({ error: idError }).regex(/^[a-z][a-z0-9-]{0,39}$/, { error: idError });

/** The facts about a customer that may set a playbook going or end a wait: what they do, not what playbooks do. */
export const eventKinds = [
  'message',
  'reaction',
  'joined',
  'left',
  'order',
  'refund',
  'complaint',
  'visit',
  'call',
  'renewal-due',
  'contract-ended',
  'survey-answer',
  'rsvp',
  'attended',
  'product-use',
  'coupon-redeemed',
  'referral',
  'contact-added',
  'contact-removed',
] as const satisfies readonly InteractionKind[];

const stageList = z
  .array(oneOf(stageKeys), { error: `a list of stages: ${stageKeys.join(', ')}` })
  .min(1, { error: 'at least one stage' });

const triggers = {
  stage: z.strictObject(
    { on: z.literal('stage'), to: stageList, from: stageList.optional() },
    { error: block },
  ),
  segment: z.strictObject({ on: z.literal('segment') }, { error: block }),
  event: z.strictObject({ on: z.literal('event'), of: oneOf(eventKinds) }, { error: block }),
  rule: z.strictObject(
    { on: z.literal('rule'), rule: z.string({ error: 'the id of a rule, such as R7' }).max(24) },
    { error: block },
  ),
  silence: z.strictObject({ on: z.literal('silence'), days: whole(1, 1000, 'in days') }, { error: block }),
  date: z.strictObject(
    {
      on: z.literal('date'),
      date: z
        .string({ error: 'birthday, renewal, a holiday, or a day such as 08-15, lunar 08-15 or monthly 18' })
        .max(40),
      offset: whole(-180, 180, 'in days after the date, negative before it').optional(),
    },
    { error: block },
  ),
  manual: z.strictObject({ on: z.literal('manual') }, { error: block }),
};
const kindsOf = (choices: object): string => Object.keys(choices).join(', ');
const trigger = z.discriminatedUnion(
  'on',
  [
    triggers.stage,
    triggers.segment,
    triggers.event,
    triggers.rule,
    triggers.silence,
    triggers.date,
    triggers.manual,
  ],
  { error: `one of ${kindsOf(triggers)}` },
);

const values = z
  .array(z.string({ error: 'a text' }).max(80), { error: 'a list of values' })
  .min(1, { error: 'at least one value' });
const figure = z.number({ error: 'a number' });
const condition = z.strictObject(
  {
    attribute: oneOf(Object.keys(attributes) as [string, ...string[]]),
    is: values.optional(),
    not: values.optional(),
    atLeast: figure.optional(),
    below: figure.optional(),
    known: z.boolean({ error: 'true or false' }).optional(),
  },
  { error: block },
);
const conditions = z
  .array(condition, { error: 'a list of conditions' })
  .max(20, { error: 'at most 20 conditions' });

const placed = { id: id.optional(), next: id.optional() };
const target = { ...placed };
const stepShapes = {
  message: z.strictObject(
    {
      do: z.literal('message'),
      ...target,
      to: oneOf(['person', 'room']),
      text: bilingual(2000),
      model: oneOf(['draft']).optional(),
    },
    { error: block },
  ),
  'follow-up': z.strictObject(
    {
      do: z.literal('follow-up'),
      ...target,
      text: bilingual(500),
      dueDays: whole(0, 60, 'in days').optional(),
    },
    { error: block },
  ),
  survey: z.strictObject(
    { do: z.literal('survey'), ...target, survey: oneOf(['nps', 'csat']) },
    { error: block },
  ),
  coupon: z.strictObject(
    { do: z.literal('coupon'), ...target, title: bilingual(60), days: whole(1, 365, 'in days').optional() },
    { error: block },
  ),
  wait: z.strictObject(
    {
      do: z.literal('wait'),
      ...target,
      days: whole(1, 365, 'in days').optional(),
      hours: number(0.25, 720, 'in hours').optional(),
      until: oneOf(['reply', ...eventKinds]).optional(),
      goto: id.optional(),
    },
    { error: block },
  ),
  branch: z.strictObject(
    {
      do: z.literal('branch'),
      ...placed,
      if: conditions.min(1, { error: 'at least one condition' }),
      goto: id.optional(),
      else: id.optional(),
    },
    { error: block },
  ),
  split: z.strictObject(
    {
      do: z.literal('split'),
      ...placed,
      parts: z
        .array(
          z.strictObject({ share: number(0.01, 100, 'in parts of the whole'), goto: id }, { error: block }),
          { error: 'a list of parts' },
        )
        .min(2, { error: 'at least two parts' })
        .max(10, { error: 'at most 10 parts' }),
    },
    { error: block },
  ),
  stop: z.strictObject({ do: z.literal('stop'), ...placed }, { error: block }),
};
const step = z.discriminatedUnion(
  'do',
  [
    stepShapes.message,
    stepShapes['follow-up'],
    stepShapes.survey,
    stepShapes.coupon,
    stepShapes.wait,
    stepShapes.branch,
    stepShapes.split,
    stepShapes.stop,
  ],
  { error: `one of ${kindsOf(stepShapes)}` },
);

const limits = z
  .strictObject(
    {
      every: whole(1, 3650, 'in days'),
      contacts: whole(1, 50, 'messages'),
      days: whole(1, 365, 'in days'),
      entriesPerDay: whole(1, 1_000_000, 'customers'),
    },
    { error: block },
  )
  .partial();

/** One playbook as it is written; see {@link Playbook}. What may be left out has its usual value then. */
export const playbookSchema = z
  .strictObject(
    {
      name: bilingual(60),
      purpose: oneOf(['service', 'marketing', 'survey', 'community']).describe(
        'what the customer must have agreed to',
      ),
      priority: whole(1, 9, '(9 must)').optional().describe('5 when left out'),
      owner: z.string({ error: 'a member’s name' }).min(1).max(80).optional(),
      trigger,
      when: conditions.optional(),
      steps: z
        .array(step, { error: 'a list of steps' })
        .min(1, { error: 'at least one step' })
        .max(40, { error: 'at most 40 steps' }),
      stopOn: z
        .array(oneOf(['reply', 'order']), { error: 'a list of reply and order' })
        .optional()
        .describe('reply when left out; a complaint and an opt-out always end it'),
      measured: z
        .boolean({ error: 'true or false' })
        .optional()
        .describe('true when left out: some get none of its messages, so that its effect can be told'),
      limits: limits.optional().describe(`a run lasts at most ${longestRunDays} days when nothing is said`),
    },
    { error: block },
  )
  .describe('a playbook');

type Frozen<Value> = Value extends readonly (infer Item)[]
  ? readonly Frozen<Item>[]
  : Value extends object
    ? { readonly [Key in keyof Value]: Frozen<Value[Key]> }
    : Value;

/** A playbook as it is written. */
export type PlaybookEntry = Frozen<z.input<typeof playbookSchema>>;

/** Returns the playbook that an entry of right form is, with what it leaves out. */
export const toPlaybook = (entry: PlaybookEntry): Playbook =>
  ({
    ...entry,
    priority: entry.priority ?? 5,
    when: entry.when ?? [],
    stopOn: entry.stopOn ?? ['reply'],
    limits: entry.limits ?? {},
  }) as Playbook;
