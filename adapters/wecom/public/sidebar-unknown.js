import { get } from './sidebar-api.js';
import { h, said } from './sidebar-dom.js';

const pauseMs = 250;

/**
 * Shows that nobody has said whose chat this is, and lets the employee say so: search, choose, confirm.
 *
 * @param {import('./sidebar-words.js').Words} say
 * @param {{ name?: string, isChat: boolean }} place
 * @param {(customer: number) => Promise<void>} join
 * @returns {readonly HTMLElement[]}
 */
export const showUnknown = (say, place, join) => {
  const results = h('ul.results', { 'data-test': 'results' });
  const confirm = h('div');
  /** @param {{ id: number, name: string }} customer */
  const choose = (customer) =>
    confirm.replaceChildren(
      h(
        'button.primary',
        { type: 'button', 'data-test': 'confirm', onclick: () => join(customer.id) },
        say.confirmJoin(customer.name),
      ),
    );
  /** @param {string} q */
  const look = async (q) => {
    const { customers } = q === '' ? { customers: [] } : await get('customers', { q });
    confirm.replaceChildren();
    results.replaceChildren(
      ...customers.map((/** @type {{ id: number, name: string }} */ each) =>
        h('li', {}, h('button', { type: 'button', onclick: () => choose(each) }, said(each.name))),
      ),
    );
    if (q !== '' && customers.length === 0) results.append(h('li.quiet', {}, say.noneFound));
  };
  let timer = 0;
  const input = h('input', {
    type: 'search',
    placeholder: say.search,
    'aria-label': say.search,
    autocomplete: 'off',
    'data-test': 'search',
    oninput: () => {
      clearTimeout(timer);
      const { value } = /** @type {HTMLInputElement} */ (input);
      timer = setTimeout(() => void look(value.trim()).catch(() => results.replaceChildren()), pauseMs);
    },
  });
  return [
    h('header', {}, h('h1', {}, place.name ? said(place.name) : 'Tend')),
    h(
      'section',
      {},
      h('p', {}, place.isChat ? say.unknownChat : say.unknownContact),
      h('p.quiet', {}, say.joinHint),
      input,
      results,
      confirm,
    ),
  ];
};
