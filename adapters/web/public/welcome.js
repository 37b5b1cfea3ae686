import { openClock } from './clock.js';
import { suggest } from './composer.js';
import { byId, h } from './dom.js';
import { icon } from './icons.js';
import { t } from './language.js';
import { actAs, on, openRoom, roomOf, state } from './state.js';

const dismissed = 'tend.welcome';
const walk = [
  () => become('customer', (person) => person.side === 'customer', t('complaint')),
  () => become('customer', (person) => person.role === 'rep', ''),
  () => openClock(),
  () => become('managers', (person) => person.role === 'manager', `@Tend ${t('command.digest')}`),
];

/** Shows a first visitor four things to try, until dismissed. */
export function startWelcome() {
  on(['language', 'playground'], draw);
}

/** Shows the four things again. */
export function showWelcome() {
  localStorage.removeItem(dismissed);
  draw();
}

function draw() {
  const panel = byId('welcome');
  panel.hidden = localStorage.getItem(dismissed) !== null || !state.playground?.rooms.length;
  if (panel.hidden) return;
  const close = h(
    'button.icon-button',
    {
      type: 'button',
      'aria-label': t('closeWelcome'),
      title: t('closeWelcome'),
      data: { test: 'welcome-close' },
      onclick: () => {
        localStorage.setItem(dismissed, 'yes');
        panel.hidden = true;
      },
    },
    icon('close'),
  );
  const steps = walk.map((go, index) =>
    h(
      'li',
      null,
      h(
        'button',
        { type: 'button', onclick: go, data: { test: 'step', step: index + 1 } },
        h('span.step', null, String(index + 1)),
        t(`step.${index + 1}`),
      ),
    ),
  );
  panel.replaceChildren(h('h2', null, t('welcome')), close, h('ol', null, ...steps));
}

/**
 * Goes to a room of a purpose as one of its people, and puts words into the box.
 *
 * @param {import('./types.js').Purpose} purpose
 * @param {(person: import('./types.js').Person) => boolean} suits
 * @param {string} words
 */
function become(purpose, suits, words) {
  const someone = (/** @type {import('./types.js').Room | undefined} */ room) =>
    room?.people.map((id) => state.people.get(id)).find((person) => person && suits(person));
  const current = roomOf(state.room);
  const rooms = state.playground?.rooms.filter((room) => room.purpose === purpose) ?? [];
  const room = current?.purpose === purpose && someone(current) ? current : rooms.find(someone);
  const person = someone(room);
  if (!room || !person) return;
  actAs(person.id);
  openRoom(room.id);
  if (words) suggest(words);
}
