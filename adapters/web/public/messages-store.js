import { readMessages } from './api.js';
import { emit, state } from './state.js';

/**
 * @typedef {import('./types.js').Message} Message
 * @typedef {{ messages: Message[], pending: Message[], before: string | undefined, loaded: boolean,
 *   error: string | undefined }} Thread
 */

const pageSize = 50;
const longestRefresh = 200;
const pagesToSearch = 40;
const clockSlackMs = 60_000;

/** @type {Map<string, Thread>} */
const threads = new Map();
/** @type {Map<string, { again: boolean, done: Promise<void> }>} */
const running = new Map();

/** @param {string} room @returns {Thread} what is known of the room as this tab's person sees it */
export function threadOf(room) {
  const key = `${state.me}\n${room}`;
  const known = threads.get(key);
  if (known) return known;
  const thread = { messages: [], pending: [], before: undefined, loaded: false, error: undefined };
  threads.set(key, thread);
  return thread;
}

/** Forgets everything read so far; after the language or the data has changed. */
export function forgetThreads() {
  threads.clear();
}

/**
 * Reads the newest messages of a room. Calls during a running read are joined into one more read.
 *
 * @param {string} room
 * @returns {Promise<void>} resolves when the thread is current; a failure is kept in the thread
 */
export function refreshThread(room) {
  const key = `${state.me}\n${room}`;
  const already = running.get(key);
  if (already) {
    already.again = true;
    return already.done;
  }
  const run = { again: true, done: Promise.resolve() };
  const thread = threadOf(room);
  const reader = state.me;
  run.done = (async () => {
    while (run.again && reader === state.me) {
      run.again = false;
      await readNewest(room, thread);
    }
    running.delete(key);
  })();
  running.set(key, run);
  return run.done;
}

/** @param {string} room @param {Thread} thread */
async function readNewest(room, thread) {
  const limit = Math.min(longestRefresh, Math.max(pageSize, thread.messages.length));
  try {
    takeNewest(thread, await readMessages(room, { limit }));
    thread.error = undefined;
  } catch (error) {
    thread.error = /** @type {Error} */ (error).message;
  }
  emit('messages');
}

/** @param {Thread} thread @param {import('./types.js').MessagePage} page */
function takeNewest(thread, page) {
  const fresh = new Set(page.messages.map((message) => message.key));
  const overlap = thread.messages.findIndex((message) => fresh.has(message.key));
  // Without an overlap there may be a gap, so what was loaded before can not stay above the new page.
  const older = overlap > 0 ? thread.messages.slice(0, overlap) : [];
  if (overlap < 1) thread.before = page.before;
  const known = new Set(thread.messages.map((message) => message.key));
  const arrived = page.messages.filter((message) => !known.has(message.key));
  for (const message of arrived) settlePending(thread, message);
  thread.messages = [...older, ...page.messages];
  thread.loaded = true;
}

/** Drops the waiting copy of a message that has now come back from the bot. */
function settlePending(/** @type {Thread} */ thread, /** @type {Message} */ message) {
  const index = thread.pending.findIndex(
    (waiting) =>
      waiting.person.id === message.person.id &&
      waiting.text.trim() === message.text.trim() &&
      message.at > waiting.at - clockSlackMs,
  );
  if (index >= 0) thread.pending.splice(index, 1);
}

/** @param {string} room @returns {Promise<boolean>} whether older messages were added */
export async function loadOlder(room) {
  const thread = threadOf(room);
  if (!thread.before) return false;
  const page = await readMessages(room, { limit: pageSize, before: thread.before });
  const known = new Set(thread.messages.map((message) => message.key));
  thread.messages = [...page.messages.filter((message) => !known.has(message.key)), ...thread.messages];
  thread.before = page.before;
  emit('messages');
  return page.messages.length > 0;
}

/**
 * Loads older pages until a message is there.
 *
 * @param {string} room
 * @param {{ messageId?: number, at: number }} wanted
 * @returns {Promise<Message | undefined>} undefined when the room does not show it to this person
 */
export async function findMessage(room, wanted) {
  const thread = threadOf(room);
  if (!thread.loaded) await refreshThread(room);
  for (let page = 0; page < pagesToSearch; page += 1) {
    const found = thread.messages.find((message) =>
      wanted.messageId === undefined ? message.at === wanted.at : message.id === wanted.messageId,
    );
    if (found) return found;
    const oldest = thread.messages[0];
    if (oldest && oldest.at < wanted.at) return undefined;
    if (!(await loadOlder(room))) return undefined;
  }
  return undefined;
}

/**
 * Shows a message before the bot has confirmed it.
 *
 * @param {string} room
 * @param {Message} message
 * @returns {() => void} takes it away again
 */
export function addPending(room, message) {
  const thread = threadOf(room);
  thread.pending.push(message);
  emit('messages');
  return () => {
    thread.pending = thread.pending.filter((waiting) => waiting !== message);
    emit('messages');
  };
}

/** @param {string} room @param {string} key @param {Partial<Message>} change shown until the bot's answer replaces it */
export function patchMessage(room, key, change) {
  const thread = threadOf(room);
  thread.messages = thread.messages.map((message) =>
    message.key === key ? { ...message, ...change } : message,
  );
  emit('messages');
}
