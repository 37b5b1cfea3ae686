import { readAddress, writeAddress } from './address.js';
import { readCustomers, readPlayground } from './api.js';
import { setBotTime } from './bot-time.js';
import { startClock, takeClockStep } from './clock.js';
import { startComposer, startEditing } from './composer.js';
import { startConversation } from './conversation.js';
import { searchCustomersFor } from './customer-list.js';
import { byId, h } from './dom.js';
import { startFrame } from './frame.js';
import { refreshInspector, startInspector } from './inspector.js';
import { startKeys } from './keys.js';
import { chooseLanguage, startLanguage, t } from './language.js';
import { forgetThreads, refreshThread } from './messages-store.js';
import { setCurrency } from './money.js';
import { watchConnection } from './notices.js';
import { startPeoplePicker } from './people-picker.js';
import { refreshListed, startRooms } from './rooms.js';
import {
  currentCustomer,
  emit,
  firstRoom,
  me,
  on,
  pickCustomer,
  roomOf,
  setPlayground,
  setView,
  state,
} from './state.js';
import { listen } from './stream.js';
import { startSeen } from './unread.js';
import { startWelcome } from './welcome.js';

const manyRooms = 6;
const listWaitMs = 400;
const retryMs = 2000;
let listTimer = 0;

/** As whom the rooms were read: what was said last is only told of those that one may read. */
let readAs = '';

/** Reads people and rooms, and settles on who this tab is and where. */
async function loadPlayground() {
  readAs = state.me;
  const playground = await readPlayground();
  setBotTime(playground.now, playground);
  setCurrency(playground.currency);
  setPlayground(playground);
  const before = `${state.me} ${state.room}`;
  const rep = playground.people.find((person) => person.role === 'rep' && firstRoom(person.id) !== '');
  if (!me()) state.me = (rep ?? playground.people[0])?.id ?? '';
  if (!roomOf(state.room)) state.room = firstRoom(state.me);
  startSeen(state.me, playground.rooms);
  emit(before === `${state.me} ${state.room}` ? 'playground' : 'me');
  byId('nothing').hidden = playground.rooms.length > 0;
  if (playground.rooms.length === 0) {
    byId('nothing').replaceChildren(h('h2', null, t('emptyCompany')), h('p', null, t('emptyCompanyText')));
  }
}

/** Reads everything that is on screen again. */
async function refreshAll() {
  await loadPlayground();
  if (state.room) void refreshThread(state.room);
  void refreshInspector();
}

/** @param {import('./types.js').Changed} changed reads again only what is on screen */
function takeChange({ rooms, customers, rooms_list: roomsList }) {
  if (rooms.includes(state.room)) void refreshThread(state.room);
  const customer = currentCustomer();
  if (customer !== undefined && customers.includes(customer)) void refreshInspector();
  clearTimeout(listTimer);
  if (roomsList || rooms.length > manyRooms) {
    listTimer = window.setTimeout(() => loadPlayground().catch(() => {}), listWaitMs);
  } else {
    void refreshListed(rooms);
  }
}

/** @param {import('./stream.js').News} news */
function takeNews(news) {
  if (news.type === 'hello') {
    setBotTime(news.data.now);
    refreshAll().catch(() => {});
  } else if (news.type === 'changed') {
    takeChange(news.data);
  } else if (news.type === 'clock') {
    takeClockStep(news.data);
    if (news.data.done) refreshAll().catch(() => {});
  }
}

/** @param {import('./types.js').Message['person']} person opens the customer that a person in the conversation is */
async function openPerson(person) {
  const room = roomOf(state.room);
  const known =
    state.people.get(person.id)?.customerId ?? (room?.purpose === 'customer' ? room.customerId : undefined);
  setView('inspector');
  if (known !== undefined) return pickCustomer(known);
  const found = await readCustomers({ query: person.name, limit: 5 }).catch(() => undefined);
  const exact = found?.customers.filter((customer) => customer.name === person.name) ?? [];
  if (exact[0] && exact.length === 1) return pickCustomer(exact[0].id);
  searchCustomersFor(person.name);
  pickCustomer(undefined);
}

/** @param {import('./address.js').Address} address */
function takeAddress(address) {
  state.me = address.as ?? state.me;
  state.room = address.room ?? state.room;
  const customer = Number(address.customer);
  state.customer = Number.isInteger(customer) && customer > 0 ? customer : undefined;
}

/** @param {Event} event */
const detailOf = (event) => /** @type {CustomEvent} */ (event).detail;

function connectTopics() {
  on(['me'], () => {
    startSeen(state.me, state.playground?.rooms ?? []);
    if (state.me !== readAs) loadPlayground().catch(() => {});
  });
  startFrame(refreshAll);
  for (const start of [
    startPeoplePicker,
    startClock,
    startRooms,
    startConversation,
    startInspector,
    startComposer,
    startWelcome,
    startKeys,
    watchConnection,
  ])
    start();
  on(['me', 'customer', 'language'], () => writeAddress('replace'));
  on(['room'], () => writeAddress('push'));
  on(['language'], () => {
    forgetThreads();
    refreshAll().catch(() => {});
  });
  byId('messages').addEventListener('edit-message', (event) => startEditing(detailOf(event)));
  byId('messages').addEventListener('open-customer', (event) => openPerson(detailOf(event)));
  window.addEventListener('popstate', () => {
    const address = readAddress();
    if (address.lang === 'zh' || address.lang === 'en') chooseLanguage(address.lang);
    takeAddress(address);
    if (!me() && state.playground) state.me = state.playground.people[0]?.id ?? '';
    emit('me');
  });
  document.addEventListener('visibilitychange', () => emit('rooms'));
}

async function start() {
  const address = readAddress();
  startLanguage(address.lang);
  takeAddress(address);
  connectTopics();
  for (;;) {
    try {
      await loadPlayground();
      break;
    } catch (error) {
      byId('nothing').hidden = false;
      byId('nothing').replaceChildren(
        h('h2', null, /** @type {Error} */ (error).message),
        h('p', null, t('loading')),
      );
      await new Promise((resolve) => setTimeout(resolve, retryMs));
    }
  }
  document.body.classList.remove('starting');
  emit('me');
  let first = true;
  listen((news) => {
    // The first greeting finds everything just read.
    if (!(first && news.type === 'hello')) takeNews(news);
    if (news.type === 'hello') first = false;
  });
}

void start();
