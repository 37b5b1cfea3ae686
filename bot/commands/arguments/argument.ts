import type { Bilingual } from '../../../core/language.ts';
import type { StoredChoice } from '../../../db/schema/commands.ts';
import type { CommandContext } from '../context.ts';

/** What kind of thing an argument is; completion and help go by it. */
export type ArgumentKind =
  | 'customer'
  | 'member'
  | 'room'
  | 'stage'
  | 'text'
  | 'number'
  | 'date'
  | 'past'
  | 'choice'
  | 'item'
  | 'word';

/**
 * What words are when they are read as an argument: a value, with how sure that is (above 0, at most 1, 1 = beyond
 * doubt), several things to choose from, or nothing, with the reason written for the asker.
 */
export type Reading<Value> =
  | { readonly sure: number; readonly value: Value }
  | { readonly title: string; readonly choices: readonly StoredChoice[] }
  | {
      readonly problem: string | (() => Promise<string>);
      /** The words can only have been meant as this argument. */
      readonly meant?: true;
    };

/** One argument of a command, as data with the one function that reads it. */
export type Argument<Value> = {
  readonly kind: ArgumentKind;
  /** What the form of the command calls it: NAME, 客户名. */
  readonly label: Bilingual;
  /** As many words as it may take; text that ends a request takes all that are left. */
  readonly most: number;
  /** It may be left out; its value is then undefined. */
  readonly optional?: true;
  /** Words that may stand before it and say nothing: → or 给. */
  readonly after?: readonly string[];
  readonly read: (
    words: readonly string[],
    context: CommandContext,
  ) => Reading<Value> | Promise<Reading<Value>>;
  /** What it is when nothing is written, where the place says so: the customer of the room. */
  readonly here?: (context: CommandContext) => Promise<Reading<Value> | undefined>;
  /** The words that it may be, where they are few. */
  readonly options?: (context: CommandContext) => readonly Bilingual[];
};

/** Returns the argument as one that may be left out. */
export const optional = <Value>(argument: Argument<Value>): Argument<Value | undefined> => ({
  ...argument,
  optional: true,
});

/**
 * Returns the argument as one that begins with one of the words `by`, which Chinese writes in one with what follows
 * (到周一); `bare` lets it stand without.
 */
export const led = <Value>(
  argument: Argument<Value>,
  by: readonly string[],
  { bare = false }: { readonly bare?: boolean } = {},
): Argument<Value> => ({
  ...argument,
  most: argument.most + 1,
  read: async (words, context) => {
    const [first = '', ...rest] = words;
    const word = first.toLowerCase();
    const joined = by.find((each) => /^\p{Script=Han}/u.test(each) && word.startsWith(each) && word !== each);
    const said = by.includes(word)
      ? rest
      : joined === undefined
        ? words
        : [first.slice(joined.length).replace(/^[:：]/, ''), ...rest];
    if (said.length > 0 && (bare || said !== words)) {
      const reading = await argument.read(said, context);
      return 'problem' in reading && said !== words ? { ...reading, meant: true } : reading;
    }
    const isOwn = (each: string): boolean => /^\p{Script=Han}/u.test(each) === (context.language === 'zh');
    return { problem: `${by.find(isOwn)} ${argument.label[context.language]}` };
  },
});
