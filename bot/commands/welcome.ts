import { InputError } from '../../core/errors.ts';
import { fillWelcome, longestWelcome, readWelcome, writeWelcome } from '../wecom/welcome-text.ts';
import { cardAnswer } from './answer.ts';
import type { Answer, Command, CommandContext } from './command.ts';

const words = {
  zh: {
    title: '新联系人的欢迎语',
    none: '没有设置：新联系人不会收到欢迎语。',
    sample: '王小明',
    preview: '客户会看到：',
    off: '停用',
    undo: '撤销修改',
    set: '已生效，之后添加的联系人会在 20 秒内收到。',
    stopped: '已停用：新联系人不再收到欢迎语。',
    nothing: '没有可以撤销的修改。',
    how: '修改请写：欢迎语 内容。{name} 会换成客户的名字，\\n 换行。请告知客户会自动记录哪些内容，以及回复“退订”即可拒绝。',
    long: '太长了：企业微信最多 4000 字节。',
  },
  en: {
    title: 'Welcome of new contacts',
    none: 'None is set: new contacts are not welcomed.',
    sample: 'Ann',
    preview: 'The customer will read:',
    off: 'Switch off',
    undo: 'Take it back',
    set: 'In force: whoever is added from now on reads it within 20 seconds.',
    stopped: 'Switched off: new contacts are not welcomed any more.',
    nothing: 'There is nothing to take back.',
    how: 'To change it write: welcome TEXT. {name} becomes the name of the customer, \\n a new line. Say what is noted by a program, and that "TD" stops it.',
    long: 'Too long: WeCom takes 4,000 bytes.',
  },
} as const;

const offWords = new Set(['off', '停用', '关闭']);
const undoWords = new Set(['undo', '撤销']);

const show = async (context: CommandContext, done?: string): Promise<Answer> => {
  const say = words[context.language];
  const text = (await readWelcome(context.db))?.text ?? null;
  const button = (label: string, value: string) => ({ label, action: 'run', value });
  const name = context.language === 'zh' ? '欢迎语' : 'welcome';
  return cardAnswer(
    'team',
    say.title,
    [
      ...(done ? [{ kind: 'text', text: done } as const] : []),
      ...(text === null
        ? [{ kind: 'text', text: say.none } as const]
        : [{ kind: 'quote', text: fillWelcome(text, say.sample), source: say.preview } as const]),
      { kind: 'text', text: say.how },
      {
        kind: 'buttons',
        buttons: [
          ...(done ? [button(say.undo, `${name} undo`)] : []),
          ...(text === null ? [] : [button(say.off, `${name} off`)]),
        ],
      },
    ],
    { text },
  );
};

/** `welcome [TEXT|off|undo]`: what new contacts on WeCom are told, within 20 seconds of being added. */
export const welcome: Command = {
  name: 'welcome',
  aliases: ['欢迎语'],
  usage: { zh: '欢迎语 [内容|停用|撤销]', en: 'welcome [TEXT|off|undo]' },
  summary: { zh: '新联系人收到的第一句话（企业微信）', en: 'what new contacts are told first (WeCom)' },
  roles: ['lead', 'manager', 'admin'],
  changes: true,
  run: async (context, args) => {
    const { db, asker, now, language } = context;
    const say = words[language];
    // Words come without their line breaks: \n makes one.
    const text = args.join(' ').replaceAll('\\n', '\n').trim();
    if (text === '') return show(context);
    const before = await readWelcome(db);
    if (undoWords.has(text.toLowerCase())) {
      if (!before) throw new InputError(say.nothing);
      await writeWelcome(db, before.before, asker.name, now);
      return show(context, before.before === null ? say.stopped : say.set);
    }
    if (offWords.has(text.toLowerCase())) {
      await writeWelcome(db, null, asker.name, now);
      return show(context, say.stopped);
    }
    if (Buffer.byteLength(text) > longestWelcome) throw new InputError(say.long);
    await writeWelcome(db, text, asker.name, now);
    return show(context, say.set);
  },
};
