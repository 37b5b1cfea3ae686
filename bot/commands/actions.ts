import type { Interaction } from '../../core/customer/interaction.ts';
import { InputError } from '../../core/errors.ts';
import type { Bilingual, Language } from '../../core/language.ts';
import { draftOf } from '../../db/drafts.ts';
import type { OpenFollowUpRow } from '../../db/follow-ups.ts';
import { draftForFollowUp } from '../assist/draft.ts';
import { applyInteractions } from '../ingest/apply.ts';
import { showRule } from '../view/stage.ts';
import { showTime } from '../view/time.ts';
import { textAnswer } from './answer.ts';
import { askUntilWhen } from './ask-until-when.ts';
import { runAssist } from './assist.ts';
import type { Answer, CommandContext } from './command.ts';
import { requireCustomer } from './find-customer.ts';
import { requireFollowUp } from './find-follow-up.ts';
import { offerUndo } from './offer.ts';
import { snoozeUntil } from './snooze-times.ts';
import { memoOf } from './take-back.ts';
import { followUpPress } from './take-back-press.ts';

const whatOf = ({ company }: CommandContext, followUp: OpenFollowUpRow, language: Language): string =>
  `${followUp.customer} · ${showRule(followUp.rule, language, company.rules)}`;

const common = (context: CommandContext) => ({
  key: `press/${context.requestKey}`,
  at: context.now,
  direction: 'none' as const,
});

/** Stores what was said of a follow-up and returns the confirmation; `says` is what it is called when it is taken back. */
const record = async (
  context: CommandContext,
  followUp: OpenFollowUpRow,
  interaction: Interaction,
  said: string,
  says: Bilingual,
): Promise<Answer> => {
  const { customerId } = followUp;
  const personId = context.asker.id === null ? {} : { personId: context.asker.id };
  const changed = await applyInteractions(context.db, context.company, [
    { customerId, ...personId, interaction },
  ]);
  return {
    ...textAnswer('person', said, { id: customerId, action: interaction.kind }, changed),
    about: customerId,
    undo: { memo: memoOf(customerId, interaction.key), says },
  };
};

/** What is said when a follow-up was judged, before its name, and as what that marks it. */
const judgements = {
  'follow-up-done': { said: { zh: '已完成：', en: 'Done: ' }, as: { zh: '已完成', en: 'done' } },
  'follow-up-wrong': {
    said: { zh: '已记为误报：', en: 'Marked as wrong: ' },
    as: { zh: '误报', en: 'wrong' },
  },
} as const;

const judge =
  (kind: keyof typeof judgements) =>
  (context: CommandContext, followUp: OpenFollowUpRow): Promise<Answer> => {
    const { language, asker } = context;
    const { said, as } = judgements[kind];
    const data = { followUp: followUp.key, by: asker.name };
    const text = `${said[language]}${whatOf(context, followUp, language)}`;
    return record(context, followUp, { ...common(context), kind, data }, text, {
      zh: `把“${whatOf(context, followUp, 'zh')}”标为${as.zh}`,
      en: `marking ${whatOf(context, followUp, 'en')} as ${as.en}`,
    });
  };

/** Puts a follow-up off until `untilAt` and returns the confirmation. */
export const snoozeFollowUp = (
  context: CommandContext,
  followUp: OpenFollowUpRow,
  untilAt: number,
): Promise<Answer> => {
  const { language, asker, company } = context;
  const until = showTime(untilAt, company.zone);
  const what = whatOf(context, followUp, language);
  const data = { followUp: followUp.key, by: asker.name, untilAt };
  const said = language === 'zh' ? `${until} 再提醒：${what}` : `Will come back at ${until}: ${what}`;
  return record(context, followUp, { ...common(context), kind: 'follow-up-snoozed', data }, said, {
    zh: `“${whatOf(context, followUp, 'zh')}”的推迟`,
    en: `putting off ${whatOf(context, followUp, 'en')}`,
  });
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

/**
 * Does what a button of a follow-up says and returns the confirmation; what it changed can be taken back. @throws InputError
 * with the reason where it is of a customer that the person may not see, or closed already: it is left as it is.
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
  if (press) return offerUndo(context, followUpPress, await press(context, followUp, detail));
  throw new InputError(context.language === 'zh' ? '这个按钮已失效。' : 'This button does nothing any more.');
};
