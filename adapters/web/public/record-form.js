import { recordFact } from './api.js';
import { h } from './dom.js';
import { t } from './language.js';
import { tell } from './notices.js';

const kinds = ['order', 'refund', 'complaint', 'visit'];
const withAmount = ['order', 'refund'];

/**
 * @param {number} customer
 * @returns {HTMLElement} a folded form that records an order, refund, complaint or visit
 */
export function recordForm(customer) {
  const kind = /** @type {HTMLSelectElement} */ (
    h(
      'select',
      { id: 'record-kind', data: { test: 'record-kind' } },
      ...kinds.map((name) => h('option', { value: name }, t(`fact.${name}`))),
    )
  );
  const amount = /** @type {HTMLInputElement} */ (
    h('input', {
      id: 'record-amount',
      type: 'number',
      min: '0.01',
      step: '0.01',
      inputmode: 'decimal',
      data: { test: 'record-amount' },
    })
  );
  const text = /** @type {HTMLInputElement} */ (
    h('input', { id: 'record-text', type: 'text', maxlength: 500, dir: 'auto' })
  );
  const amountRow = h('label.field', { for: 'record-amount' }, h('span', null, t('amount')), amount);
  const problem = h('p.problem', { role: 'alert' });
  const submit = /** @type {HTMLButtonElement} */ (
    h('button.primary', { data: { test: 'record' } }, t('recordIt'))
  );
  const form = /** @type {HTMLFormElement} */ (
    h(
      'form',
      { novalidate: true },
      h('label.field', { for: 'record-kind' }, h('span', null, t('recordKind')), kind),
      amountRow,
      h('label.field', { for: 'record-text' }, h('span', null, t('noteText')), text),
      problem,
      submit,
    )
  );
  kind.addEventListener('change', () => {
    amountRow.hidden = !withAmount.includes(kind.value);
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const needsAmount = withAmount.includes(kind.value);
    problem.textContent = needsAmount && !(amount.valueAsNumber > 0) ? t('amountWrong') : '';
    if (problem.textContent) {
      amount.focus();
      return;
    }
    submit.disabled = true;
    try {
      const note = text.value.trim();
      await recordFact({
        customer,
        kind: kind.value,
        ...(needsAmount ? { amount: amount.valueAsNumber } : {}),
        ...(note ? { text: note } : {}),
      });
      amount.value = text.value = '';
      tell(t('recorded'));
    } catch (error) {
      problem.textContent = t('notDone', { reason: /** @type {Error} */ (error).message });
    }
    submit.disabled = false;
  });
  return h('details.fold.record', { id: 'record' }, h('summary', null, h('h3', null, t('record'))), form);
}
