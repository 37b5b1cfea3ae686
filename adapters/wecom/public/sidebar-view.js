import { h, said } from './sidebar-dom.js';

/** @typedef {import('./sidebar-words.js').Words} Words */
/** @typedef {{ text: string, source: string } | undefined} Quote */

/** @param {Quote} quote */
const quoted = (quote) =>
  quote && h('blockquote', {}, said(quote.text, 'p'), h('footer', {}, said(quote.source)));

/** @param {string} label @param {string} value @param {number} share of full, 0–1 @param {boolean} badWhenHigh */
const meter = (label, value, share, badWhenHigh) => {
  const bad = badWhenHigh ? share : 1 - share;
  const level = bad > 0.6 ? 'poor' : bad > 0.35 ? 'fair' : 'good';
  return h(
    'div.meter',
    {},
    h('span.label', {}, label),
    h(`strong.${level}`, {}, value),
    h('meter', { min: 0, max: 1, value: share.toFixed(2), 'aria-label': label }),
  );
};

/** @param {string} title @param {readonly HTMLElement[]} items @param {string} test */
const section = (title, items, test) =>
  items.length > 0 &&
  h(
    'section',
    { 'data-test': test },
    h('h2', {}, title, h('span.count', {}, String(items.length))),
    h('ul', {}, ...items),
  );

/** @param {Words} say @param {{ due?: string, late?: boolean }} item */
const dueOf = (say, item) =>
  (item.due || item.late) &&
  h(
    `p.due${item.late ? '.poor' : ''}`,
    {},
    [item.due && say.due(item.due), item.late && say.late].filter(Boolean).join(' · '),
  );

/** @param {Words} say @param {any} facts */
const head = (say, facts) =>
  h(
    'header',
    { 'data-test': 'who' },
    h('h1', {}, said(facts.person ?? facts.name)),
    facts.person && h('p.quiet', {}, `${say.of} `, said(facts.name)),
    h(
      'p.stage',
      {},
      h('span.chip', { 'data-test': 'stage' }, facts.stage.name),
      facts.stage.since && h('span.quiet', {}, ` ${say.since(facts.stage.since)}`),
    ),
    h('p.why', {}, facts.stage.why),
    h(
      'div.meters',
      {},
      meter(say.health, `${facts.health}`, facts.health / 100, false),
      meter(say.churn, facts.churn, Number.parseInt(facts.churn, 10) / 100, true),
    ),
    h(
      'dl',
      {},
      h('dt', {}, say.owner),
      h('dd', {}, facts.owner ? said(facts.owner) : say.nobody),
      h('dt', {}, say.heard),
      h('dd', {}, facts.heard ?? say.never),
    ),
  );

/**
 * The draft: the employee reads it, changes it, and sends it with one tap.
 *
 * @param {Words} say @param {any} draft @param {(text: string) => Promise<void>} send
 */
const draftCard = (say, draft, send) => {
  const text = /** @type {HTMLTextAreaElement} */ (
    h('textarea.said', {
      dir: 'auto',
      rows: 4,
      maxlength: 2000,
      lang: draft.language,
      'aria-label': say.draft,
      'data-test': 'draft',
    })
  );
  text.value = draft.text;
  const button = /** @type {HTMLButtonElement} */ (
    h('button.primary', { type: 'button', 'data-test': 'send' }, say.send)
  );
  button.addEventListener('click', async () => {
    if (text.value.trim() === '') return;
    button.disabled = true;
    button.textContent = say.sending;
    await send(text.value.trim());
    button.disabled = false;
    button.textContent = say.send;
  });
  const cause = /** @type {Record<string, string>} */ (say.causes)[draft.cause];
  return h(
    'section.draft',
    {},
    h('h2', {}, say.draft, h('span.count', {}, cause ?? '')),
    text,
    h('p.quiet.hint', {}, say.edit),
    button,
  );
};

/** @param {Words} say @param {any} item @param {(action: string, id: number) => Promise<void>} press */
const followUp = (say, item, press) => {
  /** @param {string} action @param {string} label */
  const button = (action, label) =>
    h(
      action === 'follow-up-done' ? 'button.small.primary' : 'button.small',
      { type: 'button', 'data-test': action, onclick: () => press(action, item.id) },
      label,
    );
  return h(
    'li.card',
    {},
    h('h3', {}, item.name),
    h('p', {}, item.why),
    quoted(item.quote),
    item.advice && h('p.advice', {}, `→ ${item.advice}`),
    dueOf(say, item),
    h(
      'div.buttons',
      {},
      button('follow-up-done', say.done),
      button('follow-up-snooze', say.snooze),
      button('follow-up-wrong', say.wrong),
    ),
  );
};

/**
 * @param {Words} say @param {any} facts
 * @param {{ send: (text: string) => Promise<void>, press: (action: string, id: number) => Promise<void> }} act
 * @returns {readonly (HTMLElement | false)[]}
 */
export const showCustomer = (say, facts, act) => {
  const warned = facts.warnings.filter(
    (/** @type {any} */ each) => !facts.followUps.some((/** @type {any} */ one) => one.name === each.name),
  );
  const isQuiet =
    facts.followUps.length + facts.promises.length + facts.questions.length + warned.length === 0;
  return [
    head(say, facts),
    draftCard(say, facts.draft, act.send),
    section(
      say.followUps,
      facts.followUps.map((/** @type {any} */ each) => followUp(say, each, act.press)),
      'follow-ups',
    ),
    section(
      say.promises,
      facts.promises.map((/** @type {any} */ each) =>
        h('li.card', {}, said(each.text, 'p'), h('p.quiet', {}, said(each.by)), dueOf(say, each)),
      ),
      'promises',
    ),
    section(
      say.questions,
      facts.questions.map((/** @type {any} */ each) =>
        h('li.card', {}, said(each.text, 'p'), h('p.quiet', {}, said(each.by), ` · ${each.at}`)),
      ),
      'questions',
    ),
    section(
      say.warnings,
      warned.map((/** @type {any} */ each) =>
        h('li.card', {}, h('h3', {}, each.name), h('p', {}, each.why), quoted(each.quote)),
      ),
      'warnings',
    ),
    isQuiet && h('p.notice', {}, say.none),
  ];
};
