import { sendEvent } from './api.js';
import { h, said } from './dom.js';
import { t } from './language.js';
import { tell } from './notices.js';
import { state } from './state.js';

/**
 * @typedef {import('./types.js').CardBlock} Block
 * @typedef {{ room: string, key: string }} Place
 */

/**
 * @param {import('./types.js').Card} card
 * @param {Place} place the message that carries the card, which its buttons name
 * @returns {HTMLElement}
 */
export function renderCard(card, place) {
  const title = card.title ? said(card.title, 'h4.card-title') : null;
  return h('div.card', null, title, ...card.blocks.map((block) => renderBlock(block, place)));
}

/** @param {Block} block @param {Place} place @returns {HTMLElement | null} */
function renderBlock(block, place) {
  switch (block.kind) {
    case 'text':
      return said(block.text, 'p.card-text');
    case 'heading':
      return said(block.text, 'h5.card-heading');
    case 'image':
      return pictureOf(block, place);
    case 'divider':
      return h('hr', null);
    case 'quote':
      return quoteOf(block.text, block.source);
    case 'meter':
      return meter(block.label, block.share, block.value);
    case 'fields':
      return h(
        'dl.fields',
        null,
        ...block.fields.map(({ label, value }) => h('div', null, said(label, 'dt'), said(value, 'dd'))),
      );
    case 'select':
      return selectOf(block, place);
    case 'buttons':
      return h('div.card-buttons', null, ...block.buttons.map((button) => cardButton(button, place)));
    default:
      return null;
  }
}

/**
 * A picture is fetched as whoever looks at the message; whoever may not see it, or comes too late, reads its words.
 * @param {Extract<Block, { kind: 'image' }>} block @param {Place} place @returns {HTMLElement}
 */
function pictureOf(block, place) {
  const query = new URLSearchParams({ as: state.me, room: place.room, message: place.key });
  const src = `/api/pictures/${encodeURIComponent(block.picture)}?${query}`;
  const image = h('img', { src, alt: block.alt, loading: 'lazy', data: { test: 'card-picture' } });
  image.addEventListener('error', () => image.replaceWith(said(block.alt, 'p.card-text')));
  return h('a.card-picture', { href: src, target: '_blank', rel: 'noopener' }, image);
}

/** @param {string} text @param {string} [source] @returns {HTMLElement} */
export function quoteOf(text, source) {
  return h('figure.quote', null, said(text, 'blockquote'), source ? said(source, 'figcaption') : null);
}

/**
 * @param {string} label
 * @param {number} share 0 to 1
 * @param {string} value as it is read, such as "62 / 100"
 * @param {string} [tone] `good`, `fair` or `poor`
 * @returns {HTMLElement}
 */
export function meter(label, share, value, tone) {
  const filled = Math.round(Math.max(0, Math.min(1, share)) * 100);
  const bar = h('span.meter-fill', null);
  bar.style.width = `${filled}%`;
  const role = { role: 'meter', 'aria-label': label, 'aria-valuenow': filled, 'aria-valuetext': value };
  return h(
    `div.meter${tone ? `.${tone}` : ''}`,
    { ...role, 'aria-valuemin': 0, 'aria-valuemax': 100 },
    said(label, 'span.meter-label'),
    said(value, 'span.meter-value'),
    h('span.meter-track', null, bar),
  );
}

/** @param {Extract<Block, { kind: 'select' }>} block @param {Place} place @returns {HTMLElement} */
function selectOf({ label, action, options }, place) {
  const pick = /** @type {HTMLSelectElement} */ (
    h(
      'select',
      { 'aria-label': label, data: { test: 'card-select' } },
      h('option', { value: '' }, label),
      ...options.map((option) => h('option', { value: option.value }, option.label)),
    )
  );
  pick.addEventListener('change', () => {
    const { value } = pick;
    if (value !== '') void press({ action, value, label: pick.selectedOptions[0]?.text ?? label }, place);
  });
  return h('div.card-buttons', null, pick);
}

/** Tells the bot what was pressed or chosen. @param {import('./types.js').CardButton} what @param {Place} place */
async function press({ action, value, label }, place) {
  try {
    await sendEvent({ as: state.me, room: place.room, type: 'action', action, value, message: place.key });
    tell(`${label}: ${t('pressed')}`);
  } catch (error) {
    tell(t('notDone', { reason: /** @type {Error} */ (error).message }), 'wrong');
  }
}

/** @param {import('./types.js').CardButton} button @param {Place} place */
function cardButton(button, place) {
  const { action, value, label, style } = button;
  const pressed = async (/** @type {Event} */ event) => {
    const element = /** @type {HTMLButtonElement} */ (event.currentTarget);
    if (element.getAttribute('aria-disabled') === 'true') return;
    element.setAttribute('aria-disabled', 'true');
    await press(button, place);
    setTimeout(() => element.removeAttribute('aria-disabled'), 1200);
  };
  const data = { test: 'card-button', action, value };
  return said(label, `button${style ? `.${style}` : ''}`, { type: 'button', onclick: pressed, data });
}
