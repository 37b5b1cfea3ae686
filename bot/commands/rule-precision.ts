import { precisionOf, stricterNumber } from '../../core/follow-ups/precision.ts';
import type { CardBlock } from '../../core/messages.ts';
import type { Rule } from '../../core/rules/rule.ts';
import { dayMs } from '../../core/time.ts';
import { judgementsBetween } from '../../db/precision.ts';
import { numberName } from '../behaviour/changes.ts';
import { judgedDays, precisionIn, showPrecision } from '../view/precision.ts';
import type { CommandContext } from './command.ts';

const mostMembers = 5;
const text = (line: string): CardBlock => ({ kind: 'text', text: line });

/**
 * Returns how right a rule's follow-ups were, as those say who were told: as a whole and by member; where most were wrong,
 * that, and with a button for those who may change rules one number that is a step stricter.
 */
export const precisionBlocks = async (
  { db, asker, at, language }: CommandContext,
  rule: Rule,
): Promise<readonly CardBlock[]> => {
  const zh = language === 'zh';
  if (!rule.followUp) return [];
  const all = await judgementsBetween(db, asker.scope, at - judgedDays * dayMs, at);
  const mine = all.filter((each) => each.rule === rule.id);
  const precision = precisionIn(mine);
  if (!precision) return [text(zh ? '跟进尚无评判。' : 'None of its follow-ups was judged yet.')];
  const members = mine.slice(0, mostMembers).flatMap(({ member, done, wrong }) => {
    const own = precisionOf(done, wrong);
    return own && mine.length > 1 ? [text(`    ${member ?? '–'}: ${showPrecision(own, language)}`)] : [];
  });
  const days = zh ? `近 ${judgedDays} 天` : `Last ${judgedDays} days`;
  const lines = [text(`${days}${zh ? '：' : ': '}${showPrecision(precision, language)}`), ...members];
  if (!precision.mostlyWrong) return lines;
  const mayChange = asker.role === 'manager' || asker.role === 'admin';
  const stricter = stricterNumber(rule.test);
  const said = zh ? '⚠ 这条规则多半是误报。' : '⚠ Most of what this rule says is wrong.';
  const advice = stricter
    ? zh
      ? `建议把${numberName(stricter.key, 'zh')}改为 ${stricter.value}。`
      : `Suggested: ${numberName(stricter.key, 'en')} ${stricter.value}.`
    : zh
      ? '建议停用。'
      : 'Suggested: switch it off.';
  const change = stricter ? `rule ${rule.id} ${stricter.key} ${stricter.value}` : `rule ${rule.id} off`;
  return [
    ...lines,
    text(`${said}${zh ? '' : ' '}${advice}`),
    ...(mayChange
      ? [
          {
            kind: 'buttons',
            buttons: [
              { label: zh ? '查看修改' : 'Show the change', action: 'run', value: change, style: 'primary' },
            ],
          } as const,
        ]
      : []),
  ];
};
