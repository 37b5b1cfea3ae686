import { InputError } from '../../core/errors.ts';
import { foldCharacters } from '../../core/text/normalise.ts';
import type { OpenFollowUpRow } from '../../db/follow-ups.ts';
import { snoozeFollowUp } from './actions.ts';
import { type Argument, optional } from './arguments/argument.ts';
import { dayAheadArgument } from './arguments/moment.ts';
import { askUntilWhen } from './ask-until-when.ts';
import { defineCommand } from './define.ts';
import { requireFollowUp } from './find-follow-up.ts';
import { followUpPress } from './take-back-press.ts';

/** An open follow-up of a customer that the asker may see, by its number. */
const followUpArgument: Argument<OpenFollowUpRow> = {
  kind: 'item',
  label: { zh: '编号', en: 'NUMBER' },
  most: 1,
  read: async ([word = ''], context) => {
    try {
      return { sure: 1, value: await requireFollowUp(context, foldCharacters(word).replace(/^#/, '')) };
    } catch (error) {
      if (error instanceof InputError) return { problem: error.message };
      throw error;
    }
  },
};

/** `snooze NUMBER [DAY]`: puts a follow-up off until a day in words or as a date. */
export const snooze = defineCommand({
  name: 'snooze',
  aliases: ['推迟', '稍后'],
  summary: { zh: '把一条跟进推迟到某天', en: 'put a follow-up off until a day' },
  examples: [{ zh: '推迟 12 下周五', en: 'snooze 12 next Friday' }],
  arguments: {
    followUp: followUpArgument,
    untilAt: optional(dayAheadArgument({ zh: '日期', en: 'DAY' })),
  },
  changes: true,
  undo: followUpPress.undo,
  run: async (context, { followUp, untilAt }) =>
    untilAt === undefined ? askUntilWhen(context, followUp) : snoozeFollowUp(context, followUp, untilAt),
});
