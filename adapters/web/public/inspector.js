import { readCustomer } from './api.js';
import { avatar } from './avatar.js';
import { startFigures } from './changes.js';
import { drawCustomerList } from './customer-list.js';
import { byId, h, said } from './dom.js';
import {
  churnPart,
  healthPart,
  sentimentPart,
  stagePart,
  tierPart,
  tiles,
  valuePart,
  warningsPart,
} from './figures.js';
import { followUpsPart, movesPart, promisesPart, questionsPart, timelinePart } from './follow-ups.js';
import { icon } from './icons.js';
import { language, t } from './language.js';
import { openPeoplePicker } from './people-picker.js';
import { recordForm } from './record-form.js';
import { currentCustomer, me, on, pickCustomer, state } from './state.js';

/** @typedef {import('./types.js').Customer} Customer */

let listing = false;
let asked = 0;
/** What the panel shows now: who looks, at whom, in which language. */
let shown = '';

/** Keeps the panel on the right equal to the selected customer. */
export function startInspector() {
  on(['me', 'room', 'customer', 'language'], () => {
    listing = false;
    void refreshInspector();
  });
}

/** @param {boolean} open whether the list of customers stands in place of one customer */
function list(open) {
  listing = open;
  void refreshInspector();
}

/**
 * Reads the selected customer again and draws what has changed.
 *
 * @returns {Promise<void>} resolves when it is drawn; a refusal is drawn as its reason
 */
export async function refreshInspector() {
  const panel = byId('inspector-body');
  const id = currentCustomer();
  const person = me();
  if (!person) return;
  if (person.side === 'customer') {
    show('customer side', explanation(t('customerSees'), t('customerSeesWhy', { name: person.name }), true));
    return;
  }
  if (listing || id === undefined) {
    const place = `list ${state.me} ${language()}`;
    if (shown === place) return;
    const back = id === undefined ? undefined : () => list(false);
    show(place, drawCustomerList({ choose: choose, ...(back ? { back } : {}) }));
    return;
  }
  const place = `${id} ${state.me} ${language()}`;
  if (shown !== place) show(place, h('p.empty', null, t('loading')));
  asked += 1;
  const question = asked;
  try {
    const customer = await readCustomer(id);
    if (question === asked && shown === place) drawCustomer(panel, customer, place);
  } catch (error) {
    if (question !== asked || shown !== place) return;
    show('', explanation(t('mayNotSee'), /** @type {Error} */ (error).message, false));
  }
}

/** @param {number} id */
function choose(id) {
  listing = false;
  pickCustomer(id);
}

/** @param {string} place @param {HTMLElement} content */
function show(place, content) {
  if (shown === place && place !== '') return;
  shown = place;
  byId('inspector-body').replaceChildren(content);
  byId('inspector-body').scrollTop = 0;
}

/** @param {string} title @param {string} text @param {boolean} offersOurs */
function explanation(title, text, offersOurs) {
  const act = offersOurs
    ? h('button', { type: 'button', onclick: openPeoplePicker }, t('actAsOurs'))
    : h('button', { type: 'button', onclick: () => list(true) }, t('customers'));
  return h(
    'div.explanation',
    { data: { test: 'inspector-refusal' } },
    icon('shield'),
    h('h2', null, title),
    said(text, 'p'),
    act,
  );
}

/** @param {HTMLElement} panel @param {Customer} customer @param {string} place */
function drawCustomer(panel, customer, place) {
  startFigures(place);
  const open = openParts(panel);
  const focused = document.activeElement?.closest('#inspector-body [data-part]')?.getAttribute('data-part');
  const form = panel.querySelector('#record') ?? recordForm(customer.id);
  const sections = h(
    'div.customer-panel',
    { data: { 'customer-name': customer.name } },
    header(customer),
    stagePart(customer),
    tiles(customer),
    warningsPart(customer.warnings),
    followUpsPart(customer.followUps),
    healthPart(customer.health),
    sentimentPart(customer.sentiment),
    churnPart(customer.churn),
    valuePart(customer.value),
    tierPart(customer),
    promisesPart(customer.promises),
    questionsPart(customer.questions),
    movesPart(customer.moves),
    timelinePart(customer.timeline),
    form,
  );
  for (const part of sections.querySelectorAll('details[data-part]')) {
    const before = open.get(part.getAttribute('data-part') ?? '');
    if (before !== undefined) part.toggleAttribute('open', before);
  }
  panel.replaceChildren(sections);
  if (!focused) return;
  const again = panel.querySelector(`[data-part="${CSS.escape(focused)}"]`);
  /** @type {HTMLElement | null} */ (again?.querySelector('summary, button') ?? again)?.focus({
    preventScroll: true,
  });
}

/** @param {HTMLElement} panel @returns {Map<string, boolean>} which foldable parts are open */
function openParts(panel) {
  const parts = /** @type {HTMLDetailsElement[]} */ ([...panel.querySelectorAll('details[data-part]')]);
  return new Map(parts.map((part) => [part.dataset['part'] ?? '', part.open]));
}

/** @param {Customer} customer */
function header(customer) {
  const owner = customer.owner ? t('owner', { name: customer.owner.name }) : t('noOwner');
  return h(
    'header.customer-head',
    null,
    avatar({ id: `customer ${customer.id}`, name: customer.name, side: 'customer', thing: true }),
    h(
      'div.customer-title',
      null,
      said(customer.name, 'h2', { title: customer.name, data: { test: 'customer-name' } }),
      h(
        'p.quiet',
        null,
        t(`kind.${customer.kind}`),
        ' · ',
        said(owner),
        customer.demo ? h('span.tag.demo-mark', null, t('demoMark')) : null,
      ),
    ),
    h(
      'button.plain',
      { type: 'button', onclick: () => list(true), data: { test: 'customer-list', part: 'another' } },
      t('otherCustomer'),
    ),
  );
}
