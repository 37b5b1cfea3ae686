import { InputError } from '../../core/errors.ts';
import { addTask } from '../../db/models/tasks.ts';
import { textAnswer } from './answer.ts';
import type { Command } from './command.ts';

const longest = 400;

/** `ask WORDS`: what a colleague wants in plain words becomes a command, which runs when they press it. */
export const ask: Command = {
  name: 'ask',
  aliases: ['问', '请问'],
  usage: { zh: '问 一句话', en: 'ask PLAIN WORDS' },
  summary: { zh: '用一句话说，我换成命令给您确认', en: 'say it in plain words; I show the command first' },
  run: async ({ db, language, model, asker, room, now, requestKey }, args) => {
    const zh = language === 'zh';
    const request = args.join(' ').trim().slice(0, longest);
    if (request === '') throw new InputError(zh ? '请写：问 一句话。' : 'Write: ask and what you want.');
    if (!model) {
      const none = zh
        ? '没有配置语言模型，听不懂整句话；“帮助”列出全部命令。'
        : 'There is no language model here to understand whole sentences; "help" lists the commands.';
      return textAnswer('person', none);
    }
    const task = await addTask(db, {
      key: `plain/${requestKey}`,
      kind: 'plain',
      args: { hint: request },
      customerId: null,
      roomId: room?.id ?? null,
      askerId: asker.id,
      thread: null,
      language,
      at: now,
    });
    return textAnswer('person', zh ? '我看看……' : 'Let me see …', { task });
  },
};
