import { byId, h } from './dom.js';
import { t } from './language.js';
import { on, state } from './state.js';

const shownMs = 5000;

/**
 * Shows a short notice and reads it out.
 *
 * @param {string} text
 * @param {'fine' | 'wrong'} [tone] what went wrong interrupts a screen reader
 */
export function tell(text, tone = 'fine') {
  const role = tone === 'wrong' ? 'alert' : 'status';
  const notice = h(`div.notice.${tone}`, { role, data: { test: 'notice' }, dir: 'auto' }, text);
  byId('notices').append(notice);
  setTimeout(() => notice.remove(), tone === 'wrong' ? shownMs * 2 : shownMs);
  notice.addEventListener('click', () => notice.remove());
}

/** @param {string} text read out by a screen reader, shown to nobody */
export function announce(text) {
  byId('announcer').append(h('p', null, text.slice(0, 400)));
  while (byId('announcer').childElementCount > 5) byId('announcer').firstElementChild?.remove();
}

/** Shows a strip for as long as the bot can not be heard. */
export function watchConnection() {
  const strip = byId('offline');
  let wasOffline = false;
  on(['connection', 'language'], () => {
    const offline = state.connection === 'offline';
    strip.hidden = !offline;
    strip.textContent = offline ? t('offline') : '';
    if (wasOffline && state.connection === 'online') tell(t('online'));
    wasOffline = offline;
  });
}
