import type { Interaction } from '../../core/customer/interaction.ts';
import { followUpById, type OpenFollowUpRow } from '../../db/follow-ups.ts';
import { applyInteractions } from '../ingest/apply.ts';
import { showRule } from '../view/stage.ts';
import { showTime } from '../view/time.ts';
import { textAnswer } from './answer.ts';
import type { Answer, CommandContext } from './command.ts';

const tomorrowMorning = ({ company, now }: CommandContext): number =>
  company.calendar.nextWorkingMoment(company.zone.at(company.zone.dayOf(now) + 1, 9 * 60));

const interactionFor = (
  context: CommandContext,
  action: string,
  followUp: OpenFollowUpRow,
): Interaction | undefined => {
  const common = { key: `press/${context.requestKey}`, at: context.now, direction: 'none' as const };
  const data = { followUp: followUp.key, by: context.asker.name };
  if (action === 'follow-up-done') return { ...common, kind: 'follow-up-done', data };
  if (action === 'follow-up-wrong') return { ...common, kind: 'follow-up-wrong', data };
  if (action === 'follow-up-snooze') {
    return { ...common, kind: 'follow-up-snoozed', data: { ...data, untilAt: tomorrowMorning(context) } };
  }
  return undefined;
};

const say = (context: CommandContext, action: string, followUp: OpenFollowUpRow): string => {
  const zh = context.language === 'zh';
  const what = `${followUp.customer} · ${showRule(followUp.rule, context.language, context.company.rules)}`;
  if (action === 'follow-up-done') return zh ? `已完成：${what}` : `Done: ${what}`;
  if (action === 'follow-up-wrong') return zh ? `已记为误报：${what}` : `Marked as wrong: ${what}`;
  const until = showTime(tomorrowMorning(context), context.company.zone);
  return zh ? `${until} 再提醒：${what}` : `Will come back at ${until}: ${what}`;
};

/**
 * Does what a button of a follow-up says and returns the confirmation. A follow-up of a customer that the person
 * may not see, or one that is closed already, is answered with the reason and left as it is.
 */
export const pressFollowUp = async (
  context: CommandContext,
  action: string,
  value: string,
): Promise<Answer> => {
  const zh = context.language === 'zh';
  const followUp = /^\d{1,15}$/.test(value) ? await followUpById(context.db, Number(value)) : undefined;
  const { owners } = context.asker.scope;
  const allowed =
    followUp && (owners === 'all' || (followUp.ownerId !== null && owners.includes(followUp.ownerId)));
  if (!followUp || !allowed) {
    return textAnswer(
      'person',
      zh ? '这条跟进不存在，或不是您的客户。' : 'There is no such follow-up among your customers.',
    );
  }
  if (followUp.status !== 'open' && followUp.status !== 'snoozed') {
    return textAnswer('person', zh ? '这条跟进已经关闭。' : 'This follow-up is closed already.');
  }
  const interaction = interactionFor(context, action, followUp);
  if (!interaction)
    return textAnswer('person', zh ? '这个按钮已失效。' : 'This button does nothing any more.');
  const personId = context.asker.id === null ? {} : { personId: context.asker.id };
  const changed = await applyInteractions(context.db, context.company, [
    { customerId: followUp.customerId, ...personId, interaction },
  ]);
  return textAnswer('person', say(context, action, followUp), { id: followUp.customerId, action }, changed);
};
