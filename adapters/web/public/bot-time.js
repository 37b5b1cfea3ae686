import { language, t } from './language.js';

const dayMs = 86_400_000;
let aheadMs = 0;
let realAheadMs = 0;
let zone = 'Asia/Shanghai';
/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/**
 * Sets the page's copy of the bot's clock, which then ticks along with the browser's.
 *
 * @param {number} now the bot's time
 * @param {{ offsetMs: number, zone: string }} [first] how far it is ahead of real time, given once
 */
export function setBotTime(now, first) {
  aheadMs = now - Date.now();
  if (!first) return;
  realAheadMs = aheadMs - first.offsetMs;
  zone = first.zone;
}

/** @returns {number} the bot's time, epoch milliseconds */
export function botNow() {
  return Date.now() + aheadMs;
}

/** @returns {number} how far the bot's clock is ahead of real time, in milliseconds, to the minute */
export function aheadOfReal() {
  return Math.round((aheadMs - realAheadMs) / 60_000) * 60_000;
}

/** @param {number} at @param {Intl.DateTimeFormatOptions} options */
function format(at, options) {
  const locale = language() === 'zh' ? 'zh-CN' : 'en-GB';
  const key = `${locale} ${zone} ${JSON.stringify(options)}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone: zone, ...options });
  formats.set(key, known);
  return known.format(at);
}

/** @param {number} at @returns {string} a number that is the same all day long in the company's zone */
export const dayOf = (at) => format(at, { year: 'numeric', month: '2-digit', day: '2-digit' });

/** @param {number} at @returns {string} such as 14:05 */
export const timeOfDay = (at) => format(at, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** @param {number} at @returns {string} such as 11月21日 or 21 Nov, with the year when it is another one */
export function shortDay(at) {
  const sameYear = format(at, { year: 'numeric' }) === format(botNow(), { year: 'numeric' });
  return format(at, { month: 'short', day: 'numeric', ...(sameYear ? {} : { year: 'numeric' }) });
}

/** @param {number} at @returns {string} a day separator: today, yesterday, or weekday and date */
export function dayTitle(at) {
  const days = [0, 1].find((ago) => dayOf(botNow() - ago * dayMs) === dayOf(at));
  if (days !== undefined) return relativeDays(-days);
  return weekdayAndDay(at);
}

/** @param {number} at @returns {string} the time today, else the day: for lists */
export const listTime = (at) => (dayOf(at) === dayOf(botNow()) ? timeOfDay(at) : shortDay(at));

/** @param {number} at @returns {string} day and time in full */
export const dayAndTime = (at) => `${shortDay(at)} ${timeOfDay(at)}`;

/** @param {number} at @returns {string} weekday, day and time: the bot's clock */
export const clockFace = (at) => `${weekdayAndDay(at)} ${timeOfDay(at)}`;

/** @param {number} at @returns {string} such as 11月21日周六 or Sat, 21 Nov */
function weekdayAndDay(at) {
  const sameYear = format(at, { year: 'numeric' }) === format(botNow(), { year: 'numeric' });
  const year = sameYear ? {} : /** @type {const} */ ({ year: 'numeric' });
  return format(at, { weekday: 'short', month: 'short', day: 'numeric', ...year });
}

/** @param {number} days @returns {string} today or yesterday, as a title */
function relativeDays(days) {
  const locale = language() === 'zh' ? 'zh-CN' : 'en';
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * @param {number} at
 * @returns {string} against the bot's clock, such as "3 days ago" or "in 2 hours"
 */
export function relative(at) {
  const locale = language() === 'zh' ? 'zh-CN' : 'en';
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const ms = at - botNow();
  const size = Math.abs(ms);
  if (size < 3_600_000) return words.format(Math.round(ms / 60_000), 'minute');
  if (size < dayMs) return words.format(Math.round(ms / 3_600_000), 'hour');
  if (size < 60 * dayMs) return words.format(Math.round(ms / dayMs), 'day');
  return shortDay(at);
}

/** @param {number} ms @returns {string} such as "40 天", "3 hours" */
export function spanText(ms) {
  const size = Math.abs(ms);
  const inDays = size >= dayMs;
  const count = Math.round((size / (inDays ? dayMs : 3_600_000)) * 10) / 10;
  return `${count} ${t(inDays ? 'days' : 'hours')}`;
}

/** @param {number} share 0 to 1 @returns {string} whole percent */
export const percent = (share) => `${Math.round(share * 100)}%`;
