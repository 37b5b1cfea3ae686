import type { Bilingual, Language } from '../../core/language.ts';
import { foldCharacters } from '../../core/text/normalise.ts';
import { namesBeginning } from '../../db/customer-lists.ts';
import { findMembers } from '../../db/people.ts';
import type { Argument } from './arguments/argument.ts';
import type { Command, CommandContext } from './command.ts';
import { actionOf } from './define.ts';
import { findCustomer } from './find-customer.ts';
import { commandNamed, commands } from './table.ts';

/** How a request that somebody is typing may go on: the request with it, and what it is called and is. */
export type Completion = { readonly text: string; readonly label: string; readonly detail: string };

/** What may stand in the place of the words typed last. */
type Candidate = { readonly word: string; readonly detail: string };

const mostOffered = 8;
/** One letter is the initial of too many. */
const shortestSpelled = 2;
/** A name has at most so many words while it is typed. */
const mostWords = 4;

const fold = (text: string): string => foldCharacters(text).toLowerCase();
const quoted = (name: string): string => (/[\s"“”]/.test(name) ? `"${name.replaceAll('"', '')}"` : name);

const mayUse = ({ asker }: CommandContext, { roles, hidden }: Command): boolean =>
  !hidden && (!roles || roles.includes(asker.role));

/** The names of a command, those of the language first. */
const namesOf = (
  { name, aliases }: Pick<Command, 'name' | 'aliases'>,
  language: Language,
): readonly string[] => (language === 'zh' ? [...aliases, name] : [name, ...aliases]);

const commandsLike = (context: CommandContext, typed: string): readonly Candidate[] =>
  commands
    .filter((each) => mayUse(context, each))
    .flatMap((each): readonly Candidate[] => {
      const word = namesOf(each, context.language).find((name) => name.startsWith(typed));
      return word === undefined ? [] : [{ word, detail: each.summary[context.language] }];
    });

/** Names that have a word beginning so; else those that the letters spell in pinyin. */
const customerNamesLike = async (
  { db, asker: { scope } }: CommandContext,
  typed: string,
): Promise<readonly string[]> => {
  const names = await namesBeginning(db, scope, typed, mostOffered);
  if (names.length > 0 || typed.length < shortestSpelled) return names;
  const found = await findCustomer(db, scope, typed);
  if (found.kind === 'none') return [];
  return found.kind === 'one' ? [found.customer.name] : found.customers.map(({ name }) => name);
};

const customersLike = async (context: CommandContext, typed: string): Promise<readonly Candidate[]> =>
  (await customerNamesLike(context, typed)).map((name) => ({
    word: quoted(name),
    detail: context.language === 'zh' ? '客户' : 'customer',
  }));

const membersLike = async ({ db, language }: CommandContext, typed: string): Promise<readonly Candidate[]> =>
  (await findMembers(db))
    .filter(({ name }) => fold(name).startsWith(fold(typed)))
    .map(({ name }) => ({ word: quoted(name), detail: language === 'zh' ? '同事' : 'member' }));

const optionsLike = (
  options: readonly Bilingual[],
  { label }: Pick<Argument<unknown>, 'label'>,
  typed: string,
  language: Language,
): readonly Candidate[] =>
  options
    .map((each) => each[language])
    .filter((each) => fold(each).startsWith(fold(typed)))
    .map((each) => ({ word: quoted(each), detail: label[language] }));

const actionsLike = ({ actions = [] }: Command, typed: string, language: Language): readonly Candidate[] =>
  actions.flatMap((each): readonly Candidate[] => {
    const words = namesOf(each, language).map((name) => name.split(' ')[1] ?? '');
    const word = words.find((name) => name.startsWith(fold(typed)));
    return word === undefined ? [] : [{ word, detail: each.summary[language] }];
  });

/** What the words of a command may go on with: the arguments that these words, typed last, may be the beginning of. */
const argumentsLike = async (
  context: CommandContext,
  command: Command,
  typed: string,
): Promise<readonly Candidate[]> => {
  const found: Candidate[] = [];
  const kinds = new Set<string>();
  for (const argument of command.arguments ?? []) {
    const options = argument.options?.(context);
    if (options) found.push(...optionsLike(options, argument, typed, context.language));
    if (kinds.has(argument.kind)) continue;
    kinds.add(argument.kind);
    if (argument.kind === 'customer') found.push(...(await customersLike(context, typed)));
    if (argument.kind === 'member' && typed !== '') found.push(...(await membersLike(context, typed)));
  }
  return found;
};

/**
 * Returns how the request `text`, which is being typed, may go on, at most 8 ways: commands that the asker may use, their
 * actions, the words of an argument, and names of customers that the asker may see.
 */
export const completionsOf = async (
  context: CommandContext,
  text: string,
): Promise<readonly Completion[]> => {
  const [first = '', ...rest] = text.trimStart().split(/\s+/);
  const filled = (before: readonly string[], { word, detail }: Candidate): Completion => ({
    text: [...before, word].join(' '),
    label: word,
    detail,
  });
  if (rest.length === 0) {
    const names = first === '' ? [] : await customersLike(context, first);
    const all = [...commandsLike(context, fold(first)), ...names];
    return all.slice(0, mostOffered).map((each) => filled([], each));
  }
  const asked = commandNamed(fold(first));
  if (!asked || !mayUse(context, asked)) {
    const names = await customersLike(context, text.trim());
    return names.slice(0, mostOffered).map((each) => filled([], each));
  }
  const { command } = actionOf(asked, rest);
  const found: Completion[] = [];
  if (rest.length === 1) {
    const [typed = ''] = rest;
    found.push(...actionsLike(asked, typed, context.language).map((each) => filled([first], each)));
  }
  // The longest beginning that is typed counts: "status Acme L" is the beginning of one name.
  const own = command === asked ? 0 : 1;
  for (let from = Math.max(own, rest.length - mostWords); from < rest.length; from++) {
    const candidates = await argumentsLike(context, command, rest.slice(from).join(' '));
    if (candidates.length === 0) continue;
    found.push(...candidates.map((each) => filled([first, ...rest.slice(0, from)], each)));
    break;
  }
  return found.slice(0, mostOffered);
};
