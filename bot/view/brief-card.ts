import type { Language } from '../../core/language.ts';
import type { Card, CardBlock } from '../../core/messages.ts';
import { excerpt, percent } from '../../core/words.ts';
import type { OpenFollowUpRow, PromiseRow } from '../../db/follow-ups.ts';
import type { Evidence } from '../../db/interactions.ts';
import type { Company } from '../ingest/context.ts';
import type { CustomerView } from './customer-view.ts';
import { quoteBlock } from './evidence.ts';
import { followUpButtons } from './follow-up-card.ts';
import { showRule, showRuleReason, showStage } from './stage.ts';
import { showAgo, showDate, showTime } from './time.ts';

/** What a hand-over tells of one customer. */
export type Brief = {
  readonly view: CustomerView;
  readonly now: number;
  readonly promises: readonly PromiseRow[];
  readonly questions: readonly Evidence[];
  readonly followUps: readonly OpenFollowUpRow[];
  /** Oldest first. */
  readonly lines: readonly Evidence[];
  readonly notes: readonly Evidence[];
  readonly by?: string;
};

const mostMoves = 4;
const mostFollowUps = 4;
const mostListed = 10;

const words = {
  zh: {
    title: (name: string, by: string | undefined) => (by ? `${by} 把 ${name} 交给您` : `客户简报 · ${name}`),
    stage: '阶段',
    health: '健康分',
    churn: '流失风险',
    value: '12 个月价值',
    tier: '等级',
    noTier: '尚未分级',
    known: '认识于',
    heard: '最近发言',
    never: '尚无',
    moves: '走到今天',
    risks: '风险',
    noRisks: '目前没有预警。',
    promises: '我方未兑现的承诺',
    noDate: '未说时间',
    overdue: '已逾期',
    questions: '客户在等的答复',
    followUps: '待跟进',
    lines: '最近的对话',
    notes: '备注',
    reassign: '改派',
    list: (by: string, count: number) => `${by} 把 ${count} 位客户交给您`,
    more: (count: number) => `……另有 ${count} 位，见“我的”。`,
  },
  en: {
    title: (name: string, by: string | undefined) => (by ? `${by} gives you ${name}` : `Brief · ${name}`),
    stage: 'Stage',
    health: 'Health',
    churn: 'Churn risk',
    value: 'Value, 12 months',
    tier: 'Tier',
    noTier: 'not yet',
    known: 'Known since',
    heard: 'Last heard',
    never: 'never',
    moves: 'How it came here',
    risks: 'Risks',
    noRisks: 'No warning holds.',
    promises: 'What we promised and owe',
    noDate: 'no date',
    overdue: 'overdue',
    questions: 'What they wait to hear',
    followUps: 'To follow up',
    lines: 'The last words',
    notes: 'Notes',
    reassign: 'Reassign',
    list: (by: string, count: number) => `${by} gives you ${count} customers`,
    more: (count: number) => `… and ${count} more, see "my".`,
  },
} as const;

const section = (title: string, blocks: readonly CardBlock[]): readonly CardBlock[] =>
  blocks.length === 0 ? [] : [{ kind: 'heading', text: title }, ...blocks];
const text = (line: string): CardBlock => ({ kind: 'text', text: line });

/** Returns the brief of one customer as a card. */
export const briefCard = (brief: Brief, company: Company, language: Language): Card => {
  const { view, now, promises, questions, followUps, lines, notes, by } = brief;
  const { state, assessment: figures, customer, moves } = view;
  const { zone, model, rules } = company;
  const say = words[language];
  const stage = (key: typeof state.stage): string => showStage(key, model, language);
  const fields = [
    {
      label: say.stage,
      value: `${stage(state.stage)}${state.stageSince > 0 ? ` · ${showDate(state.stageSince, zone)}` : ''}`,
    },
    { label: say.health, value: `${figures.health.score}/100` },
    { label: say.churn, value: percent(figures.churn.probability) },
    { label: say.value, value: company.money(figures.value.amount) },
    { label: say.tier, value: state.tier ?? say.noTier },
    { label: say.known, value: state.firstAt === null ? say.never : showDate(state.firstAt, zone) },
    { label: say.heard, value: state.lastIn ? showAgo(state.lastIn.at, now, language) : say.never },
  ];
  const warnings = Object.entries(state.warnings).map(([rule, { numbers }]) =>
    text(`⚠ ${showRule(rule, language, rules)}: ${showRuleReason(rule, numbers, language, rules)}`),
  );
  const path = moves
    .slice(-mostMoves)
    .map((move) =>
      text(`${showDate(move.at, zone)} · ${stage(move.from)} → ${stage(move.to)} (${move.rule})`),
    );
  const owed = promises.map((each) => {
    const due = each.dueAt === null ? say.noDate : showTime(each.dueAt, zone);
    const late = each.status === 'broken' ? ` · ${say.overdue}` : '';
    return text(`• ${excerpt(each.phrase, 80)} — ${due}${late}${each.by ? ` · ${each.by}` : ''}`);
  });
  const open = followUps
    .slice(0, mostFollowUps)
    .flatMap((each): readonly CardBlock[] => [
      text(
        `${showRule(each.rule, language, rules)}: ${showRuleReason(each.rule, each.numbers, language, rules)}`,
      ),
      followUpButtons(each, language),
    ]);
  const quote = (each: Evidence): CardBlock => quoteBlock(each, company, language);
  return {
    title: say.title(customer.name, by),
    blocks: [
      { kind: 'fields', fields },
      ...section(say.risks, warnings.length > 0 ? warnings : [text(say.noRisks)]),
      ...section(say.promises, owed),
      ...section(say.questions, questions.map(quote)),
      ...section(say.followUps, open),
      ...section(say.moves, path),
      ...section(say.lines, lines.map(quote)),
      ...section(say.notes, notes.map(quote)),
      {
        kind: 'buttons',
        buttons: [{ label: say.reassign, action: 'run', value: `owner #${customer.id}` }],
      },
    ],
  };
};

/** Returns the list of many customers that change hands, from which each one's brief can be had. */
export const handOverCard = (
  customers: readonly { readonly id: number; readonly name: string }[],
  by: string,
  language: Language,
): Card => {
  const say = words[language];
  const shown = customers.slice(0, mostListed);
  const rest = customers.length - shown.length;
  return {
    title: say.list(by, customers.length),
    blocks: [
      {
        kind: 'buttons',
        buttons: shown.map(({ id, name }) => ({ label: name, action: 'run', value: `takeover #${id}` })),
      },
      ...(rest > 0 ? [text(say.more(rest))] : []),
    ],
  };
};
