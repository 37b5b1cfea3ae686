import { dayOf, dayTitle } from './bot-time.js';
import { byId, h, keepOneTabStop, rove } from './dom.js';
import { language, t } from './language.js';
import { describe, renderMessage } from './message-view.js';
import { findMessage, loadOlder, refreshThread, threadOf } from './messages-store.js';
import { announce, tell } from './notices.js';
import { me, on, openRoom, roomOf, state } from './state.js';

/** @typedef {import('./types.js').Message} Message */

const runMs = 5 * 60_000;
const nearBottomPx = 80;
const nearTopPx = 300;

/** What is drawn now: the items by key with what they were drawn from, and the thread they belong to. */
let drawn = {
  place: '',
  last: '',
  items: /** @type {Map<string, { from: string, node: HTMLElement }>} */ (new Map()),
};
let unseen = 0;
/** Whether the newest message was in sight when the list was last scrolled. */
let pinned = true;
/** The box's and the list's size when that was noted. */
let size = '';
let loadingOlder = false;

/** Keeps the list of messages equal to what the store knows. */
export function startConversation() {
  const list = byId('messages');
  const scroller = byId('scroller');
  rove(list, '.message');
  on(['messages', 'language'], draw);
  on(['room', 'me'], () => {
    draw();
    if (state.room) void refreshThread(state.room);
  });
  scroller.addEventListener('scroll', () => {
    // While sizes change it is the browser that scrolls, not the person.
    if (sizeNow() === size) pinned = atBottom();
    if (atBottom()) setUnseen(0);
    byId('to-newest').hidden = atBottom();
    if (scroller.scrollTop < nearTopPx) void addOlder();
  });
  byId('to-newest').addEventListener('click', toBottom);
  // A keyboard that opens, a box that grows, or a turned phone must not hide the newest message.
  const resized = new ResizeObserver(() => {
    size = sizeNow();
    if (pinned) toBottom();
  });
  resized.observe(scroller);
  resized.observe(list);
}

const sizeNow = () => {
  const scroller = byId('scroller');
  return `${scroller.clientWidth} ${scroller.clientHeight} ${byId('messages').clientHeight}`;
};

function atBottom() {
  const scroller = byId('scroller');
  return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < nearBottomPx;
}

/** Scrolls to the newest message. */
export function toBottom() {
  const scroller = byId('scroller');
  scroller.scrollTop = scroller.scrollHeight;
  setUnseen(0);
}

/** @param {number} count */
function setUnseen(count) {
  unseen = count;
  const pill = byId('to-newest');
  pill.classList.toggle('news', count > 0);
  byId('to-newest-text').textContent = count > 0 ? t('newMessages', { n: count }) : t('toNewest');
}

async function addOlder() {
  if (loadingOlder || !threadOf(state.room).before) return;
  loadingOlder = true;
  try {
    await loadOlder(state.room);
  } catch (error) {
    tell(/** @type {Error} */ (error).message, 'wrong');
  }
  loadingOlder = false;
}

/** @param {Message[]} messages @returns {{ key: string, from: string, make: () => HTMLElement }[]} */
function plan(messages) {
  /** @type {Message | undefined} */
  let before;
  return messages.flatMap((message) => {
    const newDay = !before || dayOf(before.at) !== dayOf(message.at);
    const sameRun = before?.person.id === message.person.id && message.at - before.at < runMs;
    const first = newDay || !sameRun || Boolean(before?.recalledAt) || Boolean(message.card);
    before = message;
    const from = `${first} ${JSON.stringify(message)}`;
    const item = { key: message.key, from, make: () => renderMessage(message, first) };
    if (!newDay) return [item];
    const title = dayTitle(message.at);
    const make = () => h('li.day', { role: 'presentation' }, h('span', null, title));
    return [{ key: `day ${dayOf(message.at)}`, from: title, make }, item];
  });
}

function draw() {
  const list = byId('messages');
  const scroller = byId('scroller');
  const thread = threadOf(state.room);
  const place = `${state.me} ${state.room} ${language()}`;
  const moved = place !== drawn.place;
  if (moved) drawn = { place, last: '', items: new Map() };
  const wasAtBottom = moved || atBottom();
  const fromBottom = scroller.scrollHeight - scroller.scrollTop;
  const messages = [...thread.messages, ...thread.pending];

  const items = new Map();
  for (const { key, from, make } of plan(messages)) {
    const known = drawn.items.get(key);
    items.set(key, known?.from === from ? known : { from, node: make() });
  }
  const hadFocus = /** @type {HTMLElement | null} */ (document.activeElement)
    ?.closest('.message')
    ?.getAttribute('data-key');
  replaceItems(
    list,
    [...items.values()].map(({ node }) => node),
  );
  const lastBefore = drawn.last;
  drawn.items = items;
  drawn.last = thread.messages.at(-1)?.key ?? '';
  const focused = hadFocus ? items.get(hadFocus)?.node : undefined;
  if (focused && !focused.contains(document.activeElement)) focused.focus({ preventScroll: true });
  keepOneTabStop(list, '.message', focused ?? list.querySelector('.message:last-of-type'));
  drawEnds(thread, messages.length);

  const arrived = moved || !lastBefore ? [] : newAfter(thread.messages, lastBefore);
  const olderAdded =
    !moved && lastBefore === drawn.last && fromBottom !== scroller.scrollHeight - scroller.scrollTop;
  if (wasAtBottom || thread.pending.length > 0) toBottom();
  else if (olderAdded) scroller.scrollTop = scroller.scrollHeight - fromBottom;
  const others = arrived.filter((message) => message.person.id !== state.me);
  if (others.length > 0 && !atBottom()) setUnseen(unseen + others.length);
  for (const { person, text, card } of others.slice(-3))
    announce(`${person.name}, ${describe(person)}: ${text || card?.title || ''}`);
}

/** Puts the nodes in order and touches only those that changed, so that focus and open parts stay. */
function replaceItems(/** @type {HTMLElement} */ list, /** @type {HTMLElement[]} */ nodes) {
  const wanted = new Set(nodes);
  for (const child of [...list.children]) {
    if (!wanted.has(/** @type {HTMLElement} */ (child))) child.remove();
  }
  nodes.forEach((node, index) => {
    if (list.children[index] !== node) list.insertBefore(node, list.children[index] ?? null);
  });
}

/** @param {Message[]} messages @param {string} key */
function newAfter(messages, key) {
  return messages.slice(messages.findIndex((message) => message.key === key) + 1);
}

/** @param {import('./messages-store.js').Thread} thread @param {number} count */
function drawEnds(thread, count) {
  const top = byId('thread-top');
  const empty = byId('thread-empty');
  top.textContent = thread.before ? t('older') : t('beginning');
  top.hidden = count === 0;
  empty.hidden = count > 0;
  if (count > 0) return;
  if (thread.error) {
    const again = h('button', { type: 'button', onclick: () => refreshThread(state.room) }, t('retry'));
    empty.replaceChildren(h('p', null, thread.error), again);
  } else if (!state.room) {
    empty.replaceChildren(h('p', null, t('noRooms', { name: me()?.name ?? '' })));
  } else if (thread.loaded) {
    empty.replaceChildren(h('p.strong', null, t('emptyRoom')), h('p', null, t('emptyRoomHint')));
  } else {
    empty.replaceChildren(h('p', null, t('loading')));
  }
}

/**
 * Goes to the message that a figure quotes, and marks it for a moment.
 *
 * @param {{ roomId: string, messageId?: number, at: number }} evidence
 */
export async function jumpTo(evidence) {
  const known = roomOf(evidence.roomId);
  if (known) openRoom(known.id);
  const found = known ? await findMessage(known.id, evidence).catch(() => undefined) : undefined;
  const node = found ? drawn.items.get(found.key)?.node : undefined;
  if (!node) {
    tell(t('messageGone', { name: me()?.name ?? '' }), 'wrong');
    return;
  }
  node.scrollIntoView({ block: 'center' });
  node.focus({ preventScroll: true });
  node.classList.remove('found');
  requestAnimationFrame(() => node.classList.add('found'));
}
