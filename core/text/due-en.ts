import { type DueDay, type DueMatch, type DueWords, findDue } from './due-words.ts';

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const numbers = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const month =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const amount = `(\\d{1,3}|${numbers.join('|')}|an?|a couple(?: of)?|a few|half an?)`;
const lead = '(?:in|within)(?: (?:the next|about|around|under|less than))?';

const days = (count: number): DueDay => ({ kind: 'days', count });
const evening = 23 * 60 + 59;

const words: DueWords = {
  days: [
    [/\bday after tomorrow\b/i, () => days(2)],
    [/(?<!day after )\b(?:tomorrow|tmrw?|tomo)\b/i, () => days(1)],
    [
      /\b(?:today|eod|cob)\b|\b(?:end|close) of (?:the |my )?(?:business(?: day)?|work ?day|day)\b/i,
      () => days(0),
    ],
    [
      /(?<!\b(?:last|every|past|each|since) )\b(?:(next|this|coming|following) )?((?:mon|tues|wednes|thurs|fri|satur|sun)day)\b/i,
      ([, which = '', day = '']) => weekday(day, which),
    ],
    [
      /\b(?:(next|this|coming)|by|on|before|until|til|come) (mon|tues?|wed|thur?s?|fri|sat|sun)\b/i,
      ([, which = '', day = '']) => weekday(day, which),
    ],
    [
      /\b(?:end of (?:the |this )?(next )?(week|month|year)|(next |this )?(eow|eom)|month[- ]end)\b/i,
      ([, next, span = 'month', , short]) =>
        endOf(short?.toLowerCase() === 'eow' ? 'week' : span, next !== undefined),
    ],
    [
      /(?<!end of )(?<!end of the )\b(next|this) (week|weekend|month)\b/i,
      ([, which, span = '']) => endOf(span.toLowerCase(), which?.toLowerCase() === 'next'),
    ],
    [
      new RegExp(`\\b${month}\\.? (\\d{1,2})(?:st|nd|rd|th)?\\b(?!:)`, 'i'),
      ([, name = '', day]) => ({ kind: 'date', month: monthNumber(name), day: Number(day) }),
    ],
    [
      new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?(?: of)? ${month}\\b`, 'i'),
      ([, day, name = '']) => ({ kind: 'date', month: monthNumber(name), day: Number(day) }),
    ],
    [/\b(?:by|on|before) the (\d{1,2})(?:st|nd|rd|th)\b/i, ([, day]) => ({ kind: 'date', day: Number(day) })],
    [
      /\b(20\d\d)-(\d\d)-(\d\d)\b/,
      ([, year, number, day]) => ({
        kind: 'date',
        year: Number(year),
        month: Number(number),
        day: Number(day),
      }),
    ],
  ],
  clocks: [
    [
      /\b(?:(?:at|by|before|around) )?(\d{1,2})(?::([0-5]\d))? ?([ap])\.?m\b\.?/i,
      ([, hour, minute, half]) => clockMinute(Number(hour), minute, half?.toLowerCase()),
    ],
    [
      /\b(?:(?:at|by|before|around) )?([01]?\d|2[0-3]):([0-5]\d)\b/i,
      ([, hour, minute]) => Number(hour) * 60 + Number(minute),
    ],
    [
      /\b(?:at|by|before) (1[0-2]|[1-9])(?: ?o'clock\b)?(?=[.,;!)]|\s*$| (?:today|tomorrow|sharp|on|this)\b)/i,
      ([, hour]) => (Number(hour) <= 7 ? Number(hour) + 12 : Number(hour)) * 60,
    ],
    [
      /\b(?:(?:at|by|before) )?(noon|midday|midnight)\b/i,
      ([, name = '']) => (/night/i.test(name) ? 1440 : 720),
    ],
  ],
  parts: [
    [/\b(?:in the )?(?:morning|lunch(?:time)?)\b/i, () => 720],
    [/\b(?:in the )?afternoon\b/i, () => 1080],
    [/\b(?:evening|night)\b/i, () => evening],
  ],
  moments: [
    [/\b(?:tonight|this evening)\b/i, () => ({ kind: 'day', day: days(0), minute: evening })],
    [/\bthis afternoon\b/i, () => ({ kind: 'day', day: days(0), minute: 1080 })],
    [/\bthis morning\b/i, () => ({ kind: 'day', day: days(0), minute: 720 })],
    [
      new RegExp(`\\b${lead} ${amount} (min(?:ute)?s?|h(?:ou)?rs?)\\b`, 'i'),
      ([, count = '', unit = '']) => ({
        kind: 'minutes',
        count: numberOf(count) * (/^m/i.test(unit) ? 1 : 60),
      }),
    ],
    [
      new RegExp(`\\b(?:${lead} )?${amount} (?:business|working) days?\\b`, 'i'),
      ([, count = '']) => ({ kind: 'day', day: { kind: 'working-days', count: Math.ceil(numberOf(count)) } }),
    ],
    [
      new RegExp(`\\b${lead} ${amount} (day|week|month)s?\\b`, 'i'),
      ([, count = '', unit = '']) => {
        const length = { day: 1, week: 7, month: 30 }[unit.toLowerCase() as 'day' | 'week' | 'month'];
        return { kind: 'day', day: days(Math.ceil(numberOf(count) * length)) };
      },
    ],
    [
      /\b(?:later(?: on)?|shortly|asap|right (?:away|now|back|on it)|immediately|straight away|momentarily|soon|in a (?:bit|moment|sec|second|while))\b/i,
      () => ({ kind: 'day', day: days(0) }),
    ],
  ],
  between: /^[\s,]{0,3}(?:(?:on|in|at|by|before|the)\s){0,2}$/i,
};

/** Returns the first time named in English ("next Friday at 3pm", "in 2 hours", "EOD"); undefined when none is. */
export function readEnglishDue(text: string): DueMatch | undefined {
  return /[a-z]/i.test(text) ? findDue(text, words) : undefined;
}

function weekday(name: string, which: string): DueDay {
  const number = weekdays.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  const week = /^(?:next|following)$/i.test(which) ? 1 : /^this$/i.test(which) ? 0 : null;
  return { kind: 'weekday', weekday: number, week };
}

function endOf(span: string, next: boolean): DueDay {
  if (span === 'year') return { kind: 'year-end' };
  if (span === 'month') return { kind: 'month-end', months: next ? 1 : 0 };
  return { kind: 'weekday', weekday: span === 'weekend' ? 7 : 5, week: next ? 1 : 0 };
}

function monthNumber(name: string): number {
  return months.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

function clockMinute(hour: number, minute: string | undefined, half: string | undefined): number | undefined {
  if (hour < 1 || hour > 12) return undefined;
  return ((hour % 12) + (half === 'p' ? 12 : 0)) * 60 + Number(minute ?? 0);
}

function numberOf(text: string): number {
  const said = text.toLowerCase();
  if (/^\d/.test(said)) return Number(said);
  if (said.startsWith('half')) return 0.5;
  if (said.startsWith('a couple')) return 2;
  if (said === 'a few') return 3;
  return numbers.indexOf(said) + 1 || 1;
}
