import type { Language } from '../../core/language.ts';
import type { Card, CardBlock } from '../../core/messages.ts';
import type { OpenFollowUpRow } from '../../db/follow-ups.ts';
import type { Evidence } from '../../db/interactions.ts';
import type { PromptItem } from '../../db/prompts.ts';
import type { Company } from '../ingest/context.ts';
import { followUpBlocks, followUpButtons } from './follow-up-card.ts';
import { showRule } from './stage.ts';
import { showTime } from './time.ts';

/** So many of a message are written out, with evidence and advice; the others are one line each. */
export const fullItems = 3;

/** A follow-up in a message, why it stands there, and the words behind it. */
export type PromptLine = {
  readonly followUp: OpenFollowUpRow;
  readonly as: PromptItem['as'];
  readonly evidence: readonly Evidence[];
};

const words = {
  zh: {
    one: '请跟进',
    many: (count: number) => `请跟进 ${count} 位客户`,
    still: (count: number) => `仍待跟进 ${count} 项`,
    team: (count: number) => `团队有 ${count} 项跟进一直未处理`,
    forOther: (name: string) => `代 ${name}`,
    remind: '您还没有处理',
    lead: '负责人一直未处理',
    manager: '主管上报后仍未处理，可以改派',
    nobody: '未分配',
    since: (days: number) => `已 ${days} 个工作日`,
    closed: '已关闭',
    why: '原因',
    reassign: '改派',
    atRisk: '风险价值',
  },
  en: {
    one: 'Please follow up',
    many: (count: number) => `${count} customers to follow up`,
    still: (count: number) => `${count} follow-up${count === 1 ? '' : 's'} still open`,
    team: (count: number) => `${count} follow-up${count === 1 ? '' : 's'} of the team left undone`,
    forOther: (name: string) => `for ${name}`,
    remind: 'Nothing was done yet',
    lead: 'Left undone by the owner',
    manager: 'Still undone after the lead was told; you can give it to somebody else',
    nobody: 'nobody',
    since: (days: number) => `${days} working day${days === 1 ? '' : 's'}`,
    closed: 'closed',
    why: 'Why',
    reassign: 'Reassign',
    atRisk: 'at risk',
  },
} as const;

type Say = (typeof words)[Language];

const isOpen = ({ status }: OpenFollowUpRow): boolean => status === 'open' || status === 'snoozed';

const titleOf = (lines: readonly PromptLine[], say: Say): string => {
  const own = lines.filter((each) => each.as === 'new' || each.as === 'again');
  if (own.length > 0) {
    const customers = new Set(own.map((each) => each.followUp.customerId)).size;
    return customers === 1 ? say.one : say.many(customers);
  }
  const reminded = lines.filter((each) => each.as === 'remind').length;
  return reminded > 0 ? say.still(reminded) : say.team(lines.length);
};

const escalationButtons = ({ followUp, as }: PromptLine, language: Language): CardBlock => {
  const say = words[language];
  return {
    kind: 'buttons',
    buttons: [
      { label: say.why, action: 'run', value: `why #${followUp.customerId}` },
      ...(as === 'manager'
        ? [
            {
              label: say.reassign,
              action: 'run',
              value: `owner #${followUp.customerId}`,
              style: 'primary',
            } as const,
          ]
        : []),
    ],
  };
};

/** Returns one message about follow-ups: the new ones first, then what was left undone, each with its buttons. */
export const promptCard = (
  lines: readonly PromptLine[],
  readerId: number,
  company: Company,
  language: Language,
  now: number,
): Card => {
  const say = words[language];
  const { zone, rules, calendar } = company;
  const blocks: CardBlock[] = [];
  let full = 0;
  let section = '';
  for (const line of lines) {
    const { followUp, as } = line;
    const own = as === 'new' || as === 'again';
    const forOther =
      followUp.ownerId !== readerId && own && followUp.owner ? ` (${say.forOther(followUp.owner)})` : '';
    const name = `${followUp.customer}${forOther} · ${showRule(followUp.rule, language, rules)}`;
    if (!own && section !== as) {
      if (blocks.length > 0) blocks.push({ kind: 'divider' });
      blocks.push({ kind: 'heading', text: say[as] });
      section = as;
    }
    if (!isOpen(followUp)) {
      blocks.push({ kind: 'text', text: `✓ ${name} · ${say.closed}` });
      continue;
    }
    if (own && full < fullItems) {
      if (blocks.length > 0) blocks.push({ kind: 'divider' });
      blocks.push(
        ...followUpBlocks(
          { ...followUp, customer: `${followUp.customer}${forOther}` },
          line.evidence,
          company,
          language,
        ),
      );
      full++;
      continue;
    }
    const atRisk = followUp.valueAtRisk >= 1 ? ` · ${company.money(followUp.valueAtRisk)} ${say.atRisk}` : '';
    const due = followUp.dueAt === null || !own ? '' : ` · ${showTime(followUp.dueAt, zone)}`;
    const days = Math.floor(calendar.workingDaysBetween(followUp.ladderFrom ?? now, now));
    const whose = as === 'lead' || as === 'manager' ? ` · ${followUp.owner ?? say.nobody}` : '';
    const waited = own ? '' : ` · ${say.since(days)}`;
    blocks.push({ kind: 'text', text: `${name}${whose}${waited}${atRisk}${due}` });
    blocks.push(
      as === 'lead' || as === 'manager'
        ? escalationButtons(line, language)
        : followUpButtons(followUp, language),
    );
  }
  return { title: titleOf(lines, say), blocks };
};
