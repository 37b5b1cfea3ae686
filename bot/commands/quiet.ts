import { ConfigError, InputError } from '../../core/errors.ts';
import type { Language } from '../../core/language.ts';
import { foldCharacters } from '../../core/text/normalise.ts';
import { createZone } from '../../core/zone.ts';
import { hoursOf, type MemberHours, setHours } from '../../db/member-hours.ts';
import { textAnswer } from './answer.ts';
import { type Argument, optional } from './arguments/argument.ts';
import type { CommandContext } from './command.ts';
import { defineCommand } from './define.ts';

const hoursForm = /^(\d{1,2})(?:[:：]([03]0))?\s*(?:-|–|—|~|到|至)\s*(\d{1,2})(?:[:：]([03]0))?$/u;
const offWords: readonly string[] = ['off', 'none', '关闭', '无'];
const usualWords: readonly string[] = ['default', 'reset', '默认', '恢复'];

const hourOf = (hour: string | undefined, minute: string | undefined): number =>
  Number(hour) + (minute === '30' ? 0.5 : 0);
const showHour = (hour: number): string =>
  `${String(Math.floor(hour)).padStart(2, '0')}:${hour % 1 === 0 ? '00' : '30'}`;

const zoneNamed = (word: string): string | undefined => {
  try {
    return /\//.test(word) ? createZone(word).name : undefined;
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
};

const neither = (said: string, language: Language): string =>
  language === 'zh'
    ? `“${said}”不是时段，也不是 Asia/Shanghai 这样的时区。`
    : `"${said}" is neither hours nor a zone such as Europe/Berlin.`;

type Hours = Pick<MemberHours, 'quietFromHour' | 'quietUntilHour'>;

/** Hours ("22:00-08:00"), none, or `usual`: those of the company. */
const hoursArgument: Argument<Hours | 'usual'> = {
  kind: 'word',
  label: { zh: '22:00-08:00|关闭|默认', en: '22:00-08:00|off|default' },
  most: 3,
  read: (words, { language }) => {
    const said = foldCharacters(words.join('')).toLowerCase();
    if (usualWords.includes(said)) return { sure: 1, value: 'usual' };
    if (offWords.includes(said)) return { sure: 1, value: { quietFromHour: 0, quietUntilHour: 0 } };
    const found = hoursForm.exec(said);
    const [from, until] = found
      ? [hourOf(found[1], found[2]), hourOf(found[3], found[4])]
      : [Number.NaN, Number.NaN];
    if (from <= 24 && until <= 24) return { sure: 1, value: { quietFromHour: from, quietUntilHour: until } };
    return { problem: neither(words.join(' '), language) };
  },
};

const zoneArgument: Argument<string> = {
  kind: 'word',
  label: { zh: '时区', en: 'ZONE' },
  most: 1,
  read: ([word = ''], { language }) => {
    const name = zoneNamed(word);
    if (name !== undefined) return { sure: 1, value: name };
    return { problem: neither(word, language) };
  },
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

const noHours: MemberHours = { zone: null, quietFromHour: null, quietUntilHour: null };

/** `quiet [22:00-08:00|off|default] [ZONE]`: when the asker is left alone. */
export const quiet = defineCommand({
  name: 'quiet',
  aliases: ['免打扰'],
  summary: { zh: '我的免打扰时段', en: 'when I am left alone' },
  examples: [{ zh: '免打扰 22:00-08:00', en: 'quiet 22:00-08:00 Europe/Berlin' }],
  arguments: { hours: optional(hoursArgument), zone: optional(zoneArgument) },
  run: async (context, { hours, zone }) => {
    const { db, asker, language } = context;
    if (asker.id === null) {
      throw new InputError(language === 'zh' ? '请用 --as 指定同事。' : 'Say who you are with --as.');
    }
    const before = (await hoursOf(db, asker.id)) ?? noHours;
    const kept = hours === 'usual' ? noHours : { ...before, ...hours };
    const after = zone === undefined ? kept : { ...kept, zone };
    if (hours !== undefined || zone !== undefined) await setHours(db, asker.id, after);
    return textAnswer('person', describe(context, after), after);
  },
});
