import { type YearlyDay, yearlyDay } from '../../core/playbook/dates.ts';
import { birthdaysOf, setBirthday } from '../../db/playbook-days.ts';
import { textAnswer } from './answer.ts';
import { type Argument, optional } from './arguments/argument.ts';
import { customerArgument } from './arguments/customer.ts';
import { defineCommand } from './define.ts';

const chineseDay = /^(农历)?(\d{1,2})月(\d{1,2})[日号]?$/;

/** A day of every year: 8-15, lunar 8-15, 8月15日, 农历8月15日. */
const dayArgument: Argument<YearlyDay> = {
  kind: 'date',
  label: { zh: '8-15|农历 8-15', en: '8-15|lunar 8-15' },
  most: 2,
  read: (words, { language }) => {
    const said = words
      .join(' ')
      .toLowerCase()
      .replace(/^农历\s*/, '农历');
    const chinese = chineseDay.exec(said);
    const written = chinese
      ? `${chinese[1] ? 'lunar ' : ''}${chinese[2]}-${chinese[3]}`
      : said.replace(/^农历/, 'lunar ');
    // Holidays have names too, and nobody's birthday is called by one.
    const value = /\d/.test(written) ? yearlyDay(written) : undefined;
    if (value) return { sure: 1, value };
    return {
      problem: language === 'zh' ? '日期写成 8-15 或 农历 8-15。' : 'A day is written 8-15 or lunar 8-15.',
    };
  },
};

const show = ({ calendar, month, day }: YearlyDay, zh: boolean): string =>
  zh
    ? `${calendar === 'lunar' ? '农历' : ''}${month}月${day}日`
    : `${calendar === 'lunar' ? 'lunar ' : ''}${month}-${day}`;

/** `birthday NAME [8-15|lunar 8-15]`: a customer's birthday, month and day only, for the playbook that congratulates. */
export const birthday = defineCommand({
  name: 'birthday',
  aliases: ['生日'],
  summary: { zh: '查看或记下生日（只有月和日）', en: 'a customer’s birthday, month and day only' },
  examples: [{ zh: '生日 王老师 农历 8-15', en: 'birthday Alice 8-15' }],
  arguments: { customer: customerArgument, day: optional(dayArgument) },
  run: async ({ db, language }, { customer, day }) => {
    const zh = language === 'zh';
    if (day) await setBirthday(db, customer.id, day);
    const known = day ?? (await birthdaysOf(db, [customer.id])).get(customer.id);
    const said = known
      ? zh
        ? `${customer.name} 的生日：${show(known, zh)}`
        : `${customer.name}: birthday ${show(known, zh)}`
      : zh
        ? `还不知道 ${customer.name} 的生日。`
        : `The birthday of ${customer.name} is not known.`;
    return { ...textAnswer('team', said, { id: customer.id, birthday: known ?? null }), about: customer.id };
  },
});
