import { removeDemo } from './api.js';
import { byId, h, said } from './dom.js';
import { icon } from './icons.js';
import { chooseLanguage, language, t } from './language.js';
import { tell } from './notices.js';
import { ask } from './overlays.js';
import { emit, on, roomOf, setView, state } from './state.js';

const views = /** @type {const} */ (['rooms', 'conversation', 'inspector']);
const viewIcons = { rooms: 'rooms', conversation: 'chat', inspector: 'heart' };

/**
 * Draws what stands around the three parts: the top bar's switches, the room's title, the views of a narrow screen.
 *
 * @param {() => Promise<void>} reload reads everything again, after the demo company is gone
 */
export function startFrame(reload) {
  byId('brand').prepend(icon('leaf'));
  byId('language').addEventListener('click', () => {
    chooseLanguage(language() === 'zh' ? 'en' : 'zh');
    emit('language');
  });
  byId('demo').addEventListener('click', () => offerToRemoveDemo(reload));
  byId('to-newest').prepend(icon('down'));
  for (const view of views) {
    byId(`view-${view}`).prepend(icon(/** @type {Parameters<typeof icon>[0]} */ (viewIcons[view])));
    byId(`view-${view}`).addEventListener('click', () => setView(view));
  }
  byId('open-inspector').prepend(icon('heart'));
  byId('open-inspector').addEventListener('click', () =>
    setView(state.view === 'inspector' ? 'conversation' : 'inspector'),
  );
  on(['view'], drawView);
  on(['playground', 'room', 'me', 'language'], drawTop);
  drawView();
}

function drawView() {
  document.body.dataset['view'] = state.view;
  for (const view of views) {
    const current = view === state.view;
    if (current) byId(`view-${view}`).setAttribute('aria-current', 'page');
    else byId(`view-${view}`).removeAttribute('aria-current');
  }
  byId('open-inspector').setAttribute('aria-pressed', String(state.view === 'inspector'));
}

function drawTop() {
  byId('demo').hidden = !state.playground?.demo;
  const room = roomOf(state.room);
  const title = byId('room-title');
  const purpose = room ? h('span.tag', null, t(`room.${room.purpose}`)) : '';
  title.replaceChildren(room ? said(room.name) : t('conversation'), purpose);
  const people = byId('room-people');
  people.hidden = !room;
  const count = room?.people.length ?? 0;
  people.replaceChildren(icon('people'), count === 1 ? t('onePerson') : t('people', { n: count }));
}

/** @param {() => Promise<void>} reload */
async function offerToRemoveDemo(reload) {
  const agreed = await ask({ title: t('demoTitle'), text: t('demoText'), yes: t('demoRemove') });
  if (!agreed) return;
  try {
    await removeDemo();
    tell(t('demoRemoved'));
    await reload();
  } catch (error) {
    tell(t('notDone', { reason: /** @type {Error} */ (error).message }), 'wrong');
  }
}
