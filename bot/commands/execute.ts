import { InputError } from '../../core/errors.ts';
import type { Language } from '../../core/language.ts';
import { audit } from '../../db/audit.ts';
import { textAnswer } from './answer.ts';
import type { Answer, Command, CommandContext } from './command.ts';
import { type ParsedCommand, parseCommand } from './parse.ts';
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
  // A request that begins with no command is taken as a customer's name.
  return { command: commandNamed('status'), args: [parsed.name, ...parsed.args] };
};

/**
 * Runs a command with its arguments and returns the answer; who asked about whom goes to the audit log. What the person
 * must say differently comes back as an answer to them alone. @throws nothing of the kind InputError.
 */
export const runCommand = async (
  context: CommandContext,
  command: Command,
  args: readonly string[],
): Promise<Answer> => {
  const { language, asker, db, now, room } = context;
  try {
    if (command.roles && !command.roles.includes(asker.role)) {
      throw new InputError(
        language === 'zh' ? '您的角色不能使用这个命令。' : 'Your role may not use this command.',
      );
    }
    if (context.at < now && !command.asOf) {
      throw new InputError(
        language === 'zh'
          ? `“${command.aliases[0] ?? command.name}”只能针对现在，不能问过去的时间。`
          : `"${command.name}" is about the present; it cannot be asked as of a past time.`,
      );
    }
    // What stages and rules are called now, whichever process changed it.
    await context.company.policies.refresh(db);
    const answer = await command.run(context, args);
    await audit(db, {
      at: now,
      actorId: asker.id,
      action: command.name,
      ...(answer.about === undefined ? {} : { customerId: answer.about }),
      ...(room ? { roomId: room.id } : {}),
    });
    return answer;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return textAnswer('person', error.message, { error: error.message });
  }
};

/** Runs what `text` asks for and returns the answer, as {@link runCommand} does. */
export const execute = async (context: CommandContext, text: string): Promise<Answer> => {
  const { command, args } = choose(text);
  if (!command) return textAnswer('person', commands.map((each) => each.usage[context.language]).join('\n'));
  return runCommand(context, command, args);
};
