import { readCustomers } from './api.js';
import { avatar } from './avatar.js';
import { percent, relative } from './bot-time.js';
import { h, keepOneTabStop, rove, said } from './dom.js';
import { toneOf } from './figures.js';
import { icon } from './icons.js';
import { t } from './language.js';
import { money } from './money.js';

const waitMs = 200;
const sorts = /** @type {const} */ (['risk', 'silent', 'name']);

/** @type {import('./types.js').CustomerSort} */
let sort = 'risk';
let query = '';

/** @param {string} text what the next list searches for */
export function searchCustomersFor(text) {
  query = text;
}

/**
 * @param {{ choose: (id: number) => void, back?: () => void }} act
 * @returns {HTMLElement} a searchable list of the customers that the person may see; it fills itself
 */
export function drawCustomerList({ choose, back }) {
  const results = h('div.customer-results', { 'aria-live': 'polite' });
  let asked = 0;
  const fill = async () => {
    asked += 1;
    const question = asked;
    try {
      const { customers, total } = await readCustomers({ query, sort, limit: 30 });
      if (question !== asked) return;
      const rows = customers.map((row) => h('li', null, drawRow(row, choose)));
      const count = h('p.quiet', null, t('customersShown', { n: customers.length, total }));
      results.replaceChildren(
        ...(rows.length > 0 ? [h('ul', null, ...rows), count] : [h('p.empty', null, t('noCustomerFound'))]),
      );
      keepOneTabStop(results, '.customer-row', undefined);
    } catch (error) {
      if (question === asked)
        results.replaceChildren(h('p.empty', null, /** @type {Error} */ (error).message));
    }
  };
  const input = /** @type {HTMLInputElement} */ (
    h('input', {
      type: 'search',
      value: query,
      'aria-label': t('searchCustomers'),
      placeholder: t('searchCustomers'),
      data: { test: 'customer-search' },
    })
  );
  let timer = 0;
  input.addEventListener('input', () => {
    query = input.value.trim();
    clearTimeout(timer);
    timer = window.setTimeout(fill, waitMs);
  });
  rove(results, '.customer-row');
  void fill();
  const backButton = back
    ? h('button.plain', { type: 'button', onclick: back }, icon('back'), t('backToRoomCustomer'))
    : null;
  return h(
    'div.customer-list',
    null,
    h('header.customer-list-head', null, h('h2', null, t('customers')), backButton),
    h('div.search', null, input),
    sortChoice(fill),
    results,
  );
}

/** @param {() => void} changed */
function sortChoice(changed) {
  const choice = h('div.segments', { role: 'group', 'aria-label': t('sortBy') });
  choice.append(
    ...sorts.map((name) => {
      const pick = () => {
        sort = name;
        for (const button of choice.children)
          button.setAttribute('aria-pressed', String(button.getAttribute('data-sort') === name));
        changed();
      };
      return h(
        'button',
        {
          type: 'button',
          'aria-pressed': sort === name ? 'true' : 'false',
          onclick: pick,
          data: { sort: name },
        },
        t(`sort.${name}`),
      );
    }),
  );
  return choice;
}

/** @param {import('./types.js').CustomerRow} row @param {(id: number) => void} choose */
function drawRow(row, choose) {
  const contact = row.lastAt ? t('lastContact', { time: relative(row.lastAt) }) : t('neverContact');
  return h(
    'button.customer-row',
    { type: 'button', onclick: () => choose(row.id), data: { test: 'customer', customer: row.id } },
    avatar({ id: `customer ${row.id}`, name: row.name, side: 'customer', thing: true }),
    h(
      'span.row-lines',
      null,
      said(row.name, 'span.row-name'),
      h(
        'span.row-facts.quiet',
        null,
        said(row.stageName, 'span.tag'),
        contact,
        ...row.warnings.map((rule) => h('span.tag.rule', null, rule)),
      ),
    ),
    h(
      'span.row-figures',
      null,
      h(
        `strong.${toneOf(row.health)}`,
        { title: t('health') },
        h('span.sr', null, t('health')),
        String(Math.round(row.health)),
      ),
      h(
        'span.quiet',
        { title: `${t('churn')} · ${t('atRisk')}` },
        `${percent(row.churn)} · ${money(row.valueAtRisk)}`,
      ),
    ),
  );
}
