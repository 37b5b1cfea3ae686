import { InputError } from '../../core/errors.ts';
import type { Language } from '../../core/language.ts';
import type { Member } from '../../db/people.ts';
import { type Answer, type Command, type CommandContext, changesWith } from './command.ts';
import { showRole } from './role-names.ts';

/** One of the things that a command can do. */
export type Verb = {
  /** The words that it may begin with, in both languages, lower case. */
  readonly words: readonly string[];
  /** It changes something, or does with these words. What lacks this only reads. */
  readonly changes?: true | ((args: readonly string[]) => boolean);
  /** Roles that may do it; whoever may use the command when absent. */
  readonly roles?: Command['roles'];
  readonly run: (context: CommandContext, args: readonly string[]) => Promise<Answer>;
};

/** A command whose first word says what it does. */
export type VerbDefinition = Pick<
  Command,
  'name' | 'aliases' | 'usage' | 'summary' | 'examples' | 'roles' | 'undo'
> & {
  readonly verbs: readonly Verb[];
  /** The verb that is meant where the first word is none; it gets all words. Undefined when the request does not fit. */
  readonly bare: (args: readonly string[]) => Verb | undefined;
};

/** Whether a word is the number that something is called by in the chat: `12`, `#12`. */
export const isNumber = (word = ''): boolean => /^#?\d{1,15}$/.test(word);

/** Returns the number that a word is (`12`, `#12`), or undefined. */
export const numberIn = (word = ''): number | undefined =>
  isNumber(word) ? Number(word.replace('#', '')) : undefined;

/** @throws InputError with the form of a command. */
export const failWithUsage = ({ usage }: Pick<Command, 'usage'>, { language }: CommandContext): never => {
  throw new InputError(language === 'zh' ? `写法：${usage.zh}` : `Write: ${usage.en}`);
};

/** An admin may what a manager may; they are named only where nobody else may. */
const refusalFor = (roles: readonly Member['role'][], language: Language): string => {
  const below = roles.filter((each) => each !== 'admin');
  const names = (below.length > 0 ? below : roles).map((each) => showRole(each, language));
  if (language === 'zh') return `只有${names.join('或')}可以这样做。`;
  return `Only ${below.length > 0 ? 'a' : 'an'} ${names.join(' or ')} may do this.`;
};

/**
 * Returns the command of these verbs. Only the verbs that change something are shown before they happen; whatever fits no
 * verb is answered with the form of the command.
 */
export const defineVerbs = ({ verbs, bare, ...rest }: VerbDefinition): Command => {
  const choose = (
    args: readonly string[],
  ): { readonly verb: Verb | undefined; readonly rest: readonly string[] } => {
    const word = args[0]?.toLowerCase() ?? '';
    const verb = verbs.find((each) => each.words.includes(word));
    return verb ? { verb, rest: args.slice(1) } : { verb: bare(args), rest: args };
  };
  return {
    ...rest,
    changes: (args) => {
      const { verb, rest: words } = choose(args);
      return verb !== undefined && changesWith(verb, words);
    },
    run: async (context, args) => {
      const { verb, rest: words } = choose(args);
      if (!verb) return failWithUsage(rest, context);
      if (verb.roles && !verb.roles.includes(context.asker.role))
        throw new InputError(refusalFor(verb.roles, context.language));
      return verb.run(context, words);
    },
  };
};
