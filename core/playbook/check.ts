import type { Language } from '../language.ts';
import { attributes } from './attributes.ts';
import { checkConditions } from './check-conditions.ts';
import { checkFlow, reachable } from './check-flow.ts';
import { checkLimits } from './check-limits.ts';
import { holidays, monthlyDay, yearlyDay } from './dates.ts';
import { fields } from './fields.ts';
import type { Playbook, Step } from './playbook.ts';
import type { PlaybookProblem } from './problem.ts';
import { fieldsIn, readTemplate, render } from './template.ts';

/** What is there wherever it may be named at all. */
const surelyKnown = { holiday: '·', coupon: '·', couponDay: '·' };

const isHoliday = ({ trigger }: Playbook): boolean =>
  trigger.on === 'date' && Object.hasOwn(holidays, trigger.date);

/** Every step that may come before the one at `index`. */
const before = (steps: readonly Step[], index: number): readonly Step[] =>
  steps.filter((_step, place) => place !== index && reachable(steps, place).has(index));

const checkText = (
  playbook: Playbook,
  index: number,
  step: Extract<Step, { do: 'message' | 'follow-up' }>,
  language: Language,
): readonly PlaybookProblem[] => {
  const path = ['steps', index, 'text', language];
  const template = readTemplate(step.text[language]);
  if ('problem' in template) return [{ path, what: `the text cannot be read: ${template.problem}` }];
  const problems = fieldsIn(template.pieces).flatMap((name): readonly PlaybookProblem[] => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (!field) {
      return [{ path, what: `there is no field {{${name}}}; there are ${Object.keys(fields).join(', ')}` }];
    }
    if (field.personal && step.do === 'message' && step.to === 'room') {
      return [
        {
          path,
          what: `{{${name}}} is personal and others read the room; send it to the person or leave it out`,
        },
      ];
    }
    if (field.needs === 'coupon' && !before(playbook.steps, index).some((each) => each.do === 'coupon')) {
      return [{ path, what: `{{${name}}} is missing: no coupon step comes before; add one` }];
    }
    if (field.needs === 'holiday' && !isHoliday(playbook)) {
      return [{ path, what: `{{${name}}} is missing: the trigger is no holiday; leave it out` }];
    }
    return [];
  });
  if (problems.length > 0) return problems;
  const place = step.do === 'message' && step.to === 'room' ? 'room' : 'person';
  return render(template, surelyKnown, place) === ''
    ? [
        {
          path,
          what: 'nothing is left of it where its fields are not known; add a sentence without them, or {{^name}}…{{/name}}',
        },
      ]
    : [];
};

const checkTrigger = ({ trigger, when }: Playbook, rules: readonly string[]): readonly PlaybookProblem[] => {
  if (trigger.on === 'rule' && !rules.includes(trigger.rule)) {
    return [
      {
        path: ['trigger', 'rule'],
        what: `there is no rule "${trigger.rule}"; there are ${rules.join(', ')}`,
      },
    ];
  }
  if (trigger.on === 'segment' && when.length === 0) {
    return [
      {
        path: ['trigger'],
        what: 'nobody can enter a segment without conditions; say under "when" who belongs to it',
      },
    ];
  }
  if (
    trigger.on === 'stage' &&
    trigger.from?.every((stage) => trigger.to.includes(stage)) &&
    trigger.to.length === 1
  ) {
    return [{ path: ['trigger', 'from'], what: 'nobody moves from a stage to the same; name another' }];
  }
  if (trigger.on !== 'date') return [];
  const { date } = trigger;
  if (date === 'birthday' || date === 'renewal' || yearlyDay(date) || monthlyDay(date)) return [];
  return [
    {
      path: ['trigger', 'date'],
      what: `"${date}" is no day; write birthday, renewal, a holiday such as mid-autumn, or a day such as 08-15, lunar 08-15 or monthly 18`,
    },
  ];
};

/** The stages in which a customer that the trigger found can be. */
const triggerStages = ({ trigger }: Playbook): readonly string[] | undefined =>
  trigger.on === 'stage' ? trigger.to : undefined;

/**
 * Returns what makes no sense about a playbook whose every value has its right form: steps that lead in a circle, are
 * never reached or lead nowhere, texts that name what is not there, conditions and limits that contradict each other.
 * `rules` are the ids of the company's rules. An empty list means that it may run.
 */
export const checkPlaybook = (playbook: Playbook, rules: readonly string[]): readonly PlaybookProblem[] => {
  const flow = checkFlow(playbook.steps);
  return [
    ...checkTrigger(playbook, rules),
    ...checkConditions(playbook.when, ['when'], attributes, triggerStages(playbook)),
    ...playbook.steps.flatMap((step, index) =>
      step.do === 'branch' ? checkConditions(step.if, ['steps', index, 'if'], attributes) : [],
    ),
    ...playbook.steps.flatMap((step, index): readonly PlaybookProblem[] =>
      step.do === 'message' && step.model !== undefined && step.to === 'room'
        ? [
            {
              path: ['steps', index, 'model'],
              what: 'a model words only what one person reads; send it to the person or remove it',
            },
          ]
        : [],
    ),
    ...flow,
    // What follows walks along the steps: only where they lead somewhere.
    ...(flow.length > 0
      ? []
      : [
          ...playbook.steps.flatMap((step, index) =>
            step.do === 'message' || step.do === 'follow-up'
              ? (['zh', 'en'] as const).flatMap((language) => checkText(playbook, index, step, language))
              : [],
          ),
          ...checkLimits(playbook),
        ]),
  ];
};
