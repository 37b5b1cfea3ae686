import { InputError } from '../../core/errors.ts';
import type { Command, CommandContext } from './command.ts';

/** @throws InputError unless the asker's role may use the command, and for the time that it is asked for. */
export const requireRight = ({ language, asker, at, now }: CommandContext, command: Command): void => {
  if (command.roles && !command.roles.includes(asker.role)) {
    throw new InputError(
      language === 'zh' ? '您的角色不能使用这个命令。' : 'Your role may not use this command.',
    );
  }
  if (at < now && !command.asOf) {
    throw new InputError(
      language === 'zh'
        ? `“${command.aliases[0] ?? command.name}”只能针对现在，不能问过去的时间。`
        : `"${command.name}" is about the present; it cannot be asked as of a past time.`,
    );
  }
};
