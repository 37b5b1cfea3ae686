import type { Edition } from '../../core/digest/edition.ts';
import { periodAround } from '../../core/digest/edition.ts';
import { InputError } from '../../core/errors.ts';
import { dayMs } from '../../core/time.ts';
import { digestFor } from '../digest/compose.ts';
import type { DigestOrder } from '../digest/order.ts';
import type { Company } from '../ingest/context.ts';
import { readPastTime } from '../past-time.ts';
import { digestCard } from '../view/digest-card.ts';
import { cardAnswer } from './answer.ts';
import type { Command } from './command.ts';

const editionWords: Readonly<Record<string, Edition>> = {
  day: 'daily',
  daily: 'daily',
  日: 'daily',
  每日: 'daily',
  week: 'weekly',
  weekly: 'weekly',
  周: 'weekly',
  month: 'monthly',
  monthly: 'monthly',
  月: 'monthly',
};

/** 2026-10 is that month's last day. */
const monthPattern = /^(\d{4})-(\d{1,2})$/;

/**
 * Returns which digest `args` ask for, seen from `at` (the time asked for) and `now`. Without a date a daily one is of
 * the 24 hours before, the others of the week or month under way.
 * @throws InputError for a date that is none, or is to come.
 */
export const readDigestOrder = (
  args: readonly string[],
  { zone, calendar }: Pick<Company, 'zone' | 'calendar'>,
  { at, now }: { readonly at: number; readonly now: number },
  zh: boolean,
): DigestOrder => {
  const [first = '', ...rest] = args;
  const named = editionWords[first.toLowerCase()];
  const edition = named ?? 'daily';
  const date = (named ? rest : args).join(' ');
  if (date === '') {
    if (edition === 'daily') return { edition, from: at - dayMs, until: at, now };
    const { from, until } = periodAround(edition, zone.dayOf(at), calendar);
    return { edition, from, until: Math.min(until, at), now };
  }
  const month = edition === 'monthly' ? monthPattern.exec(date) : null;
  const day = month
    ? zone.dayOf(calendar.startOfMonth(Number(month[1]) * 12 + Number(month[2]) - 1))
    : (() => {
        const moment = readPastTime(date, at, zone);
        return moment === undefined ? undefined : zone.dayOf(moment);
      })();
  if (day === undefined) {
    throw new InputError(
      zh
        ? '日期请写成 2026-10-01，例如：日报 2026-10-01、日报 周 2026-10-01、日报 月 2026-10。'
        : 'Write the date as 2026-10-01, for example: digest 2026-10-01, digest week 2026-10-01, digest month 2026-10.',
    );
  }
  const { from, until } = periodAround(edition, day, calendar);
  if (from >= at) throw new InputError(zh ? '这一天还没有到。' : 'That day has not come yet.');
  return { edition, from, until: Math.min(until, at), now };
};

type Words = Pick<Command, 'name' | 'aliases' | 'usage' | 'summary'>;

const createDigest = (words: Words, ...begin: readonly string[]): Command => ({
  ...words,
  roles: ['lead', 'manager', 'admin'],
  asOf: true,
  run: async ({ db, company, at, now, language }, args) => {
    const order = readDigestOrder([...begin, ...args], company, { at, now }, language === 'zh');
    const content = await digestFor(db, company, order);
    const { title, blocks } = digestCard(content, company, language, { canAct: order.until >= now });
    return cardAnswer('managers', title, blocks, content);
  },
});

/** `digest [week|month] [DATE]`: what changed in the day, week or month until now, or in a past one. */
export const digest: Command = createDigest({
  name: 'digest',
  aliases: ['日报'],
  usage: { zh: '日报 [周|月] [2026-10-01]', en: 'digest [week|month] [2026-10-01]' },
  summary: {
    zh: '一天、一周或一个月的客户变化',
    en: 'what changed with customers in a day, week or month',
  },
});

/** `week [DATE]`: the digest of a week. */
export const week: Command = createDigest(
  {
    name: 'week',
    aliases: ['周报'],
    usage: { zh: '周报 [2026-10-01]', en: 'week [2026-10-01]' },
    summary: { zh: '一周的客户变化', en: 'what changed with customers in a week' },
  },
  'week',
);

/** `month [DATE]`: the digest of a month. */
export const month: Command = createDigest(
  {
    name: 'month',
    aliases: ['月报'],
    usage: { zh: '月报 [2026-10]', en: 'month [2026-10]' },
    summary: { zh: '一个月的客户变化', en: 'what changed with customers in a month' },
  },
  'month',
);
