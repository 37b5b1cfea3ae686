/** @param {string} person @param {string} room */
const keyOf = (person, room) => `tend.draft ${person} ${room}`;

/** @param {string} person @param {string} room @returns {string} what this tab's person had typed there */
export function readDraft(person, room) {
  return sessionStorage.getItem(keyOf(person, room)) ?? '';
}

/** @param {string} person @param {string} room @param {string} text kept until the tab closes */
export function writeDraft(person, room, text) {
  try {
    if (text) sessionStorage.setItem(keyOf(person, room), text);
    else sessionStorage.removeItem(keyOf(person, room));
  } catch {
    // A text larger than the browser's storage stays in the box; it is only not kept over a reload.
  }
}
