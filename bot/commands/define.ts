import type { Bilingual, Language } from '../../core/language.ts';
import type { Memo } from '../../db/undoable.ts';
import type { Argument } from './arguments/argument.ts';
import { readArguments } from './arguments/read.ts';
import type { Answer, Command, CommandContext, Preview } from './command.ts';

type Table = Readonly<Record<string, Argument<unknown>>>;

/** The values of a table of arguments, by name. */
export type Values<Arguments extends Table> = {
  readonly [Name in keyof Arguments]: Arguments[Name] extends Argument<infer Value> ? Value : never;
};

/** A command as it is written down: its arguments in their order, and what it does with their values. */
export type Definition<Arguments extends Table> = Pick<
  Command,
  'name' | 'aliases' | 'summary' | 'examples' | 'roles' | 'asOf' | 'changes' | 'hidden'
> & {
  readonly arguments: Arguments;
  /** Its form, where the arguments do not say it well enough. */
  readonly usage?: Bilingual;
  readonly preview?: (context: CommandContext, values: Values<Arguments>) => Promise<Preview | undefined>;
  readonly undo?: (context: CommandContext, memo: Memo) => Promise<Answer>;
  readonly run: (context: CommandContext, values: Values<Arguments>) => Promise<Answer>;
};

/** Returns the form of a command: its name and what its arguments are called, those that may be left out in brackets. */
export const formOf = (
  name: string,
  table: readonly Pick<Argument<unknown>, 'label' | 'optional'>[],
  language: Language,
): string =>
  [name, ...table.map(({ label, optional }) => (optional ? `[${label[language]}]` : label[language]))].join(
    ' ',
  );

const sayForm = (
  { usage, examples = [] }: Pick<Command, 'usage' | 'examples'>,
  language: Language,
): string => {
  const [example] = examples;
  if (language === 'zh') return `格式：${usage.zh}。${example ? `例如：${example.zh}。` : ''}`;
  return `Write: ${usage.en}.${example ? ` For example: ${example.en}` : ''}`;
};

/**
 * Returns the command that `definition` describes. Its words are read by its arguments; a request that does not fit is
 * answered with the reason and the right form. Its `usage` is made of the arguments unless given.
 */
export const defineCommand = <const Arguments extends Table>(definition: Definition<Arguments>): Command => {
  const { arguments: named, usage: given, preview, run, ...rest } = definition;
  const names = Object.keys(named);
  const table = Object.values(named);
  const usage = given ?? {
    zh: formOf(definition.aliases[0] ?? definition.name, table, 'zh'),
    en: formOf(definition.name, table, 'en'),
  };
  const read = async (context: CommandContext, args: readonly string[]): Promise<Values<Arguments>> => {
    const form = sayForm({ ...rest, usage }, context.language);
    const values = await readArguments(table, args, context, form);
    // Each value was read by the argument of its name.
    return Object.fromEntries(names.map((name, index) => [name, values[index]])) as Values<Arguments>;
  };
  return {
    ...rest,
    usage,
    arguments: table,
    check: async (context, args) => void (await read(context, args)),
    ...(preview ? { preview: async (context, args) => preview(context, await read(context, args)) } : {}),
    run: async (context, args) => run(context, await read(context, args)),
  };
};

/**
 * Returns a command some of whose first words make another command of it: `promise done 12` is that action with what
 * follows. An action's names begin with one of the command's.
 */
export const withActions = (base: Command, actions: readonly Command[]): Command => ({
  ...base,
  usage: {
    zh: [base, ...actions].map((each) => each.usage.zh).join(' · '),
    en: [base, ...actions].map((each) => each.usage.en).join(' · '),
  },
  actions,
});

/** Returns the command that is really meant by `command` and its words: itself, or an action of it with what follows. */
export const actionOf = (
  command: Command,
  words: readonly string[],
): { readonly command: Command; readonly words: readonly string[] } => {
  const [first = '', ...rest] = words;
  const found = command.actions?.find(({ name, aliases }) =>
    [name, ...aliases].some((each) => each.split(' ')[1] === first.toLowerCase()),
  );
  return found ? { command: found, words: rest } : { command, words };
};
