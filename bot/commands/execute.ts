import type { Language } from '../../core/language.ts';
import { textAnswer } from './answer.ts';
import type { Answer, CommandContext } from './command.ts';
import { type ParsedCommand, parseCommand } from './parse.ts';
import { runCommand } from './run-command.ts';
import { commandNamed, commands } from './table.ts';

const hanPattern = /\p{Script=Han}/u;

/** 截至3月1日 is two words, also where they are written as one. */
const splitAsOf = (parsed: ParsedCommand): ParsedCommand =>
  /^截至\S/.test(parsed.name) ? { name: '截至', args: [parsed.name.slice(2), ...parsed.args] } : parsed;

const readCommand = (text: string): ParsedCommand | undefined => {
  const parsed = parseCommand(text);
  return parsed && splitAsOf(parsed);
};

/** Returns the language to answer in: Chinese when the command was typed in Chinese, else the asker's own. */
export const answerLanguage = (text: string, own: Language): Language => {
  const name = readCommand(text)?.name ?? '';
  return hanPattern.test(name) && commandNamed(name) ? 'zh' : own;
};

const choose = (text: string) => {
  const parsed = readCommand(text);
  if (!parsed) return { command: commandNamed('help'), args: [] };
  const command = commandNamed(parsed.name);
  if (command) return { command, args: parsed.args };
  // A number alone answers what was listed.
  if (/^\d{1,3}$/.test(parsed.name) && parsed.args.length === 0) {
    return { command: commandNamed('pick'), args: [parsed.name] };
  }
  // A request that begins with no command is taken as a customer's name.
  return { command: commandNamed('status'), args: [parsed.name, ...parsed.args] };
};

/** Runs what `text` asks for and returns the answer, as {@link runCommand} does. */
export const execute = async (context: CommandContext, text: string): Promise<Answer> => {
  const { command, args } = choose(text);
  if (!command) return textAnswer('person', commands.map((each) => each.usage[context.language]).join('\n'));
  return runCommand(context, command, args);
};
