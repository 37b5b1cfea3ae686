import { InputError } from '../../../core/errors.ts';
import type { CommandContext } from '../context.ts';
import type { Argument, ArgumentKind, Reading } from './argument.ts';
import { ChoiceNeeded } from './choose.ts';

/** A way of parting the words among the arguments from one on, and how well it fits. */
type Parting = {
  readonly score: number;
  readonly values: readonly unknown[];
  /** Makes the error, which may cost a look-up, only where this parting is the one to be told about. */
  readonly trouble?: () => Promise<InputError>;
};

// Any parting without a problem is better than any with one; one that leaves words over is worse than a misread word.
const choiceScore = 0.3;
const problemScore = -10;
const meantScore = 1;
const leftOverScore = -15;
const missingScore = -20;
const fillerScore = -0.05;
/** Of two ways to misread, the one that takes fewer words names the culprit better. */
const perWord = 0.01;

/** Who misspells a name, or comes too late for a numbered item, knows the form. */
const names: readonly ArgumentKind[] = ['customer', 'member', 'room', 'item'];

const weigh = (
  reading: Reading<unknown>,
  words: readonly string[],
  kind: ArgumentKind,
  form: string,
): Pick<Parting, 'score' | 'trouble'> & { readonly value: unknown } => {
  if ('value' in reading) return { score: reading.sure, value: reading.value };
  if ('problem' in reading) {
    const { problem, meant } = reading;
    const forms = names.includes(kind) ? [] : [form];
    return {
      score: problemScore + (meant ? meantScore : 0) - perWord * words.length,
      value: undefined,
      trouble: async () =>
        new InputError(
          [typeof problem === 'string' ? problem : await problem(), ...forms].filter(Boolean).join('\n'),
        ),
    };
  }
  return {
    score: choiceScore,
    value: undefined,
    trouble: async () => new ChoiceNeeded(reading.title, words.join(' '), reading.choices),
  };
};

/**
 * Returns the values of the arguments in their order. The words are parted among them in the way that fits best as a
 * whole, so that names of several words need no quotes where what follows is recognised.
 * @throws ChoiceNeeded where a name fits several; InputError with the reason, or with `form` where words are missing
 * or left over.
 */
export const readArguments = async (
  table: readonly Argument<unknown>[],
  words: readonly string[],
  context: CommandContext,
  form: string,
): Promise<readonly unknown[]> => {
  const misformed = async (): Promise<InputError> => new InputError(form);
  const known = new Map<string, Promise<Parting>>();
  const best = (index: number, from: number): Promise<Parting> => {
    const key = `${index}/${from}`;
    const found = known.get(key) ?? part(index, from);
    known.set(key, found);
    return found;
  };
  const part = async (index: number, from: number): Promise<Parting> => {
    const argument = table[index];
    const left = words.length - from;
    if (!argument) {
      if (left === 0) return { score: 0, values: [] };
      return { score: leftOverScore, values: [], trouble: misformed };
    }
    const ways: Parting[] = [];
    const add = (own: Pick<Parting, 'score' | 'trouble'>, value: unknown, rest: Parting): void => {
      const trouble = own.trouble ?? rest.trouble;
      const score = own.score + rest.score;
      ways.push({ score, values: [value, ...rest.values], ...(trouble ? { trouble } : {}) });
    };
    const most = Math.min(left, argument.most);
    // The last one takes what is left: fewer words of it would be left over.
    const takesRest =
      argument.most === Number.POSITIVE_INFINITY || (index === table.length - 1 && most === left);
    for (let count = most; count > 0; count = takesRest ? 0 : count - 1) {
      const taken = words.slice(from, from + count);
      const { value, ...own } = weigh(await argument.read(taken, context), taken, argument.kind, form);
      add(own, value, await best(index + 1, from + count));
    }
    const here = await argument.here?.(context);
    if (here && 'value' in here) add({ score: here.sure }, here.value, await best(index + 1, from));
    else if (argument.optional) add({ score: 0 }, undefined, await best(index + 1, from));
    else add({ score: missingScore, trouble: misformed }, undefined, await best(index + 1, from));
    const [first] = words.slice(from, from + 1);
    if (first !== undefined && argument.after?.includes(first.toLowerCase())) {
      const skipped = await best(index, from + 1);
      ways.push({ ...skipped, score: skipped.score + fillerScore });
    }
    return ways.reduce((a, b) => (b.score > a.score ? b : a));
  };
  // A name that is all there is, is not half a name and a text or another name.
  const [first, ...others] = table;
  const goesOn = others.some((each) => !each.optional || each.kind === 'customer');
  if (first?.kind === 'customer' && words.length > 1 && goesOn) {
    const whole = await first.read(words, context);
    if ('value' in whole && whole.sure === 1) throw new InputError(form);
  }
  const { values, trouble } = await best(0, 0);
  if (trouble) throw await trouble();
  return values;
};
