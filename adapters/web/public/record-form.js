import { recordFact } from './api.js';
import { h } from './dom.js';
import { t } from './language.js';
import { currency } from './money.js';
import { tell } from './notices.js';

const number = { type: 'number', inputmode: 'decimal' };
const whole = { type: 'number', min: '0', step: '1', inputmode: 'numeric' };
const words = { type: 'text', maxlength: 200, dir: 'auto' };

/** The fields beside the note, by name: an input's attributes, or the choices of a select. */
const fields = {
  amount: { ...number, min: '0.01', step: '0.01' },
  due: { type: 'date' },
  what: words,
  scale: ['nps', 'csat', '100'],
  score: { ...number, step: 'any' },
  times: { ...whole, value: '1' },
  direction: ['out', 'in'],
  minutes: whole,
  campaign: words,
};
/** @typedef {keyof typeof fields} Field */

/** What can be recorded, and the fields of each. @type {Readonly<Record<string, readonly Field[]>>} */
const kinds = {
  order: ['amount'],
  refund: ['amount'],
  complaint: [],
  visit: [],
  call: ['direction', 'minutes'],
  'survey-answer': ['scale', 'score'],
  'product-use': ['times'],
  'renewal-due': ['due', 'what'],
  'campaign-sent': ['campaign'],
  'campaign-opened': ['campaign'],
  referral: [],
};
/** @type {Readonly<Record<string, readonly [number, number]>>} */
const ranges = { nps: [0, 10], csat: [1, 5], 100: [0, 100] };

/** @typedef {HTMLInputElement | HTMLSelectElement} Control */

/** @param {Field} name @returns {Control} */
function control(name) {
  const form = fields[name];
  const id = `record-${name}`;
  const about = { id, data: { test: id } };
  if (!Array.isArray(form)) return /** @type {Control} */ (h('input', { ...about, ...form }));
  const options = form.map((value) => h('option', { value }, t(`choice.${value}`)));
  return /** @type {Control} */ (h('select', about, ...options));
}

/**
 * @param {Readonly<Record<Field, Control>>} controls
 * @param {readonly Field[]} asked
 * @returns {{ name: Field, text: string } | undefined} what is wrong, and in which field
 */
function problemIn(controls, asked) {
  const value = (/** @type {Field} */ name) => (asked.includes(name) ? controls[name].value : undefined);
  if (asked.includes('amount') && !(Number(value('amount')) > 0))
    return { name: 'amount', text: t('amountWrong') };
  if (value('due') === '') return { name: 'due', text: t('dateWrong') };
  if (asked.includes('score')) {
    const [from, to] = ranges[value('scale') ?? ''] ?? [0, 100];
    const score = value('score') === '' ? Number.NaN : Number(value('score'));
    if (!(score >= from && score <= to)) return { name: 'score', text: t('scoreWrong', { from, to }) };
  }
  return undefined;
}

/**
 * @param {number} customer
 * @returns {HTMLElement} a folded form that records what happened elsewhere: an order, a call, an answer to a survey
 */
export function recordForm(customer) {
  const kind = /** @type {HTMLSelectElement} */ (
    h(
      'select',
      { id: 'record-kind', data: { test: 'record-kind' } },
      ...Object.keys(kinds).map((name) => h('option', { value: name }, t(`fact.${name}`))),
    )
  );
  const names = /** @type {Field[]} */ (Object.keys(fields));
  const controls = /** @type {Record<Field, Control>} */ (
    Object.fromEntries(names.map((name) => [name, control(name)]))
  );
  const rows = names.map((name) => {
    const label = name === 'amount' ? t('amount', { currency: currency() }) : t(`field.${name}`);
    return h('label.field', { for: `record-${name}` }, h('span', null, label), controls[name]);
  });
  const text = /** @type {HTMLInputElement} */ (
    h('input', { id: 'record-text', type: 'text', maxlength: 500, dir: 'auto' })
  );
  const problem = h('p.problem', { role: 'alert' });
  const submit = /** @type {HTMLButtonElement} */ (
    h('button.primary', { data: { test: 'record' } }, t('recordIt'))
  );
  const form = /** @type {HTMLFormElement} */ (
    h(
      'form',
      { novalidate: true },
      h('label.field', { for: 'record-kind' }, h('span', null, t('recordKind')), kind),
      ...rows,
      h('label.field', { for: 'record-text' }, h('span', null, t('noteText')), text),
      problem,
      submit,
    )
  );
  const asked = () => kinds[kind.value] ?? [];
  const show = () => {
    for (const [index, name] of names.entries()) rows[index].hidden = !asked().includes(name);
    problem.textContent = '';
  };
  show();
  kind.addEventListener('change', show);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const wrong = problemIn(controls, asked());
    problem.textContent = wrong?.text ?? '';
    if (wrong) {
      controls[wrong.name].focus();
      return;
    }
    submit.disabled = true;
    try {
      const filled = asked()
        .map((name) => [name, controls[name].value.trim()])
        .filter(([, value]) => value !== '');
      const note = text.value.trim();
      await recordFact({
        customer,
        kind: kind.value,
        ...Object.fromEntries(filled),
        ...(note ? { text: note } : {}),
      });
      for (const name of names) {
        if (controls[name] instanceof HTMLInputElement) controls[name].value = name === 'times' ? '1' : '';
      }
      text.value = '';
      tell(t('recorded'));
    } catch (error) {
      problem.textContent = t('notDone', { reason: /** @type {Error} */ (error).message });
    }
    submit.disabled = false;
  });
  return h('details.fold.record', { id: 'record' }, h('summary', null, h('h3', null, t('record'))), form);
}
