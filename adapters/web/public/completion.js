import { readCompletions } from './api.js';
import { byId, h, said } from './dom.js';
import { t } from './language.js';
import { announce } from './notices.js';
import { me, roomOf, state } from './state.js';

const waitMs = 120;
/** What is completed: what follows the mention up to the end of the text, on one line. */
const request = /^([\s\S]*?[@＠]tend[ ,，:：]\s*)([^\n]*)$/i;

/** @type {import('./types.js').Completion[]} */
let offered = [];
/** The offer that a key would take; -1 for none. */
let active = -1;
let before = '';
let timer = 0;
let asked = 0;

const box = () => /** @type {HTMLTextAreaElement} */ (byId('composer-text'));
const list = () => byId('completions');

/** Offers how a request to the bot goes on while a member types it. */
export function startCompletion() {
  const area = box();
  area.setAttribute('aria-autocomplete', 'list');
  area.setAttribute('aria-haspopup', 'listbox');
  area.setAttribute('aria-controls', 'completions');
  area.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(look, waitMs);
  });
  area.addEventListener('blur', () => show([]));
  area.addEventListener('keydown', takeKey);
}

/** @returns {{ lead: string, text: string } | undefined} what is being asked of the bot, the cursor at its end */
function requestHere() {
  const { value, selectionStart, selectionEnd } = box();
  if (me()?.side !== 'us' || selectionStart !== selectionEnd || selectionEnd !== value.length)
    return undefined;
  const found = request.exec(value);
  if (found) return { lead: found[1] ?? '', text: found[2] ?? '' };
  const alone = roomOf(state.room)?.purpose === 'direct' && value !== '' && !value.includes('\n');
  return alone ? { lead: '', text: value } : undefined;
}

async function look() {
  const here = requestHere();
  const turn = ++asked;
  if (!here) return show([]);
  const { completions } = await readCompletions(here.text).catch(() => ({ completions: [] }));
  // Whoever typed on meanwhile is offered what fits that.
  if (turn !== asked || document.activeElement !== box()) return;
  before = here.lead;
  show(completions.filter(({ text }) => text !== here.text));
}

/** @param {typeof offered} completions */
function show(completions) {
  const news = completions.length > 0 && completions.length !== offered.length;
  offered = completions;
  list().hidden = offered.length === 0;
  list().replaceChildren(
    ...offered.map(({ label, detail }, index) => {
      const option = h(
        'div.completion',
        { id: `completion-${index}`, role: 'option', 'aria-selected': 'false', data: { test: 'completion' } },
        said(label, 'span.completion-label'),
        said(detail, 'span.quiet'),
      );
      // The box keeps the focus: what is chosen is typed into it.
      option.addEventListener('pointerdown', (event) => {
        event.preventDefault();
        take(index);
      });
      return option;
    }),
  );
  choose(-1);
  if (news) announce(t('completions', { count: offered.length }));
}

/** @param {number} index */
function choose(index) {
  active = index;
  for (const [at, option] of [...list().children].entries()) {
    option.setAttribute('aria-selected', String(at === index));
    if (at === index) option.scrollIntoView({ block: 'nearest' });
  }
  if (index < 0) box().removeAttribute('aria-activedescendant');
  else box().setAttribute('aria-activedescendant', `completion-${index}`);
}

/** @param {number} index */
function take(index) {
  const chosen = offered[index];
  if (!chosen) return;
  show([]);
  box().value = `${before}${chosen.text} `;
  box().dispatchEvent(new Event('input', { bubbles: true }));
}

/** Arrows walk the offers, Tab takes one, Enter takes the one that is walked to, Esc drops them. @param {KeyboardEvent} event */
function takeKey(event) {
  if (offered.length === 0 || event.isComposing || event.keyCode === 229) return;
  const { key, shiftKey } = event;
  if (key === 'ArrowDown') choose((active + 1) % offered.length);
  else if (key === 'ArrowUp') choose((active <= 0 ? offered.length : active) - 1);
  else if (key === 'Tab' && !shiftKey) take(Math.max(0, active));
  else if (key === 'Enter' && !shiftKey && active >= 0) take(active);
  else if (key === 'Escape') show([]);
  else return;
  event.preventDefault();
  event.stopImmediatePropagation();
}
