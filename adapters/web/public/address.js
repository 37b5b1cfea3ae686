import { language } from './language.js';
import { state } from './state.js';

const stored = 'tend.tab';

/**
 * @typedef {{ room?: string, as?: string, customer?: string, lang?: string }} Address
 * @returns {Address} what the link names, completed by what this tab last showed
 */
export function readAddress() {
  const link = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  /** @type {Address} */
  let before = {};
  try {
    before = JSON.parse(sessionStorage.getItem(stored) ?? '{}');
  } catch {
    // A damaged entry is only a lost convenience.
  }
  const linked = link['room'] || link['as'] || link['customer'];
  return linked ? link : { ...before, ...link };
}

/**
 * Writes the tab's identity, room and picked customer into the link and the tab's storage.
 *
 * @param {'push' | 'replace'} how `push` lets the browser's Back return to the room before
 */
export function writeAddress(how) {
  /** @type {Record<string, string>} */
  const address = { as: state.me, room: state.room, lang: language() };
  if (state.customer !== undefined) address['customer'] = String(state.customer);
  if (!state.room) delete address['room'];
  const hash = `#${new URLSearchParams(address)}`;
  sessionStorage.setItem(stored, JSON.stringify(address));
  if (hash === location.hash) return;
  if (how === 'push') history.pushState(null, '', hash);
  else history.replaceState(null, '', hash);
}
