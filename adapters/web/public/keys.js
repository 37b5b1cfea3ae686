import { openClock } from './clock.js';
import { byId, h } from './dom.js';
import { t } from './language.js';
import { openDialog } from './overlays.js';
import { openPeoplePicker } from './people-picker.js';
import { setView } from './state.js';
import { showWelcome } from './welcome.js';

/** By the key's place, because Alt writes other letters on some keyboards. @type {Record<string, [word: string, go: () => void]>} */
const shortcuts = {
  KeyR: ['key.filter', () => goTo('rooms', '#room-filter')],
  KeyM: ['key.composer', () => goTo('conversation', '#composer-text')],
  KeyL: ['key.messages', () => goTo('conversation', '#messages [tabindex="0"]')],
  KeyI: ['key.inspector', () => goTo('inspector', '#inspector-body')],
  KeyA: ['key.who', openPeoplePicker],
  KeyC: ['key.clock', openClock],
};

/** @type {[keys: string, word: string][]} */
const others = [
  ['↑ ↓', 'key.arrows'],
  ['Enter', 'key.menu'],
  ['Esc', 'key.escape'],
  ['Enter', 'key.send'],
  ['Shift + Enter', 'key.newline'],
  ['?', 'key.help'],
];

/** Listens to the shortcuts; they do nothing while a dialog is open. */
export function startKeys() {
  byId('help').addEventListener('click', openHelp);
  document.addEventListener('keydown', (event) => {
    if (document.querySelector('dialog[open]') || event.isComposing) return;
    const writing = /** @type {HTMLElement} */ (event.target).matches('input, textarea, select');
    const shortcut = event.altKey && !event.ctrlKey && !event.metaKey ? shortcuts[event.code] : undefined;
    if (shortcut) {
      event.preventDefault();
      shortcut[1]();
    } else if (event.key === '?' && !writing) {
      event.preventDefault();
      openHelp();
    }
  });
}

/** @param {import('./types.js').View} view @param {string} selector */
function goTo(view, selector) {
  setView(view);
  /** @type {HTMLElement | null} */ (document.querySelector(selector))?.focus();
}

/** Opens the list of shortcuts. */
export function openHelp() {
  const row = (/** @type {string} */ keys, /** @type {string} */ word) =>
    h('div', null, h('dt', null, h('kbd', null, keys)), h('dd', null, t(word)));
  const rows = [
    ...Object.entries(shortcuts).map(([code, [word]]) => row(`Alt + ${code.slice(3)}`, word)),
    ...others.map(([keys, word]) => row(keys, word)),
  ];
  const again = h('button', { type: 'button' }, t('showWelcome'));
  const dialog = openDialog(t('help'), [h('dl.shortcuts', null, ...rows), h('footer', null, again)]);
  again.addEventListener('click', () => {
    dialog.close();
    showWelcome();
  });
}
