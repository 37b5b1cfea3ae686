import { InputError } from '../../core/errors.ts';
import type { CardBlock } from '../../core/messages.ts';
import { nearestWord } from '../nearest.ts';
import { cardAnswer } from './answer.ts';
import type { Answer, Command, CommandContext } from './command.ts';
import { showRole } from './role-names.ts';

const text = (said: string): CardBlock => ({ kind: 'text', text: said });

const mayUse = ({ asker }: CommandContext, { roles }: Command): boolean =>
  !roles || roles.includes(asker.role);

/** What one command takes, with examples, its other names, and who may use it. */
const explain = (command: Command, { language }: CommandContext): Answer => {
  const zh = language === 'zh';
  const [name, ...others] = zh ? [...command.aliases, command.name] : [command.name, ...command.aliases];
  const examples = command.examples ?? [];
  const roles = command.roles?.map((each) => showRole(each, language)).join(zh ? '、' : ', ');
  const blocks = [
    text(command.summary[language]),
    text(`${zh ? '格式：' : 'Write: '}${command.usage[language]}`),
    ...examples.map((each) => text(`${zh ? '例如：' : 'For example: '}${each[language]}`)),
    ...(others.length > 0 ? [text(`${zh ? '也可以写：' : 'Also: '}${others.join(zh ? '、' : ', ')}`)] : []),
    ...(roles ? [text(`${zh ? '可用角色：' : 'For: '}${roles}`)] : []),
    ...(command.undo ? [text(zh ? '24 小时内可以撤销。' : 'Can be undone for 24 hours.')] : []),
    ...(command.asOf
      ? [text(zh ? '可以问过去：截至 时间 …' : 'Can be asked as of a past time: asof TIME …')]
      : []),
  ];
  return cardAnswer('person', name ?? command.name, blocks, {
    name: command.name,
    usage: command.usage[language],
  });
};

/** Returns the `help` command over the given commands. */
export const createHelp = (commands: readonly Command[]): Command => {
  const help: Command = {
    name: 'help',
    aliases: ['帮助', '?', '？'],
    usage: { zh: '帮助 [命令]', en: 'help [COMMAND]' },
    summary: { zh: '我能做什么', en: 'what I can do' },
    run: async (context, [wanted]) => {
      const { language } = context;
      const zh = language === 'zh';
      const all = [help, ...commands];
      if (wanted !== undefined) {
        const names = all.flatMap((each) => [each.name, ...each.aliases]);
        const word = wanted.toLowerCase();
        const found = all.find((each) => each.name === word || each.aliases.includes(word));
        if (found) return explain(found, context);
        const near = nearestWord(word, names);
        const hint = near === undefined ? '' : zh ? `您是否要找“${near}”？` : ` Did you mean "${near}"?`;
        throw new InputError(zh ? `没有命令“${wanted}”。${hint}` : `There is no command "${wanted}".${hint}`);
      }
      const able = all.filter((each) => !each.hidden && mayUse(context, each));
      const lines = able.map((each) => text(`${each.usage[language]} — ${each.summary[language]}`));
      const hint = text(
        zh
          ? '在群里 @Tend 加命令，或直接私聊我。也可以直接问“谁快流失了”。“帮助 命令”看细节。客户群里的内部数据只会私下回复。'
          : 'Write @Tend and a command in a room, or write to me directly; "who is about to leave" works too. "help COMMAND" says more. Internal figures are only ever answered in private where customers are present.',
      );
      const data = able.map(({ name, aliases, usage }) => ({ name, aliases, usage: usage[language] }));
      return cardAnswer('person', zh ? 'Tend 命令' : 'Tend commands', [...lines, hint], data);
    },
  };
  return help;
};
