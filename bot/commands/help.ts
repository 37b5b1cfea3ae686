import type { CardBlock } from '../../core/messages.ts';
import { cardAnswer } from './answer.ts';
import type { Command } from './command.ts';

/** Returns the `help` command over the given commands. */
export const createHelp = (commands: readonly Command[]): Command => {
  const help: Command = {
    name: 'help',
    aliases: ['帮助', '?', '？'],
    usage: { zh: '帮助', en: 'help' },
    summary: { zh: '我能做什么', en: 'what I can do' },
    run: async ({ language, asker }) => {
      const able = [help, ...commands].filter(
        (each) => !each.hidden && (!each.roles || each.roles.includes(asker.role)),
      );
      const blocks = able.map(
        (each): CardBlock => ({ kind: 'text', text: `${each.usage[language]} — ${each.summary[language]}` }),
      );
      const hint: CardBlock = {
        kind: 'text',
        text:
          language === 'zh'
            ? '在群里 @Tend 加命令，或直接私聊我。客户群里的内部数据只会私下回复。'
            : 'Write @Tend and a command in a room, or write to me directly. Internal figures are only ever answered in private where customers are present.',
      };
      const data = able.map(({ name, aliases, usage }) => ({ name, aliases, usage: usage[language] }));
      return cardAnswer('person', language === 'zh' ? 'Tend 命令' : 'Tend commands', [...blocks, hint], data);
    },
  };
  return help;
};
