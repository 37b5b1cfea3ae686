import { type Language, pick } from '../../core/language.ts';
import type { CardBlock } from '../../core/messages.ts';
import type { OpenFollowUpRow } from '../../db/follow-ups.ts';
import type { Evidence } from '../../db/interactions.ts';
import type { Company } from '../ingest/context.ts';
import { askedText, quoteBlock } from './evidence.ts';
import { showRule, showRuleReason } from './stage.ts';
import { showTime } from './time.ts';

/** Returns the buttons of a follow-up: done, later, draft, wrong. */
export const followUpButtons = (
  followUp: Pick<OpenFollowUpRow, 'id'>,
  language: Language,
): Extract<CardBlock, { kind: 'buttons' }> => {
  const zh = language === 'zh';
  const value = String(followUp.id);
  return {
    kind: 'buttons',
    buttons: [
      { label: zh ? '已完成' : 'Done', action: 'follow-up-done', value, style: 'primary' },
      { label: zh ? '稍后' : 'Later', action: 'follow-up-later', value },
      { label: zh ? '草稿' : 'Draft', action: 'follow-up-draft', value },
      { label: zh ? '误报' : 'Wrong', action: 'follow-up-wrong', value, style: 'danger' },
    ],
  };
};

/** Returns the blocks that prompt a rep: who, why, the words behind it, what to do, by when. */
export const followUpBlocks = (
  followUp: OpenFollowUpRow,
  evidence: readonly Evidence[],
  company: Pick<Company, 'zone' | 'currency' | 'rules'>,
  language: Language,
): readonly CardBlock[] => {
  const { zone, rules } = company;
  const rule = rules.find((each) => each.id === followUp.rule);
  const advice = [
    ...evidence.flatMap((each) => askedText(each, language) ?? []),
    ...(rule?.followUp ? [pick(rule.followUp.advice, language)] : []),
  ];
  const due =
    followUp.dueAt === null
      ? ''
      : `${language === 'zh' ? '请在此前处理：' : 'Due '}${showTime(followUp.dueAt, zone)}`;
  return [
    { kind: 'heading', text: `${followUp.customer} · ${showRule(followUp.rule, language, rules)}` },
    { kind: 'text', text: showRuleReason(followUp.rule, followUp.numbers, language, rules) },
    ...evidence
      .filter((each) => askedText(each, language) === undefined)
      .slice(0, 2)
      .map((each) => quoteBlock(each, company, language)),
    ...advice.map((each) => ({ kind: 'text', text: `→ ${each}` }) as const),
    ...(due ? [{ kind: 'text', text: due } as const] : []),
    followUpButtons(followUp, language),
  ];
};
