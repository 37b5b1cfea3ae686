import type { Interaction } from '../../core/customer/interaction.ts';
import { InputError } from '../../core/errors.ts';
import { draftOf } from '../../db/drafts.ts';
import { followUpById, type OpenFollowUpRow } from '../../db/follow-ups.ts';
import { draftForFollowUp } from '../assist/draft.ts';
import { applyInteractions } from '../ingest/apply.ts';
import { showRule } from '../view/stage.ts';
import { showTime } from '../view/time.ts';
import { textAnswer } from './answer.ts';
import { askUntilWhen } from './ask-until-when.ts';
import { runAssist } from './assist.ts';
import type { Answer, CommandContext } from './command.ts';
import { requireCustomer } from './find-customer.ts';
import { snoozeUntil } from './snooze-times.ts';

const whatOf = ({ language, company }: CommandContext, followUp: OpenFollowUpRow): string =>
  `${followUp.customer} · ${showRule(followUp.rule, language, company.rules)}`;

const common = (context: CommandContext) => ({
  key: `press/${context.requestKey}`,
  at: context.now,
  direction: 'none' as const,
});

/** Stores what was said of a follow-up and returns the confirmation. */
const record = async (
  context: CommandContext,
  followUp: OpenFollowUpRow,
  interaction: Interaction,
  said: string,
): Promise<Answer> => {
  const personId = context.asker.id === null ? {} : { personId: context.asker.id };
  const changed = await applyInteractions(context.db, context.company, [
    { customerId: followUp.customerId, ...personId, interaction },
  ]);
  return textAnswer('person', said, { id: followUp.customerId, action: interaction.kind }, changed);
};

const judge =
  (kind: 'follow-up-done' | 'follow-up-wrong') =>
  (context: CommandContext, followUp: OpenFollowUpRow): Promise<Answer> => {
    const zh = context.language === 'zh';
    const what = whatOf(context, followUp);
    const said =
      kind === 'follow-up-done'
        ? zh
          ? `已完成：${what}`
          : `Done: ${what}`
        : zh
          ? `已记为误报：${what}`
          : `Marked as wrong: ${what}`;
    const data = { followUp: followUp.key, by: context.asker.name };
    return record(context, followUp, { ...common(context), kind, data }, said);
  };

/** Puts a follow-up off until `untilAt` and returns the confirmation. */
export const snoozeFollowUp = (
  context: CommandContext,
  followUp: OpenFollowUpRow,
  untilAt: number,
): Promise<Answer> => {
  const until = showTime(untilAt, context.company.zone);
  const what = whatOf(context, followUp);
  const data = { followUp: followUp.key, by: context.asker.name, untilAt };
  const said = context.language === 'zh' ? `${until} 再提醒：${what}` : `Will come back at ${until}: ${what}`;
  return record(context, followUp, { ...common(context), kind: 'follow-up-snoozed', data }, said);
};

type Press = (context: CommandContext, followUp: OpenFollowUpRow, detail: string) => Promise<Answer>;

/** What each button of a follow-up does; its value is the follow-up's number, and what else it needs after a slash. */
const presses: Readonly<Record<string, Press>> = {
  'follow-up-done': judge('follow-up-done'),
  'follow-up-wrong': judge('follow-up-wrong'),
  'follow-up-later': async (context, followUp) => askUntilWhen(context, followUp),
  'follow-up-snooze': (context, followUp, detail) =>
    snoozeFollowUp(context, followUp, snoozeUntil(context, detail)),
  'follow-up-draft': async (context, followUp) => {
    const customer = await requireCustomer(context, `#${followUp.customerId}`);
    return runAssist(context, draftForFollowUp(followUp), customer, null);
  },
};

/** Returns a member's own draft as a message of nothing but its text, to be copied from any client. */
const copyDraft = async ({ db, asker, language }: CommandContext, value: string): Promise<Answer> => {
  const own = /^\d{1,15}$/.test(value) && asker.id !== null;
  const text = own ? await draftOf(db, Number(value), asker.id) : undefined;
  return textAnswer(
    'person',
    text ?? (language === 'zh' ? '这条草稿不在了。' : 'This draft is not there any more.'),
  );
};

/** Returns the open follow-up with this number. @throws InputError that says why there is none for the asker. */
export const requireFollowUp = async (context: CommandContext, id: string): Promise<OpenFollowUpRow> => {
  const zh = context.language === 'zh';
  const followUp = /^\d{1,15}$/.test(id) ? await followUpById(context.db, Number(id)) : undefined;
  const { owners } = context.asker.scope;
  const allowed =
    followUp && (owners === 'all' || (followUp.ownerId !== null && owners.includes(followUp.ownerId)));
  if (!followUp || !allowed) {
    throw new InputError(
      zh ? '这条跟进不存在，或不是您的客户。' : 'There is no such follow-up among your customers.',
    );
  }
  if (followUp.status !== 'open' && followUp.status !== 'snoozed') {
    throw new InputError(zh ? '这条跟进已经关闭。' : 'This follow-up is closed already.');
  }
  return followUp;
};

/**
 * Does what a button of a follow-up says and returns the confirmation. @throws InputError with the reason where it is of a
 * customer that the person may not see, or closed already: it is left as it is.
 */
export const pressFollowUp = async (
  context: CommandContext,
  action: string,
  value: string,
): Promise<Answer> => {
  if (action === 'draft-copy') return copyDraft(context, value);
  const [id = '', detail = ''] = value.split('/');
  const followUp = await requireFollowUp(context, id);
  const press = Object.hasOwn(presses, action) ? presses[action] : undefined;
  if (press) return press(context, followUp, detail);
  throw new InputError(context.language === 'zh' ? '这个按钮已失效。' : 'This button does nothing any more.');
};
