import { type DueDay, type DueMatch, type DueWords, findDue } from './due-words.ts';

const hours = '(\\d{1,2}|十[一二]|[一二两三四五六七八九十])';
const amount = '(\\d{1,3}|[一二两三四五六七八九十]{1,3})';
const within = '(?:之?内|以内|之?后|左右)';
const periods = '(凌晨|清早|早上?|早晨|上午|中午|午后|下午|傍晚|晚上?|晚间|夜里|下班)';

const days = (count: number): DueDay => ({ kind: 'days', count });

const words: DueWords = {
  days: [
    [/大后天/, () => days(3)],
    [/(?<!大)后天/, () => days(2)],
    [/明(?:天|日|儿|(?=[早晚]))/, () => days(1)],
    [/(?:今(?:天|日|儿|(?=[早晚]))|当[天日])/, () => days(0)],
    [
      /(?<![上每])(?<!上个)(下下个?|下个?|本|这个?)?(?:周|星期|礼拜)([一二三四五六日天末1-6])(?!\s*[至到-])/,
      ([, which, weekday = '']) => ({
        kind: 'weekday',
        weekday: '一二三四五六'.indexOf(weekday) + 1 || Number(weekday) || 7,
        week: weeksAhead(which),
      }),
    ],
    [
      /(下下个?|下个?|本|这个?)(?:周|星期|礼拜)(?![一二三四五六日天末1-6])/,
      ([, which]) => ({ kind: 'weekday', weekday: 5, week: weeksAhead(which) }),
    ],
    [/(?<![上每])(?<!上个)(下个?|本|这个?)?月[底末]/, ([, which]) => monthEnd(which)],
    [/(下个?|本|这个?)月(?![初中底末])/, ([, which]) => monthEnd(which)],
    [/月初/, () => ({ kind: 'date', day: 5 })],
    [/月中(?![旬秋])/, () => ({ kind: 'date', day: 15 })],
    [/年[底末]/, () => ({ kind: 'year-end' })],
    [
      /(?:(20\d\d)年)?(1[0-2]|0?[1-9]|十[一二]|[一二三四五六七八九十])月(\d{1,2}|[一二三四五六七八九十]{1,3})[号日]?/,
      ([, year, month, day]) => dateOf(year, month, day),
    ],
    [/(?<!\d)(20\d\d)([/-])(\d{1,2})\2(\d{1,2})(?!\d)/, ([, year, , month, day]) => dateOf(year, month, day)],
    [
      /(?<![\d./-])(1[0-2]|0?[1-9])\/(3[01]|[12]\d|0?[1-9])(?![\d./-])/,
      ([, month, day]) => dateOf(undefined, month, day),
    ],
    [
      // 15号 is a day, 长安街15号 and 15号楼 are places.
      /(?<![\d月街路道巷弄第区园同东南西北里])(3[01]|[12]\d|[1-9])[号日](?![线楼店机码门院馆])/,
      ([, day]) => ({ kind: 'date', day: Number(day) }),
    ],
  ],
  clocks: [
    [
      new RegExp(`${periods}?${hours}(?:点钟?|时(?!间))([0-5]?\\d(?!\\d)|半|一刻|三刻)?`),
      ([, period, hour, minute]) => minuteOfDay(period, hour, minute),
    ],
    [
      new RegExp(`${periods}?(?<!\\d)(\\d{1,2}):([0-5]\\d)(?!\\d)`),
      ([, period, hour, minute]) => minuteOfDay(period, hour, minute),
    ],
  ],
  parts: [[new RegExp(periods), ([, period = '']) => endOfPeriod(period)]],
  moments: [
    [
      /(下班|上午|中午|下午|傍晚|晚上)(?=之?前|以前|给|发|回|把|就|我)/,
      ([, period = '']) => ({ kind: 'day', day: days(0), minute: endOfPeriod(period) }),
    ],
    [
      new RegExp(`(?:${amount}|(半))个?(半)?(分钟|刻钟|小时|钟头)${within}`),
      ([, count, half, more, unit]) => ({
        kind: 'minutes',
        count: (numberOf(count, half ? 0.5 : 1) + (more ? 0.5 : 0)) * minutesIn(unit),
      }),
    ],
    [
      new RegExp(`${amount}个?工作日${within}?`),
      ([, count]) => ({ kind: 'day', day: { kind: 'working-days', count: numberOf(count) } }),
    ],
    [
      new RegExp(`(?:${amount}|(半))个?(半)?(天|日|周|星期|礼拜|月)${within}`),
      ([, count, half, more, unit]) => {
        const total = (numberOf(count, half ? 0.5 : 1) + (more ? 0.5 : 0)) * daysIn(unit);
        return { kind: 'day', day: days(unit === '天' ? Math.floor(total) : Math.ceil(total)) };
      },
    ],
    [
      /稍后|稍晚|待会|等会|等下|等一下|一会|回头|马上|立刻|立即|这就|尽快|晚点|晚些|即刻|随后/,
      () => ({ kind: 'day', day: days(0) }),
    ],
  ],
  between: /^(?:的|,|\s){0,3}$/,
};

const hint = /[今明后周期拜月号日年点时钟天内早晚午班稍待等会回马立这尽即随:/-]/;

/** Returns the first time named in Chinese (明天下午三点, 下周五, 3天内, 稍后); undefined when none is. */
export function readChineseDue(text: string): DueMatch | undefined {
  return hint.test(text) ? findDue(text, words) : undefined;
}

function weeksAhead(which: string | undefined): number | null {
  if (which === undefined) return null;
  if (which.startsWith('下下')) return 2;
  return which.startsWith('下') ? 1 : 0;
}

function dateOf(year: string | undefined, month: string | undefined, day: string | undefined): DueDay {
  const date = { kind: 'date', month: numberOf(month), day: numberOf(day) } as const;
  return year === undefined ? date : { ...date, year: Number(year) };
}

function monthEnd(which: string | undefined): DueDay {
  return { kind: 'month-end', months: which?.startsWith('下') ? 1 : 0 };
}

function minuteOfDay(
  period: string | undefined,
  hourText: string | undefined,
  minuteText: string | undefined,
): number | undefined {
  const hour = numberOf(hourText);
  if (hour > 24) return undefined;
  const spoken = { 半: 30, 一刻: 15, 三刻: 45 } as Readonly<Record<string, number>>;
  const minute = minuteText === undefined ? 0 : (spoken[minuteText] ?? Number(minuteText));
  return Math.min(hourOfDay(period, hour, minuteText) * 60 + minute, 1440);
}

/** 下午3点 is 15:00; of the bare ones 3点 is the afternoon's and 9点 the morning's, in business. */
function hourOfDay(period: string | undefined, hour: number, minuteText: string | undefined): number {
  if (period === undefined) {
    const written = minuteText !== undefined && /\d{2}/.test(minuteText);
    return hour >= 1 && hour <= 7 && !written ? hour + 12 : hour;
  }
  if (/[晚夜]/.test(period)) return hour <= 12 ? hour + 12 : hour;
  if (/下|午后/.test(period)) return hour < 12 ? hour + 12 : hour;
  if (period === '中午') return hour <= 2 ? hour + 12 : hour;
  return hour === 12 ? 0 : hour;
}

function endOfPeriod(period: string): number {
  if (/^(?:晚|夜)/.test(period)) return 23 * 60 + 59;
  return /下|午后|傍/.test(period) ? 18 * 60 : 12 * 60;
}

function minutesIn(unit: string | undefined): number {
  if (unit === '分钟') return 1;
  return unit === '刻钟' ? 15 : 60;
}

function daysIn(unit: string | undefined): number {
  if (unit === '月') return 30;
  return unit === '天' || unit === '日' ? 1 : 7;
}

/** The value of digits or of Chinese numerals up to 九十九. */
function numberOf(text: string | undefined, missing = 1): number {
  if (text === undefined) return missing;
  if (/^\d+$/.test(text)) return Number(text);
  const digit = (character: string): number =>
    character === '两' ? 2 : '零一二三四五六七八九'.indexOf(character);
  const ten = text.indexOf('十');
  if (ten < 0) return digit(text.slice(-1));
  const tens = ten === 0 ? 1 : digit(text.slice(0, 1));
  return tens * 10 + (ten === text.length - 1 ? 0 : digit(text.slice(-1)));
}
