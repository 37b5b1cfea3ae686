import { sendEvent } from './api.js';
import { h } from './dom.js';
import { icon } from './icons.js';
import { t } from './language.js';
import { patchMessage, refreshThread } from './messages-store.js';
import { tell } from './notices.js';
import { openPopover } from './overlays.js';
import { state } from './state.js';

/** @typedef {import('./types.js').Message} Message */

const emojis = ['👍', '❤️', '😄', '🎉', '🙏', '👀', '😟'];
const longPressMs = 450;
const jitterPx = 10;

/**
 * Opens what can be done with a message.
 *
 * @param {Message} message
 * @param {HTMLElement} item its list item, which gets the focus back and hears `edit-message` and `open-customer`
 * @param {HTMLElement} anchor where the menu appears
 */
export function openMessageMenu(message, item, anchor) {
  const own = message.person.id === state.me;
  const fire = (/** @type {string} */ name, /** @type {unknown} */ detail) =>
    item.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  /** @type {HTMLElement} */
  let menu;
  const entry = (
    /** @type {Parameters<typeof icon>[0]} */ name,
    /** @type {string} */ word,
    /** @type {() => void} */ act,
  ) => {
    const run = () => {
      menu.hidePopover();
      act();
    };
    return h(
      'button',
      { type: 'button', role: 'menuitem', onclick: run, data: { test: `message-${word}` } },
      icon(name),
      t(word),
    );
  };
  const reactions = emojis.map((emoji) => {
    const react = () => {
      menu.hidePopover();
      void toggleReaction(message, emoji);
    };
    const label = t('reactWith', { emoji });
    return h(
      'button',
      { type: 'button', role: 'menuitem', 'aria-label': label, onclick: react, data: { emoji } },
      emoji,
    );
  });
  menu = h(
    'div.menu',
    { role: 'menu', 'aria-label': t('actions') },
    h('div.menu-row', { role: 'group', 'aria-label': t('react') }, ...reactions),
    own && !message.card ? entry('edit', 'edit', () => fire('edit-message', message)) : null,
    own ? entry('undo', 'recall', () => recall(message)) : null,
    message.person.side === 'customer'
      ? entry('heart', 'openCustomer', () => fire('open-customer', message.person))
      : null,
    message.text ? entry('copy', 'copy', () => copy(message.text)) : null,
  );
  openPopover(menu, anchor, item);
}

/** @param {Message} message */
async function recall(message) {
  await change(message, { recalledAt: Date.now(), text: '' }, { type: 'recall', message: message.key });
}

/**
 * Adds this person's reaction, or takes it back.
 *
 * @param {Message} message
 * @param {string} emoji
 */
export async function toggleReaction(message, emoji) {
  const before = message.reactions.find((reaction) => reaction.emoji === emoji)?.people ?? [];
  const mine = before.includes(state.me);
  const people = mine ? before.filter((id) => id !== state.me) : [...before, state.me];
  const others = message.reactions.filter((reaction) => reaction.emoji !== emoji);
  const reactions = [...others, { emoji, people }].filter((reaction) => reaction.people.length > 0);
  await change(
    message,
    { reactions },
    { type: 'react', message: message.key, emoji, change: mine ? 'removed' : 'added' },
  );
}

/**
 * @param {Message} message
 * @param {Partial<Message>} shown at once
 * @param {import('./types.js').PlaygroundEvent extends infer E ? E extends unknown ? Omit<E, 'as' | 'room'> : never : never} event
 */
async function change(message, shown, event) {
  const room = state.room;
  patchMessage(room, message.key, shown);
  try {
    await sendEvent(/** @type {import('./types.js').PlaygroundEvent} */ ({ as: state.me, room, ...event }));
  } catch (error) {
    patchMessage(room, message.key, message);
    tell(t('notDone', { reason: /** @type {Error} */ (error).message }), 'wrong');
    void refreshThread(room);
  }
}

/** @param {string} text */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    tell(t('copied'));
  } catch {
    tell(t('notDone', { reason: t('copy') }), 'wrong');
  }
}

/**
 * Acts when a finger that has rested on an element is lifted: a menu that opened under a finger still down
 * would be closed by lifting it.
 *
 * @param {HTMLElement} element
 * @param {() => void} act
 */
export function watchLongPress(element, act) {
  let timer = 0;
  let from = { x: 0, y: 0 };
  const stop = () => {
    clearTimeout(timer);
    element.classList.remove('rested-on');
  };
  element.addEventListener('pointerdown', (event) => {
    if (event.pointerType === 'mouse' || /** @type {HTMLElement} */ (event.target).closest('button')) return;
    from = { x: event.clientX, y: event.clientY };
    timer = window.setTimeout(() => element.classList.add('rested-on'), longPressMs);
  });
  element.addEventListener('pointermove', (event) => {
    if (Math.hypot(event.clientX - from.x, event.clientY - from.y) > jitterPx) stop();
  });
  element.addEventListener('pointerup', () => {
    const rested = element.classList.contains('rested-on');
    stop();
    if (rested) setTimeout(act);
  });
  element.addEventListener('pointercancel', stop);
  element.addEventListener('contextmenu', (event) => {
    if (/** @type {PointerEvent} */ (event).pointerType === 'touch') event.preventDefault();
  });
}
