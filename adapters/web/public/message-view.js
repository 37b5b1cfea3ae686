import { avatar } from './avatar.js';
import { dayAndTime, timeOfDay } from './bot-time.js';
import { renderCard } from './cards.js';
import { h, said } from './dom.js';
import { icon } from './icons.js';
import { t } from './language.js';
import { openMessageMenu, toggleReaction, watchLongPress } from './message-menu.js';
import { me, roomOf, state } from './state.js';

/** @typedef {import('./types.js').Message} Message */

const longText = 1500;
const shownOfLongText = 700;

/**
 * @param {Message['person']} person
 * @returns {string} what the person is, such as "Rep", or "Customer · Acme Ltd" where several companies meet
 */
export function describe(person) {
  const known = state.people.get(person.id);
  if (person.side === 'bot') return t('side.bot');
  if (known?.role) return t(`role.${known.role}`);
  // In a customer's own room everyone outside is from that company; saying so each time is noise.
  const org = roomOf(state.room)?.purpose === 'customer' ? undefined : known?.org;
  return [t(`side.${person.side}`), org].filter(Boolean).join(' · ');
}

/** @param {Message} message @returns {boolean} own words, and our whole side towards customers, stand right */
function standsRight(message) {
  if (message.person.side === 'bot') return false;
  if (message.person.id === state.me) return true;
  const purpose = roomOf(state.room)?.purpose;
  const facesCustomers = purpose === 'customer' || purpose === 'community';
  return facesCustomers && me()?.side === 'us' && message.person.side === 'us';
}

/**
 * @param {Message} message
 * @param {boolean} first whether it starts a run of one person's messages, and so carries name and picture
 * @returns {HTMLElement} a list item that can be focused
 */
export function renderMessage(message, first) {
  const { person } = message;
  const side = person.side;
  const classes = [`side-${side}`, standsRight(message) ? 'right' : 'left', first ? 'first' : 'more'];
  if (message.pending) classes.push('pending');
  const data = { test: 'message', key: message.key, id: message.id, side };
  if (message.recalledAt) {
    const text = t('recalled', { name: person.name });
    return h('li.message.recalled', { data, tabindex: -1 }, said(text, 'p'));
  }
  const head = h('span.sr', null, `${person.name}, ${describe(person)}, ${dayAndTime(message.at)}: `);
  const item = h(
    `li.message.${classes.join('.')}`,
    { data, tabindex: -1, 'aria-keyshortcuts': 'Enter' },
    first ? avatar(person) : null,
    h('div.message-body', null, first ? nameLine(message) : head, bubble(message), footer(message)),
  );
  if (!message.pending) listenForMenu(item, message);
  return item;
}

/** @param {Message} message */
function nameLine(message) {
  const { person } = message;
  const own = person.id === state.me ? `(${t('me')})` : null;
  return h(
    'div.name-line',
    null,
    said(person.name, 'span.name'),
    own ? h('span.quiet', null, own) : null,
    said(describe(person), `span.tag.${person.side}`),
    h(
      'time.quiet',
      { datetime: new Date(message.at).toISOString(), title: dayAndTime(message.at) },
      timeOfDay(message.at),
    ),
  );
}

/** @param {Message} message */
function bubble(message) {
  const only = message.onlyFor ? h('p.only-you', null, icon('eye'), t('onlyYou')) : null;
  const text = message.card ? null : textOf(message.text);
  const card = message.card ? renderCard(message.card, { room: state.room, key: message.key }) : null;
  return h(`div.bubble${message.card ? '.with-card' : ''}${only ? '.private' : ''}`, null, only, text, card);
}

/** @param {string} text */
function textOf(text) {
  const visible = /[^\p{C}\p{Z}\p{M}]/u.test(text);
  if (!visible) return h('p.text.quiet', null, t('invisible'));
  const body = said('', 'p.text');
  const cut = text.length > longText;
  body.append(...withMentions(cut ? `${text.slice(0, shownOfLongText).toWellFormed()}…` : text));
  if (!cut) return body;
  const open = h(
    'button.plain',
    {
      type: 'button',
      onclick: () => {
        body.replaceChildren(...withMentions(text));
        open.remove();
      },
    },
    t('showWhole', { n: text.length }),
  );
  return h('div', null, body, open);
}

/** @param {string} text @returns {(Node | string)[]} the text with mentions of the bot set off */
function withMentions(text) {
  const parts = text.split(/(@Tend(?![\w]))/i);
  return parts.map((part, index) => (index % 2 ? h('span.mention', null, part) : part));
}

/** @param {Message} message */
function footer(message) {
  const parts = message.reactions
    .filter(({ people }) => people.length > 0)
    .map((reaction) => {
      const names = reaction.people.map((id) => state.people.get(id)?.name ?? id).join(', ');
      const label = t('reacted', { emoji: reaction.emoji, names });
      const mine = reaction.people.includes(state.me);
      const props = {
        type: 'button',
        'aria-pressed': String(mine),
        'aria-label': label,
        title: label,
        tabindex: -1,
      };
      const press = () => toggleReaction(message, reaction.emoji);
      return h(
        'button.reaction',
        { ...props, onclick: press },
        reaction.emoji,
        h('span', null, String(reaction.people.length)),
      );
    });
  const marks = [message.editedAt ? t('edited') : '', message.pending ? t('sending') : ''].filter(Boolean);
  if (parts.length === 0 && marks.length === 0) return null;
  return h(
    'div.message-foot',
    null,
    ...parts,
    marks.length > 0 ? h('span.quiet', null, marks.join(' · ')) : null,
  );
}

/** @param {HTMLElement} item @param {Message} message */
function listenForMenu(item, message) {
  const open = (/** @type {HTMLElement} */ anchor) => openMessageMenu(message, item, anchor);
  const more = h(
    'button.message-more',
    {
      type: 'button',
      tabindex: -1,
      'aria-label': t('actions'),
      title: t('actions'),
      'aria-haspopup': 'menu',
    },
    icon('smile'),
  );
  more.addEventListener('click', () => open(more));
  item.querySelector('.bubble')?.append(more);
  item.addEventListener('keydown', (event) => {
    if (event.target !== item || (event.key !== 'Enter' && event.key !== 'ContextMenu')) return;
    event.preventDefault();
    open(item);
  });
  watchLongPress(item, () => open(item));
  for (const part of item.querySelectorAll('.avatar, .name')) {
    part.addEventListener('click', () => {
      if (message.person.side === 'customer')
        item.dispatchEvent(new CustomEvent('open-customer', { bubbles: true, detail: message.person }));
    });
  }
}
