import { InputError } from '../../core/errors.ts';
import { dayMs } from '../../core/time.ts';
import type { Zone } from '../../core/zone.ts';
import { digestFor } from '../digest/compose.ts';
import { digestCard } from '../view/digest-card.ts';
import { cardAnswer } from './answer.ts';
import type { Command } from './command.ts';

const datePattern = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;

/** The end of a named local day, or undefined when the text is no date. */
const endOfDay = (text: string, zone: Zone): number | undefined => {
  const match = datePattern.exec(text);
  if (!match) return undefined;
  const [year, month, day] = match.slice(1).map(Number);
  const time = Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1);
  const parsed = new Date(time);
  if (parsed.getUTCMonth() !== (month ?? 1) - 1 || parsed.getUTCDate() !== day) return undefined;
  return zone.startOfDay(time / dayMs + 1) - 1;
};

/** `digest [DATE]`: what changed in the day until now, or in a past day. */
export const digest: Command = {
  name: 'digest',
  aliases: ['日报'],
  usage: { zh: '日报 [2026-10-01]', en: 'digest [2026-10-01]' },
  summary: { zh: '今天（或某天）的客户变化', en: 'what changed with customers today or on a day' },
  roles: ['lead', 'manager', 'admin'],
  asOf: true,
  run: async ({ db, company, at, language }, args) => {
    const [date] = args;
    const end = date === undefined ? at : endOfDay(date, company.zone);
    if (end === undefined) {
      throw new InputError(language === 'zh' ? '日期请写成 2026-10-01。' : 'Write the date as 2026-10-01.');
    }
    const until = Math.min(end, at);
    const content = await digestFor(db, until - dayMs, until);
    const { title, blocks } = digestCard(content, company, language);
    return cardAnswer('managers', title, blocks, content);
  },
};
