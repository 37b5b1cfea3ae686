import { InputError } from '../../core/errors.ts';
import type { Language } from '../../core/language.ts';
import { audit } from '../../db/audit.ts';
import { textAnswer } from './answer.ts';
import type { Answer, CommandContext } from './command.ts';
import { parseCommand } from './parse.ts';
import { commandNamed, commands } from './table.ts';

const hanPattern = /\p{Script=Han}/u;

/** Returns the language to answer in: Chinese when the command was typed in Chinese, else the asker's own. */
export const answerLanguage = (text: string, own: Language): Language => {
  const name = parseCommand(text)?.name ?? '';
  return hanPattern.test(name) && commandNamed(name) ? 'zh' : own;
};

const choose = (text: string) => {
  const parsed = parseCommand(text);
  if (!parsed) return { command: commandNamed('help'), args: [] };
  const command = commandNamed(parsed.name);
  if (command) return { command, args: parsed.args };
  // A request that begins with no command is taken as a customer's name.
  return { command: commandNamed('status'), args: [parsed.name, ...parsed.args] };
};

/**
 * Runs what `text` asks for and returns the answer; who asked about whom goes to the audit log. What the person
 * must say differently comes back as an answer to them alone. @throws nothing of the kind InputError.
 */
export const execute = async (context: CommandContext, text: string): Promise<Answer> => {
  const { command, args } = choose(text);
  const { language, asker, db, now, room } = context;
  if (!command) return textAnswer('person', commands.map((each) => each.usage[language]).join('\n'));
  try {
    if (command.roles && !command.roles.includes(asker.role)) {
      throw new InputError(
        language === 'zh' ? '您的角色不能使用这个命令。' : 'Your role may not use this command.',
      );
    }
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
