import type { Attribute } from './attributes.ts';
import type { Condition } from './playbook.ts';
import type { PlaybookProblem } from './problem.ts';

type Path = readonly (string | number)[];

const checkOne = (condition: Condition, path: Path, attribute: Attribute): readonly PlaybookProblem[] => {
  const { is, not, atLeast, below, known } = condition;
  const says = [is, not, atLeast, below, known].some((each) => each !== undefined);
  if (!says) return [{ path, what: 'it says nothing; add is, not, atLeast, below or known' }];
  const numeric = attribute.kind === 'number';
  const wrongKind = numeric
    ? is
      ? 'is'
      : not
        ? 'not'
        : undefined
    : atLeast !== undefined
      ? 'atLeast'
      : below !== undefined
        ? 'below'
        : undefined;
  if (wrongKind) {
    return [
      {
        path: [...path, wrongKind],
        what: numeric
          ? `${condition.attribute} is a number; write atLeast or below`
          : `${condition.attribute} is no number; write is or not`,
      },
    ];
  }
  const { choices, least, most } = attribute;
  const unknown = [...(is ?? []), ...(not ?? [])].find((each) => choices && !choices.includes(each));
  if (unknown !== undefined && choices) {
    const key = is?.includes(unknown) ? 'is' : 'not';
    return [
      {
        path: [...path, key],
        what: `${condition.attribute} is never "${unknown}"; it is one of ${choices.join(', ')}`,
      },
    ];
  }
  if (atLeast !== undefined && below !== undefined && atLeast >= below) {
    return [{ path, what: `nothing is at least ${atLeast} and below ${below}; change one of them` }];
  }
  if (
    (atLeast !== undefined && most !== undefined && atLeast > most) ||
    (below !== undefined && least !== undefined && below <= least)
  ) {
    return [{ path, what: `${condition.attribute} lies from ${least} to ${most}; this never holds` }];
  }
  return [];
};

/** Values that all conditions on one attribute leave, undefined where any value may be left. */
const valuesLeft = (
  conditions: readonly Condition[],
  start: readonly string[] | undefined,
): readonly string[] | undefined =>
  conditions.reduce<readonly string[] | undefined>((left, { is, not }) => {
    const kept = is ? (left ? left.filter((each) => is.includes(each)) : is) : left;
    return kept && not ? kept.filter((each) => !not.includes(each)) : kept;
  }, start);

/** Returns what is wrong with conditions that must all hold: each alone, and that together they never can. */
export const checkConditions = (
  conditions: readonly Condition[],
  path: Path,
  attributes: Readonly<Record<string, Attribute>>,
  stages?: readonly string[],
): readonly PlaybookProblem[] => {
  const single = conditions.flatMap((condition, index) => {
    // Which attributes there are is checked with the form.
    return checkOne(condition, [...path, index], attributes[condition.attribute] as Attribute);
  });
  if (single.length > 0) return single;
  return [...Map.groupBy(conditions, (each) => each.attribute)].flatMap(([name, list]) => {
    const attribute = attributes[name];
    const last = conditions.lastIndexOf(list.at(-1) as Condition);
    const at = [...path, last];
    const start = name === 'stage' ? (stages ?? attribute?.choices) : attribute?.choices;
    // Several rules may hold at once.
    if (name !== 'rule' && valuesLeft(list, start)?.length === 0) {
      return [
        {
          path: at,
          what:
            name === 'stage' && stages
              ? `the trigger finds only ${stages.join(', ')}; this never holds`
              : `the conditions on ${name} contradict each other; nobody fulfils all`,
        },
      ];
    }
    const least = Math.max(...list.map((each) => each.atLeast ?? Number.NEGATIVE_INFINITY));
    const below = Math.min(...list.map((each) => each.below ?? Number.POSITIVE_INFINITY));
    if (least >= below)
      return [{ path: at, what: `the conditions on ${name} contradict each other; nobody fulfils all` }];
    const known = new Set(list.flatMap((each) => (each.known === undefined ? [] : [each.known])));
    const asks = list.some((each) => each.is ?? each.atLeast ?? each.below);
    return known.size > 1 || (known.has(false) && asks)
      ? [{ path: at, what: `${name} cannot be known and unknown; nobody fulfils all` }]
      : [];
  });
};
