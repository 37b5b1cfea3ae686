import type { CardBlock } from '../../core/messages.ts';
import { dayMs } from '../../core/time.ts';
import { absencesAt } from '../../db/absences.ts';
import { neglectedFollowUps } from '../../db/follow-ups.ts';
import { type Judgements, judgementsBetween } from '../../db/precision.ts';
import { showAbsence } from '../view/absence.ts';
import { judgedDays, precisionIn, showPrecision } from '../view/precision.ts';
import { showRule } from '../view/stage.ts';
import type { CommandContext } from './command.ts';

const mostNeglected = 5;
const mostRules = 4;

const text = (line: string): CardBlock => ({ kind: 'text', text: line });
const section = (title: string, blocks: readonly CardBlock[]): readonly CardBlock[] =>
  blocks.length === 0 ? [] : [{ kind: 'heading', text: title }, ...blocks];

/** How right the follow-ups were: for a rep their own judgements as a whole, for the others the rules that err most. */
const precisionLines = (
  { asker, language, company }: CommandContext,
  judgements: readonly Judgements[],
): readonly CardBlock[] => {
  const whole = precisionIn(judgements);
  if (!whole) return [];
  if (asker.role === 'rep') return [text(showPrecision(whole, language))];
  const byRule = [...Map.groupBy(judgements, (each) => each.rule)].flatMap(([rule, theirs]) => {
    const precision = precisionIn(theirs);
    return precision ? [{ rule, precision }] : [];
  });
  return byRule
    .sort(
      (a, b) =>
        Number(b.precision.mostlyWrong) - Number(a.precision.mostlyWrong) ||
        b.precision.wrong - a.precision.wrong,
    )
    .slice(0, mostRules)
    .map(({ rule, precision }) =>
      text(
        `${precision.mostlyWrong ? '⚠ ' : ''}${showRule(rule, language, company.rules)} — ${showPrecision(precision, language)}`,
      ),
    );
};

/** Returns who is away of those whom the asker sees, what their team left undone, and how right the rules were. */
export const teamSections = async (context: CommandContext): Promise<readonly CardBlock[]> => {
  const { db, at, asker, language, company } = context;
  const zh = language === 'zh';
  const { owners } = asker.scope;
  const seen = (id: number): boolean => owners === 'all' || owners.includes(id);
  const away = [...(await absencesAt(db, at)).values()]
    .filter((each) => seen(each.memberId))
    .map((each) => text(showAbsence(each, company.zone, language)));
  const leads = asker.role !== 'rep';
  const neglected = leads ? await neglectedFollowUps(db, asker.scope, mostNeglected) : [];
  const undone = neglected.map((each) => {
    const days = Math.floor(company.calendar.workingDaysBetween(each.ladderFrom ?? at, at));
    const owner = each.owner ?? (zh ? '未分配' : 'nobody');
    const waited = zh ? `${days} 个工作日未处理` : `${days} working days undone`;
    return text(`${each.customer} · ${showRule(each.rule, language, company.rules)} · ${owner} · ${waited}`);
  });
  const judgements = await judgementsBetween(db, asker.scope, at - judgedDays * dayMs, at);
  return [
    ...section(zh ? '外出' : 'Away', away),
    ...section(zh ? '团队一直未处理' : 'Left undone by the team', undone),
    ...section(
      zh ? `提醒准不准（近 ${judgedDays} 天）` : `How right the prompts were (${judgedDays} days)`,
      precisionLines(context, judgements),
    ),
  ];
};
