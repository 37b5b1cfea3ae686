import { h } from './dom.js';
import { icon } from './icons.js';
import { t } from './language.js';

const gap = 6;

/**
 * Shows a menu or small panel beside an element; Esc or a press elsewhere closes it, arrows walk it.
 *
 * @param {HTMLElement} panel removed when it closes
 * @param {HTMLElement} anchor
 * @param {HTMLElement} back gets the focus when it closes
 */
export function openPopover(panel, anchor, back) {
  panel.classList.add('popover');
  panel.setAttribute('popover', 'auto');
  document.body.append(panel);
  panel.showPopover();
  place(panel, anchor);
  panel.addEventListener('toggle', (event) => {
    if (/** @type {ToggleEvent} */ (event).newState !== 'closed') return;
    const hadFocus = panel.contains(document.activeElement) || document.activeElement === document.body;
    panel.remove();
    if (hadFocus && back.isConnected) back.focus({ preventScroll: true });
  });
  panel.addEventListener('keydown', (event) => walk(panel, event));
  const first = /** @type {HTMLElement | null} */ (panel.querySelector('[autofocus], button, input'));
  first?.focus({ preventScroll: true });
}

/** @param {HTMLElement} panel @param {KeyboardEvent} event */
function walk(panel, event) {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  const items = /** @type {HTMLElement[]} */ ([...panel.querySelectorAll('button')]);
  const at = items.indexOf(/** @type {HTMLElement} */ (event.target));
  if (step === undefined || at < 0) return;
  event.preventDefault();
  items[(at + step + items.length) % items.length]?.focus();
}

/** @param {HTMLElement} panel @param {HTMLElement} anchor */
function place(panel, anchor) {
  const target = anchor.querySelector('.bubble') ?? anchor;
  const from = target.getBoundingClientRect();
  const { width, height } = panel.getBoundingClientRect();
  const below = from.bottom + gap + height < innerHeight;
  const top = below
    ? from.bottom + gap
    : Math.max(gap, Math.min(from.top - gap - height, innerHeight - height - gap));
  const left = Math.max(gap, Math.min(from.left, innerWidth - width - gap));
  panel.style.top = `${top}px`;
  panel.style.left = `${left}px`;
}

/**
 * @param {string} title
 * @param {Node[]} content
 * @param {string} [kind] a class for the dialog
 * @returns {HTMLDialogElement} shown; Esc or its button closes it, and it is removed then
 */
export function openDialog(title, content, kind = 'small') {
  const heading = h('h2', { id: 'dialog-title' }, title);
  const close = h(
    'button.icon-button',
    { type: 'button', 'aria-label': t('close'), title: t('close') },
    icon('close'),
  );
  const dialog = /** @type {HTMLDialogElement} */ (
    h(`dialog.${kind}`, { 'aria-labelledby': 'dialog-title' }, h('header', null, heading, close), ...content)
  );
  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/**
 * @param {{ title: string, text: string, yes: string }} question
 * @returns {Promise<boolean>} whether the person agreed
 */
export function ask({ title, text, yes }) {
  return new Promise((resolve) => {
    let agreed = false;
    const no = h('button', { type: 'button', autofocus: true }, t('cancel'));
    const go = h('button.danger', { type: 'button', data: { test: 'confirm' } }, yes);
    const dialog = openDialog(title, [h('p', null, text), h('footer', null, no, go)]);
    no.addEventListener('click', () => dialog.close());
    go.addEventListener('click', () => {
      agreed = true;
      dialog.close();
    });
    dialog.addEventListener('close', () => resolve(agreed));
  });
}
