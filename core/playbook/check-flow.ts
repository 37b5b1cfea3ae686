import { ended, waysFrom } from './flow.ts';
import type { Step } from './playbook.ts';
import type { PlaybookProblem } from './problem.ts';

/** Returns the steps that may come after the one at `from`, near or far. */
export const reachable = (steps: readonly Step[], from: number): ReadonlySet<number> => {
  const found = new Set<number>();
  const walk = (index: number): void => {
    for (const next of waysFrom(steps, index)) {
      if (next === ended || found.has(next)) continue;
      found.add(next);
      walk(next);
    }
  };
  walk(from);
  return found;
};

type Lead = { readonly key: readonly (string | number)[]; readonly id: string };

const leadsOf = (step: Step): readonly Lead[] => [
  ...(step.next === undefined ? [] : [{ key: ['next'], id: step.next }]),
  ...('goto' in step && step.goto !== undefined ? [{ key: ['goto'], id: step.goto }] : []),
  ...('else' in step && step.else !== undefined ? [{ key: ['else'], id: step.else }] : []),
  ...(step.do === 'split'
    ? step.parts.map(({ goto }, place) => ({ key: ['parts', place, 'goto'], id: goto }))
    : []),
];

const nameOf = (steps: readonly Step[], index: number): string =>
  steps[index]?.id === undefined ? `step ${index + 1}` : `"${steps[index].id}"`;

const checkNames = (steps: readonly Step[]): readonly PlaybookProblem[] => {
  const ids = steps.flatMap((step) => (step.id === undefined ? [] : [step.id]));
  const known = ids.length > 0 ? `; there are ${[...new Set(ids)].join(', ')}, end` : '; give the step an id';
  return steps.flatMap((step, index): readonly PlaybookProblem[] => [
    ...(step.id !== undefined && (step.id === 'end' || ids.indexOf(step.id) !== ids.lastIndexOf(step.id))
      ? [{ path: ['steps', index, 'id'], what: `"${step.id}" is taken; give it another id` }]
      : []),
    ...leadsOf(step)
      .filter(({ id }) => id !== 'end' && !ids.includes(id))
      .map(({ key, id }) => ({ path: ['steps', index, ...key], what: `there is no step "${id}"${known}` })),
    ...(step.do === 'wait' && step.goto !== undefined && step.until === undefined
      ? [
          {
            path: ['steps', index, 'goto'],
            what: '"goto" is for what is waited for; add "until", or take "next"',
          },
        ]
      : []),
    ...((step.do === 'split' || step.do === 'stop') && step.next !== undefined
      ? [{ path: ['steps', index, 'next'], what: `nothing comes next after ${step.do}; remove it` }]
      : []),
  ]);
};

/** Returns what is wrong with where the steps lead: names that are none, circles, and steps that are never reached. */
export const checkFlow = (steps: readonly Step[]): readonly PlaybookProblem[] => {
  const names = checkNames(steps);
  if (names.length > 0) return names;
  const reached = new Set([0, ...reachable(steps, 0)]);
  // Of a circle the step that leads back is the one to change.
  const back = steps.findLastIndex(
    (_step, index) =>
      reached.has(index) &&
      reachable(steps, index).has(index) &&
      waysFrom(steps, index).some((next) => next !== ended && next <= index),
  );
  if (back >= 0) {
    const to = waysFrom(steps, back).find((next) => next !== ended && next <= back) as number;
    return [
      {
        path: ['steps', back],
        what: `it leads back to ${nameOf(steps, to)}, so that it would never end; let it lead on, or to end`,
      },
    ];
  }
  return steps.flatMap((_step, index) =>
    reached.has(index)
      ? []
      : [
          {
            path: ['steps', index],
            what: `${nameOf(steps, index)} is never reached; let another step lead to it, or remove it`,
          },
        ],
  );
};
