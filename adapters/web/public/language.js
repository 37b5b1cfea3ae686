import { words } from './words.js';
import { customerWords } from './words-customer.js';

const stored = 'tend.language';

/** @type {import('./types.js').Language} */
let current = 'zh';

/** @returns {import('./types.js').Language} the language the page is shown in */
export function language() {
  return current;
}

/**
 * Decides the language at the start: the link's, else the one chosen before, else the browser's.
 *
 * @param {string | undefined} wanted from the link
 */
export function startLanguage(wanted) {
  const before = wanted ?? localStorage.getItem(stored) ?? navigator.language;
  apply(before.toLowerCase().startsWith('zh') ? 'zh' : 'en');
}

/** @param {import('./types.js').Language} chosen remembered for later visits */
export function chooseLanguage(chosen) {
  localStorage.setItem(stored, chosen);
  apply(chosen);
}

/** @param {import('./types.js').Language} chosen */
function apply(chosen) {
  current = chosen;
  document.documentElement.lang = chosen === 'zh' ? 'zh-CN' : 'en';
  for (const element of document.querySelectorAll('[data-word]')) {
    element.textContent = t(element.getAttribute('data-word') ?? '');
  }
  for (const element of document.querySelectorAll('[data-word-label]')) {
    const label = t(element.getAttribute('data-word-label') ?? '');
    element.setAttribute('aria-label', label);
    if (element.tagName === 'BUTTON') element.setAttribute('title', label);
    if (element.tagName === 'INPUT') element.setAttribute('placeholder', label);
  }
  document.title = t('title');
}

/**
 * @param {string} key of the table of words
 * @param {Record<string, string | number>} [values] for the `{name}` places
 * @returns {string} the words in the current language; the key itself when the table lacks it
 */
export function t(key, values = {}) {
  const pair = words[key] ?? customerWords[key];
  const text = pair ? pair[current === 'zh' ? 0 : 1] : key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => isolate(String(values[name] ?? whole)));
}

/** Letters written from the right, and the marks that turn the direction. */
const turning = /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufefc]/;

/** @param {string} value @returns {string} one that can not turn the direction of the sentence around it */
function isolate(value) {
  return turning.test(value) ? `\u2068${value}\u2069` : value;
}
