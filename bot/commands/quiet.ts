import { ConfigError, InputError } from '../../core/errors.ts';
import { createZone } from '../../core/zone.ts';
import { hoursOf, type MemberHours, setHours } from '../../db/member-hours.ts';
import { textAnswer } from './answer.ts';
import type { Command, CommandContext } from './command.ts';

const hoursForm = /^(\d{1,2})(?:[:：]([03]0))?\s*(?:-|–|—|~|到|至)\s*(\d{1,2})(?:[:：]([03]0))?$/u;
const offWords: readonly string[] = ['off', 'none', '关闭', '无'];
const usualWords: readonly string[] = ['default', 'reset', '默认', '恢复'];

const hourOf = (hour: string | undefined, minute: string | undefined): number =>
  Number(hour) + (minute === '30' ? 0.5 : 0);
const showHour = (hour: number): string =>
  `${String(Math.floor(hour)).padStart(2, '0')}:${hour % 1 === 0 ? '00' : '30'}`;

const readHours = (word: string): Pick<MemberHours, 'quietFromHour' | 'quietUntilHour'> | undefined => {
  if (offWords.includes(word.toLowerCase())) return { quietFromHour: 0, quietUntilHour: 0 };
  const found = hoursForm.exec(word);
  if (!found) return undefined;
  const [from, until] = [hourOf(found[1], found[2]), hourOf(found[3], found[4])];
  return from <= 24 && until <= 24 ? { quietFromHour: from, quietUntilHour: until } : undefined;
};

const zoneNamed = (word: string): string | undefined => {
  try {
    return /\//.test(word) ? createZone(word).name : undefined;
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
};

const describe = (context: CommandContext, own: MemberHours): string => {
  const zh = context.language === 'zh';
  const usual = context.company.policies.latest().followUps;
  const from = own.quietFromHour ?? usual.quietFromHour;
  const until = own.quietUntilHour ?? usual.quietUntilHour;
  const zone = own.zone ?? context.company.zone.name;
  if (from === until) return zh ? '不设免打扰时段。' : 'No quiet hours.';
  return zh
    ? `免打扰 ${showHour(from)}–${showHour(until)}（${zone}）。`
    : `Quiet from ${showHour(from)} to ${showHour(until)} (${zone}).`;
};

/** `quiet [22:00-08:00|off|default] [ZONE]`: when the asker is left alone. */
export const quiet: Command = {
  name: 'quiet',
  aliases: ['免打扰'],
  usage: { zh: '免打扰 [22:00-08:00|关闭|默认] [时区]', en: 'quiet [22:00-08:00|off|default] [ZONE]' },
  summary: { zh: '我的免打扰时段', en: 'when I am left alone' },
  run: async (context, args) => {
    const { db, asker, language } = context;
    const zh = language === 'zh';
    if (asker.id === null) throw new InputError(zh ? '请用 --as 指定同事。' : 'Say who you are with --as.');
    const before = (await hoursOf(db, asker.id)) ?? { zone: null, quietFromHour: null, quietUntilHour: null };
    let after = before;
    for (const word of args) {
      const hours = readHours(word);
      const zone = zoneNamed(word);
      if (usualWords.includes(word.toLowerCase()))
        after = { zone: null, quietFromHour: null, quietUntilHour: null };
      else if (hours) after = { ...after, ...hours };
      else if (zone !== undefined) after = { ...after, zone };
      else {
        throw new InputError(
          zh
            ? '格式：免打扰 22:00-08:00，可以再写时区，如 Asia/Shanghai；免打扰 关闭；免打扰 默认。'
            : 'Write: quiet 22:00-08:00, with a zone such as Europe/Berlin if you like; quiet off; quiet default.',
        );
      }
    }
    if (after !== before) await setHours(db, asker.id, after);
    return textAnswer('person', describe(context, after), after);
  },
};
