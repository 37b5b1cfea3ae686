import type { Language } from '../../core/language.ts';
import type { Card, CardBlock } from '../../core/messages.ts';
import { percent } from '../../core/words.ts';
import type { CustomerLine } from '../../db/customer-lists.ts';
import type { OpenFollowUpRow, PromiseRow } from '../../db/follow-ups.ts';
import type { Company } from '../ingest/context.ts';
import { followUpButtons } from './follow-up-card.ts';
import { showRule, showRuleReason, showStage } from './stage.ts';
import { showTime } from './time.ts';

/** What the page of one member shows: their own customers, or for a manager the company's. */
export type HomeFacts = {
  readonly name: string;
  /** Whether these are everybody's customers. */
  readonly all: boolean;
  readonly followUps: readonly OpenFollowUpRow[];
  readonly promises: readonly PromiseRow[];
  readonly customers: readonly CustomerLine[];
  readonly total: number;
  readonly at: number;
};

const words = {
  zh: {
    title: (name: string, all: boolean) => (all ? '公司的客户' : `${name} 的客户`),
    followUps: '待跟进',
    promises: '承诺',
    customers: (total: number) => `按风险价值排列的客户（共 ${total} 位）`,
    none: '暂无',
    late: '已逾期',
    churn: '流失',
    atRisk: '风险价值',
    note: '记备注',
    stage: '设阶段',
    link: '关联联系人',
    asOf: '更新于',
  },
  en: {
    title: (name: string, all: boolean) => (all ? 'All customers' : `${name}'s customers`),
    followUps: 'Open follow-ups',
    promises: 'Promises',
    customers: (total: number) => `Customers by value at risk (${total} in all)`,
    none: 'None.',
    late: 'overdue',
    churn: 'churn',
    atRisk: 'at risk',
    note: 'Write a note',
    stage: 'Set a stage',
    link: 'Link a person',
    asOf: 'As of',
  },
} as const;

/** Returns the page that a member sees under the bot's name: follow-ups, promises, customers by value at risk. */
export const homeCard = (facts: HomeFacts, company: Company, language: Language): Card => {
  const say = words[language];
  const text = (line: string): CardBlock => ({ kind: 'text', text: line });
  const orNone = (blocks: readonly CardBlock[]): readonly CardBlock[] =>
    blocks.length > 0 ? blocks : [text(say.none)];
  const button = (label: string, form: string) => ({ label, action: `form:${form}`, value: '' });
  const followUps = facts.followUps.flatMap((each): readonly CardBlock[] => {
    const owner = facts.all && each.owner !== null ? ` · ${each.owner}` : '';
    const rule = showRule(each.rule, language, company.rules);
    const reason = showRuleReason(each.rule, each.numbers, language, company.rules);
    return [text(`${each.customer} · ${rule} · ${reason}${owner}`), followUpButtons(each, language)];
  });
  const promises = facts.promises.map((each) => {
    const due = each.dueAt === null ? '' : ` · ${showTime(each.dueAt, company.zone)}`;
    return text(`${each.customer}: ${each.phrase}${due}${each.status === 'broken' ? ` · ${say.late}` : ''}`);
  });
  const customers = facts.customers.map((each) =>
    text(
      `${each.name} · ${showStage(each.stage, company.model, language)} · ${say.churn} ${percent(each.churn)} · ${say.atRisk} ${company.money(each.valueAtRisk)}`,
    ),
  );
  return {
    title: say.title(facts.name, facts.all),
    blocks: [
      {
        kind: 'buttons',
        buttons: [button(say.note, 'note'), button(say.stage, 'stage'), button(say.link, 'link')],
      },
      { kind: 'heading', text: `${say.followUps} (${facts.followUps.length})` },
      ...orNone(followUps),
      { kind: 'heading', text: `${say.promises} (${facts.promises.length})` },
      ...orNone(promises),
      { kind: 'heading', text: say.customers(facts.total) },
      ...orNone(customers),
      text(`${say.asOf} ${showTime(facts.at, company.zone)}`),
    ],
  };
};

/** Returns the page for somebody who is no member: that the bot is there, and nothing about anybody. */
export const strangerCard = (language: Language): Card => ({
  title: 'Tend',
  blocks: [
    {
      kind: 'text',
      text:
        language === 'zh'
          ? '这里为同事显示他们的客户。您不在成员名单中，所以没有可显示的内容。'
          : 'This page shows colleagues their customers. You are not one of the members, so there is nothing to show.',
    },
  ],
});
