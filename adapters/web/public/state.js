/**
 * What this tab shows, and who hears about changes. Modules change it only through the functions below.
 *
 * @typedef {'playground' | 'me' | 'room' | 'customer' | 'language' | 'connection' | 'messages' | 'rooms' | 'view'} Topic
 */

/**
 * @type {{ playground: import('./types.js').Playground | undefined, me: string, room: string,
 *   customer: number | undefined, connection: import('./types.js').Connection,
 *   view: import('./types.js').View, people: Map<string, import('./types.js').Person> }}
 */
export const state = {
  playground: undefined,
  me: '',
  room: '',
  customer: undefined,
  connection: 'connecting',
  view: 'conversation',
  people: new Map(),
};

/** @type {Map<Topic, (() => void)[]>} */
const listeners = new Map();

/** @param {Topic[]} topics @param {() => void} listener called after each change of any of them */
export function on(topics, listener) {
  for (const topic of topics) listeners.set(topic, [...(listeners.get(topic) ?? []), listener]);
}

/** @param {Topic} topic */
export function emit(topic) {
  for (const listener of listeners.get(topic) ?? []) listener();
}

/** @param {import('./types.js').Playground} playground as just read; the caller tells the listeners */
export function setPlayground(playground) {
  state.playground = playground;
  state.people = new Map(playground.people.map((person) => [person.id, person]));
}

/** @returns {import('./types.js').Person | undefined} the person this tab acts as */
export function me() {
  return state.people.get(state.me);
}

/** @param {string} id */
export function roomOf(id) {
  return state.playground?.rooms.find((room) => room.id === id);
}

/** @returns {import('./types.js').Room[]} rooms that the person is in */
export function roomsOf(/** @type {string} */ person) {
  return (state.playground?.rooms ?? []).filter((room) => room.people.includes(person));
}

/** @returns {number | undefined} the customer picked by hand, else the current room's */
export function currentCustomer() {
  return state.customer ?? roomOf(state.room)?.customerId;
}

/**
 * Acts as someone else; stays in the room when they may see it, else goes to a room of theirs.
 *
 * @param {string} id of a known person
 */
export function actAs(id) {
  if (id === state.me) return;
  state.me = id;
  const room = roomOf(state.room);
  const isCustomer = me()?.side === 'customer';
  const staysHere = room && (room.people.includes(id) || (!isCustomer && room.kind !== 'direct'));
  if (!staysHere) state.room = firstRoom(id);
  if (isCustomer) state.customer = undefined;
  emit('me');
}

/** @param {string} id @returns {string} the person's customer room, else any of their rooms, else '' */
export function firstRoom(id) {
  const rooms = roomsOf(id).sort((a, b) => (b.lastAt ?? 0) - (a.lastAt ?? 0));
  return (rooms.find((room) => room.purpose === 'customer') ?? rooms[0])?.id ?? '';
}

/** @param {string} id the panel follows to the room's customer when the room has one */
export function openRoom(id) {
  setView('conversation');
  if (id === state.room) return;
  state.room = id;
  if (roomOf(id)?.customerId !== undefined) state.customer = undefined;
  emit('room');
}

/** @param {number | undefined} id shown in the panel; undefined follows the room again */
export function pickCustomer(id) {
  state.customer = id;
  emit('customer');
}

/** @param {import('./types.js').View} view which of the three parts a narrow screen shows */
export function setView(view) {
  state.view = view;
  emit('view');
}

/** @param {import('./types.js').Connection} connection */
export function setConnection(connection) {
  if (state.connection === connection) return;
  state.connection = connection;
  emit('connection');
}
