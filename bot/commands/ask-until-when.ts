import { pick } from '../../core/language.ts';
import type { CardBlock } from '../../core/messages.ts';
import type { OpenFollowUpRow } from '../../db/follow-ups.ts';
import { showRule } from '../view/stage.ts';
import { showTime } from '../view/time.ts';
import { cardAnswer } from './answer.ts';
import type { Answer, CommandContext } from './command.ts';
import { snoozePresets, snoozeUntil } from './snooze-times.ts';

/** Returns the times until which a follow-up may be put off, and how to write any other. */
export const askUntilWhen = (context: CommandContext, followUp: OpenFollowUpRow): Answer => {
  const { language, company } = context;
  const zh = language === 'zh';
  const blocks: CardBlock[] = [
    { kind: 'text', text: `${followUp.customer} · ${showRule(followUp.rule, language, company.rules)}` },
    {
      kind: 'buttons',
      buttons: snoozePresets.map(({ key, label }) => ({
        label: pick(label, language),
        action: 'follow-up-snooze',
        value: `${followUp.id}/${key}`,
      })),
    },
    {
      kind: 'text',
      text: zh
        ? `${snoozePresets.map(({ key, label }) => `${label.zh} ${showTime(snoozeUntil(context, key), company.zone)}`).join(' · ')}\n其他日期请写：推迟 ${followUp.id} 12月3日`
        : `${snoozePresets.map(({ key, label }) => `${label.en} ${showTime(snoozeUntil(context, key), company.zone)}`).join(' · ')}\nFor another day write: snooze ${followUp.id} Dec 3`,
    },
  ];
  return cardAnswer('person', zh ? '什么时候再提醒？' : 'Until when?', blocks, { followUp: followUp.id });
};
