/** @typedef {import('./types.js').Room} Room */

/** @type {Map<string, Record<string, number>>} */
const known = new Map();

/** @param {string} person @returns {Record<string, number>} the time of the newest message seen, by room */
function seenBy(person) {
  let seen = known.get(person);
  if (!seen) {
    seen = JSON.parse(sessionStorage.getItem(`tend.seen ${person}`) ?? '{}');
    known.set(person, /** @type {Record<string, number>} */ (seen));
  }
  return /** @type {Record<string, number>} */ (seen);
}

/**
 * Treats what is there when the person is first chosen in this tab as read, so that only later news stand out.
 *
 * @param {string} person
 * @param {readonly Room[]} rooms
 */
export function startSeen(person, rooms) {
  if (sessionStorage.getItem(`tend.seen ${person}`)) return;
  const seen = Object.fromEntries(rooms.map((room) => [room.id, room.lastAt ?? 0]));
  known.set(person, seen);
  sessionStorage.setItem(`tend.seen ${person}`, JSON.stringify(seen));
}

/**
 * Compares for difference, not for order: the bot's clock can be set back.
 *
 * @param {string} person
 * @param {Room} room
 * @returns {boolean} whether the room has news that the person has not had on screen in this tab
 */
export function isUnread(person, room) {
  return room.lastAt !== undefined && seenBy(person)[room.id] !== room.lastAt;
}

/** @param {string} person @param {Room | undefined} room whose newest message is on screen now */
export function markRead(person, room) {
  if (!room || document.hidden || room.lastAt === undefined) return;
  const seen = seenBy(person);
  if (seen[room.id] === room.lastAt) return;
  seen[room.id] = room.lastAt;
  sessionStorage.setItem(`tend.seen ${person}`, JSON.stringify(seen));
}
