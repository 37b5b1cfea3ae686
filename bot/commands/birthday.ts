import { InputError } from '../../core/errors.ts';
import { type YearlyDay, yearlyDay } from '../../core/playbook/dates.ts';
import { birthdaysOf, setBirthday } from '../../db/playbook-days.ts';
import { textAnswer } from './answer.ts';
import type { Command } from './command.ts';
import { requireCustomer } from './find-customer.ts';

const chineseDay = /^(农历)?(\d{1,2})月(\d{1,2})[日号]?$/;

/** Returns the day that the last words are (8-15, lunar 8-15, 农历8月15日), and how many words that took. */
const dayAtEnd = (
  words: readonly string[],
): { readonly day: YearlyDay; readonly count: number } | undefined => {
  for (const count of [2, 1]) {
    const said = words
      .slice(-count)
      .join(' ')
      .toLowerCase()
      .replace(/^农历\s*/, '农历');
    const chinese = chineseDay.exec(said);
    const written = chinese
      ? `${chinese[1] ? 'lunar ' : ''}${chinese[2]}-${chinese[3]}`
      : said.replace(/^农历/, 'lunar ');
    const day = words.length >= count && /\d/.test(written) ? yearlyDay(written) : undefined;
    if (day) return { day, count };
  }
  return undefined;
};

const show = ({ calendar, month, day }: YearlyDay, zh: boolean): string =>
  zh
    ? `${calendar === 'lunar' ? '农历' : ''}${month}月${day}日`
    : `${calendar === 'lunar' ? 'lunar ' : ''}${month}-${day}`;

/** `birthday NAME [8-15|lunar 8-15]`: a customer's birthday, month and day only, for the playbook that congratulates. */
export const birthday: Command = {
  name: 'birthday',
  aliases: ['生日'],
  usage: { zh: '生日 客户名 [8-15|农历 8-15]', en: 'birthday NAME [8-15|lunar 8-15]' },
  summary: { zh: '查看或记下生日（只有月和日）', en: 'a customer’s birthday, month and day only' },
  run: async (context, args) => {
    const { db, language } = context;
    const zh = language === 'zh';
    const found = dayAtEnd(args);
    const name = args.slice(0, args.length - (found?.count ?? 0)).join(' ');
    const customer = await requireCustomer(context, name === '' ? undefined : name).catch(
      (error: unknown) => {
        // "birthday alice 13-45" reads as a customer of that name.
        if (!(error instanceof InputError) || !/\d/.test(args.at(-1) ?? '')) throw error;
        throw new InputError(
          `${error.message} ${zh ? '日期写成 8-15 或 农历 8-15。' : 'A day is written 8-15 or lunar 8-15.'}`,
        );
      },
    );
    if (found) await setBirthday(db, customer.id, found.day);
    const known = found?.day ?? (await birthdaysOf(db, [customer.id])).get(customer.id);
    const said = known
      ? zh
        ? `${customer.name} 的生日：${show(known, zh)}`
        : `${customer.name}: birthday ${show(known, zh)}`
      : zh
        ? `还不知道 ${customer.name} 的生日。`
        : `The birthday of ${customer.name} is not known.`;
    return { ...textAnswer('team', said, { id: customer.id, birthday: known ?? null }), about: customer.id };
  },
};
