import type { Language } from '../../core/language.ts';
import { customersNamed } from '../../db/customer-lists.ts';
import { textAnswer } from './answer.ts';
import { type Answer, type Command, type CommandContext, changesWith } from './command.ts';
import { findCustomer } from './find-customer.ts';
import { splitWords } from './parse.ts';
import type { PlainMapper, Understood } from './plain/mapper.ts';
import { understandByRules } from './plain/rules.ts';
import { readRequest } from './read-request.ts';
import { runCommand } from './run-command.ts';
import { showUnderstood } from './show-understood.ts';
import { commandNamed, commands } from './table.ts';

const hanPattern = /\p{Script=Han}/u;
const names = commands.flatMap((each) => [each.name, ...each.aliases]);

/** Who understands plain language, in the order in which they are asked. */
const mappers: readonly PlainMapper[] = [understandByRules];

/** What a request comes to: a command and its words; `understood` when it was said in plain language. */
type Chosen = {
  readonly command: Command | undefined;
  readonly args: readonly string[];
  readonly understood?: Understood;
};

/** Returns the language to answer in: Chinese when the request was made in Chinese, else the asker's own. */
export const answerLanguage = (text: string, own: Language): Language => {
  const words = splitWords(text);
  const [first = ''] = words;
  if (hanPattern.test(first) && readRequest(text, commandNamed, names, true)) return 'zh';
  // A sentence in Chinese; a name alone says nothing about the language.
  return /[\p{Script=Han}]{2}.*[吗呢？?了么啥谁]|把.+给|提醒我/u.test(words.join('')) ? 'zh' : own;
};

const isName = async ({ db, asker }: CommandContext, words: readonly string[]): Promise<boolean> =>
  (await customersNamed(db, asker.scope, words.join(' '))).length > 0;

const isSentence = (words: readonly string[]): boolean =>
  words.length > 3 || /\p{Script=Han}{7}/u.test(words.join(''));

const understand = async (text: string, context: CommandContext): Promise<Chosen | undefined> => {
  for (const map of mappers) {
    const understood = await map(text, context);
    const command = understood && commandNamed(understood.command);
    if (command) return { command, args: understood.words, understood };
  }
  return undefined;
};

const choose = async (context: CommandContext, text: string): Promise<Chosen> => {
  const words = splitWords(text);
  const [first] = words;
  if (first === undefined) return { command: commandNamed('help'), args: [] };
  const plainly = readRequest(text, commandNamed, names, false);
  // 40 customers may be called "List"; that of the whole request is meant only where it is longer than the command.
  if (plainly && plainly.args.length > 0 && (await isName(context, words))) {
    return { command: commandNamed('status'), args: words };
  }
  // "Why is Acme at risk?" begins with a command and is a sentence all the same; of what only reads the sentence counts.
  const sentence = plainly && words.length > 3 ? await understand(words.join(' '), context) : undefined;
  if (sentence?.command && !changesWith(sentence.command, sentence.args)) return sentence;
  if (plainly) return { command: plainly.command, args: plainly.args };
  // A number alone answers what was listed.
  if (/^\d{1,3}$/.test(first) && words.length === 1) return { command: commandNamed('pick'), args: [first] };
  const status: Chosen = { command: commandNamed('status'), args: words };
  if (await isName(context, words)) return status;
  const understood = await understand(words.join(' '), context);
  if (understood) return understood;
  const joined = readRequest(text, commandNamed, names, true);
  if (joined) return { command: joined.command, args: joined.args };
  // A whole sentence that no rule understands is for the language model, where there is one.
  if (context.model && isSentence(words)) {
    const found = await findCustomer(context.db, context.asker.scope, words.join(' '));
    if (found.kind === 'none') return { command: commandNamed('ask'), args: words };
  }
  // A request that begins with no command is taken as a customer's name.
  return status;
};

/**
 * Runs what `text` asks for and returns the answer, as {@link runCommand} does. What was said in plain language is shown as
 * the command it was understood as; one that changes something is shown only, and runs when its asker confirms.
 */
export const execute = async (context: CommandContext, text: string): Promise<Answer> => {
  const { command, args, understood } = await choose(context, text);
  if (!command) return textAnswer('person', commands.map((each) => each.usage[context.language]).join('\n'));
  if (!understood) return runCommand(context, command, args);
  const answer = await runCommand({ ...context, showFirst: true }, command, args);
  return showUnderstood(answer, command, args, context.language);
};
