import { readMessages } from './api.js';
import { avatar } from './avatar.js';
import { listTime } from './bot-time.js';
import { byId, h, keepOneTabStop, rove, said } from './dom.js';
import { t } from './language.js';
import { threadOf } from './messages-store.js';
import { emit, me, on, openRoom, roomOf, state } from './state.js';
import { isUnread, markRead } from './unread.js';

/** @typedef {import('./types.js').Room} Room */

const purposes = /** @type {const} */ (['customer', 'community', 'team', 'managers', 'direct', 'unlinked']);
const shownAtFirst = 8;

/** Groups that the person has opened in full. */
const opened = new Set();
let query = '';

/** Keeps the list of rooms equal to what is known, and opens a room when it is pressed. */
export function startRooms() {
  const filter = /** @type {HTMLInputElement} */ (byId('room-filter'));
  filter.addEventListener('input', () => {
    query = filter.value.trim().toLowerCase();
    draw();
  });
  filter.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && filter.value) filter.value = query = '';
    if (event.key === 'ArrowDown')
      /** @type {HTMLElement} */ (byId('room-list').querySelector('.room'))?.focus();
    draw();
  });
  rove(byId('room-list'), '.room');
  on(['playground', 'me', 'room', 'rooms', 'language'], draw);
  on(['messages'], takeNewest);
}

/** @param {import('./types.js').Message} message @returns {string} the line that stands for it in the list */
function lineOf({ recalledAt, person, text, card }) {
  return recalledAt ? t('recalled', { name: person.name }) : text || card?.title || '';
}

/** Shows the newest message of the open room in the list as well. */
function takeNewest() {
  const room = roomOf(state.room);
  const newest = threadOf(state.room).messages.at(-1);
  if (!room || !newest) return;
  const text = lineOf(newest);
  if (room.lastAt === newest.at && room.lastText === text) return;
  room.lastAt = newest.at;
  room.lastText = text;
  emit('rooms');
}

/**
 * Reads the newest message of rooms that are listed but not open.
 *
 * @param {string[]} ids
 */
export async function refreshListed(ids) {
  const listed = ids.filter((id) => id !== state.room && roomOf(id)?.people.includes(state.me));
  const pages = await Promise.allSettled(listed.map((id) => readMessages(id, { limit: 1 })));
  pages.forEach((page, index) => {
    const room = roomOf(listed[index] ?? '');
    const newest = page.status === 'fulfilled' ? page.value.messages.at(-1) : undefined;
    if (!room || !newest) return;
    room.lastAt = newest.at;
    room.lastText = lineOf(newest);
  });
  emit('rooms');
}

/** @returns {{ key: string, rooms: Room[] }[]} what the person sees, in groups, the newest first */
function groups() {
  const matches = (/** @type {Room} */ room) => query === '' || room.name.toLowerCase().includes(query);
  const rooms = (state.playground?.rooms ?? [])
    .filter(matches)
    .sort((a, b) => (b.lastAt ?? 0) - (a.lastAt ?? 0));
  const mine = rooms.filter((room) => room.people.includes(state.me));
  const others =
    me()?.side === 'us' ? rooms.filter((room) => room.kind !== 'direct' && !mine.includes(room)) : [];
  const own = purposes.map((key) => ({ key, rooms: mine.filter((room) => room.purpose === key) }));
  return [...own, { key: 'others', rooms: others }].filter((group) => group.rooms.length > 0);
}

function draw() {
  if (!state.playground) return;
  markRead(state.me, roomOf(state.room));
  const list = byId('room-list');
  const focused = document.activeElement?.getAttribute('data-room');
  const drawnGroups = groups();
  list.replaceChildren(...drawnGroups.map(drawGroup));
  if (drawnGroups.length === 0) {
    const text = query ? t('noRoomFound', { query }) : t('noRooms', { name: me()?.name ?? '' });
    list.append(said(text, 'p.empty'));
  }
  const find = (/** @type {string | null | undefined} */ id) =>
    id ? list.querySelector(`.room[data-room="${CSS.escape(id)}"]`) : null;
  keepOneTabStop(list, '.room', find(focused) ?? find(state.room));
  /** @type {HTMLElement | null} */ (find(focused))?.focus({ preventScroll: true });
  const news = state.playground.rooms.some(
    (room) => room.people.includes(state.me) && isUnread(state.me, room),
  );
  byId('rooms-news').hidden = !news;
}

/** @param {{ key: string, rooms: Room[] }} group */
function drawGroup({ key, rooms }) {
  const id = `group-${key}`;
  const limit = key === 'others' ? 0 : shownAtFirst;
  const whole = query !== '' || opened.has(key) || rooms.length <= limit + 1;
  const shown = whole
    ? rooms
    : rooms.filter((room, index) => index < limit || room.id === state.room || isUnread(state.me, room));
  const rest = h(
    'button.plain.show-all',
    {
      type: 'button',
      onclick: () => {
        opened.add(key);
        draw();
      },
    },
    t('showAllRooms', { n: rooms.length }),
  );
  return h(
    'section.room-group',
    { 'aria-labelledby': id },
    h('h3', { id }, t(`purpose.${key}`), h('span.count', null, String(rooms.length))),
    h('ul', null, ...shown.map((room) => h('li', null, drawRoom(room)))),
    shown.length < rooms.length ? rest : null,
  );
}

/** @param {Room} room */
function drawRoom(room) {
  const unread = isUnread(state.me, room);
  const current = room.id === state.room;
  const side =
    { customer: 'customer', community: 'customer', direct: 'bot' }[/** @type {string} */ (room.purpose)] ??
    'us';
  const last = (room.lastText ?? '').slice(0, 120).toWellFormed().replace(/\s+/g, ' ').trim();
  const empty = room.lastAt === undefined;
  return h(
    `button.room${unread ? '.unread' : ''}`,
    {
      type: 'button',
      onclick: () => openRoom(room.id),
      'aria-current': current ? 'true' : null,
      data: { test: 'room', room: room.id },
    },
    avatar({
      id: room.customerId === undefined ? room.id : `customer ${room.customerId}`,
      name: room.name.replace(/\bTend\b/, ''),
      side,
      thing: true,
    }),
    h(
      'span.room-lines',
      null,
      h(
        'span.room-top',
        null,
        said(room.name, 'span.room-name'),
        room.lastAt === undefined ? null : h('time.quiet', null, listTime(room.lastAt)),
      ),
      h(
        'span.room-bottom',
        null,
        said(empty ? t('noMessageYet') : last, 'span.room-last'),
        unread ? h('span.dot', null, h('span.sr', null, t('unread'))) : null,
      ),
    ),
  );
}
