import { language, t } from './language.js';
import { state } from './state.js';

/** The bot said no, or was not reached. `message` is written for the person; `status` 0 means not reached. */
export class ApiError extends Error {
  /** @param {number} status @param {string} message */
  constructor(status, message) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
  }
}

/**
 * @template T
 * @param {string} path
 * @param {RequestInit} [init]
 * @returns {Promise<T>}
 * @throws {ApiError}
 */
async function call(path, init) {
  /** @type {Response} */
  let response;
  try {
    response = await fetch(path, { ...init, headers: { 'content-type': 'application/json' } });
  } catch {
    throw new ApiError(0, t('notReached'));
  }
  const body = await response.json().catch(() => undefined);
  if (response.ok) return body;
  throw new ApiError(response.status, body?.error?.message || t('failed', { status: response.status }));
}

/**
 * @param {string} path
 * @param {Record<string, string | number | undefined>} [query] completed with who asks and the language
 */
function get(path, query = {}) {
  const filled = Object.entries({ as: state.me, ...query, lang: language() }).filter(([, value]) => value);
  return call(`${path}?${new URLSearchParams(filled.map(([key, value]) => [key, String(value)]))}`);
}

/** @param {string} path @param {unknown} body */
const post = (path, body) => call(path, { method: 'POST', body: JSON.stringify(body) });

/** @returns {Promise<import('./types.js').Playground>} people, rooms and the bot's clock */
export const readPlayground = () => get('/api/playground');

/**
 * @param {string} room
 * @param {{ limit?: number, before?: string }} page
 * @returns {Promise<import('./types.js').MessagePage>} oldest first
 */
export const readMessages = (room, page) => get(`/api/rooms/${encodeURIComponent(room)}/messages`, page);

/**
 * @param {{ query?: string, sort?: import('./types.js').CustomerSort, limit?: number }} search
 * @returns {Promise<{ customers: import('./types.js').CustomerRow[], total: number }>}
 */
export const readCustomers = (search) => get('/api/customers', search);

/** @param {number} id @returns {Promise<import('./types.js').Customer>} */
export const readCustomer = (id) => get(`/api/customers/${id}`);

/** @param {string} text @returns {Promise<{ completions: import('./types.js').Completion[] }>} how a request may go on */
export const readCompletions = (text) => get('/api/completions', { text });

/**
 * @param {import('./types.js').PlaygroundEvent} event
 * @returns {Promise<{ id: string, key?: string }>} resolves when the bot has stored it
 */
export const sendEvent = (event) => post('/api/events', event);

/**
 * @param {{ customer: number, kind: string, [field: string]: string | number }} fact as a row of an imported file
 * @returns {Promise<unknown>}
 */
export const recordFact = (fact) => post('/api/facts', { as: state.me, ...fact });

/** @param {{ forwardMs: number } | { reset: true }} move @returns {Promise<unknown>} accepted; the stream tells the rest */
export const moveClock = (move) => post('/api/clock', move);

/** @returns {Promise<unknown>} resolves when the demo company is gone */
export const removeDemo = () => post('/api/demo/remove', {});
