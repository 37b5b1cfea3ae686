import { InputError } from '../../core/errors.ts';
import { answerPending, type Carrier, takeBack } from './carry-on.ts';
import type { Command } from './command.ts';

/** Returns the commands that answer what the bot has asked, and that take back: confirm, cancel, pick, undo. */
export const createAnswers = (carrier: Carrier): readonly Command[] => [
  {
    name: 'confirm',
    aliases: ['确认', 'yes', '是', '确定'],
    usage: { zh: '确认', en: 'confirm' },
    summary: { zh: '确认刚才显示的改动', en: 'do what was shown to me' },
    hidden: true,
    run: (context) => answerPending(context, carrier, true),
  },
  {
    name: 'cancel',
    aliases: ['取消', 'no', '不'],
    usage: { zh: '取消', en: 'cancel' },
    summary: { zh: '放弃刚才显示的改动', en: 'drop what was shown to me' },
    hidden: true,
    run: (context) => answerPending(context, carrier, false),
  },
  {
    name: 'pick',
    aliases: ['选', '选择'],
    usage: { zh: '选 序号', en: 'pick NUMBER' },
    summary: { zh: '选择刚才列出的一项', en: 'choose one of those that were listed' },
    hidden: true,
    run: (context, [number = '']) => {
      if (!/^\d{1,3}$/.test(number)) {
        throw new InputError(context.language === 'zh' ? '格式：选 序号。' : 'Write: pick NUMBER.');
      }
      return answerPending(context, carrier, Number(number));
    },
  },
  {
    name: 'undo',
    aliases: ['撤销', '撤回'],
    usage: { zh: '撤销', en: 'undo' },
    summary: { zh: '撤销我刚才的改动（24 小时内）', en: 'take back what I changed last (within 24 hours)' },
    run: (context) => takeBack(context, carrier, undefined),
  },
];
