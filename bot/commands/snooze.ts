import { InputError } from '../../core/errors.ts';
import { openFollowUpFor, snoozeFollowUp } from './actions.ts';
import { askUntilWhen } from './ask-until-when.ts';
import type { Command } from './command.ts';
import { readDayAhead } from './day-ahead.ts';

/** `snooze NUMBER [DAY]`: puts a follow-up off until a day in words or as a date. */
export const snooze: Command = {
  name: 'snooze',
  aliases: ['推迟', '稍后'],
  usage: { zh: '推迟 编号 [日期]', en: 'snooze NUMBER [DAY]' },
  summary: { zh: '把一条跟进推迟到某天', en: 'put a follow-up off until a day' },
  run: async (context, [id = '', ...words]) => {
    const { now, company, language } = context;
    const found = await openFollowUpFor(context, id.replace(/^#/, ''));
    if ('refused' in found) return found.refused;
    if (words.length === 0) return askUntilWhen(context, found.followUp);
    const said = words.join(' ');
    const at = readDayAhead(said, now, company.calendar);
    if (at === undefined || at <= now) {
      throw new InputError(
        language === 'zh'
          ? `没看懂“${said}”是哪天。例如：推迟 ${id} 下周五，推迟 ${id} 2026-12-03。`
          : `"${said}" names no day ahead. For example: snooze ${id} next Friday, snooze ${id} 2026-12-03.`,
      );
    }
    return snoozeFollowUp(context, found.followUp, at);
  },
};
