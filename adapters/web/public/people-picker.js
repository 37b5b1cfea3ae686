import { avatar } from './avatar.js';
import { byId, h, said } from './dom.js';
import { t } from './language.js';
import { openDialog } from './overlays.js';
import { actAs, on, roomOf, state } from './state.js';

/**
 * @typedef {import('./types.js').Person} Person
 * @typedef {{ title: string, people: Person[] }} Group
 */

const shownAtMost = 80;
const recentAtMost = 4;
const roles = ['manager', 'lead', 'rep', 'admin'];

/** Shows who this tab acts as in the top bar, and lets the person be changed there. */
export function startPeoplePicker() {
  on(['playground', 'me', 'language'], drawIdentity);
  byId('identity').addEventListener('click', openPeoplePicker);
  byId('room-people').addEventListener('click', openPeoplePicker);
}

function drawIdentity() {
  const person = state.people.get(state.me);
  byId('identity').hidden = !person;
  if (!person) return;
  const what = person.role ? t(`role.${person.role}`) : (person.org ?? t('side.customer'));
  byId('identity').replaceChildren(
    avatar(person),
    h(
      'span.identity-lines',
      null,
      h('span.quiet', null, t('actAs')),
      h('span.identity-name', null, said(person.name), said(what, `span.tag.${person.side}`)),
    ),
  );
}

/** @param {Person} person @param {string} query */
function matches(person, query) {
  const text = [person.name, person.org, person.role && t(`role.${person.role}`), person.id]
    .join(' ')
    .toLowerCase();
  return query.split(/\s+/).every((word) => text.includes(word));
}

/** @param {string} query @returns {Group[]} everyone who matches: this room and recent ones first */
function groupPeople(query) {
  const people = [...state.people.values()].filter((person) => matches(person, query));
  if (query) return byOrganisation(people);
  const inRoom = roomOf(state.room)?.people.flatMap((id) => state.people.get(id) ?? []) ?? [];
  const recent = recentPeople().filter((person) => !inRoom.includes(person));
  const first = [
    { title: t('inThisRoom'), people: inRoom.slice(0, 10) },
    { title: t('recent'), people: recent },
  ];
  return [...first.filter((group) => group.people.length > 0), ...byOrganisation(people)];
}

/** @param {Person[]} people @returns {Group[]} our side, then customers by organisation */
function byOrganisation(people) {
  const us = people.filter((person) => person.side === 'us');
  us.sort((a, b) => roles.indexOf(a.role ?? '') - roles.indexOf(b.role ?? ''));
  const rest = people.filter((person) => person.side === 'customer');
  const named = Map.groupBy(
    rest.filter((person) => person.org),
    (person) => person.org ?? '',
  );
  const groups = [...named]
    .sort(([a], [b]) => a.localeCompare(b, 'zh'))
    .map(([title, members]) => ({ title, people: members }));
  const alone = { title: t('noCompany'), people: rest.filter((person) => !person.org) };
  return [{ title: t('side.us'), people: us }, ...groups, alone].filter((group) => group.people.length > 0);
}

/** @returns {Person[]} */
function recentPeople() {
  const ids = (sessionStorage.getItem('tend.recent') ?? '').split('\n');
  return ids.flatMap((id) => (id === state.me ? [] : (state.people.get(id) ?? [])));
}

/** @param {string} id */
function remember(id) {
  const ids = (sessionStorage.getItem('tend.recent') ?? '')
    .split('\n')
    .filter((other) => other && other !== id);
  sessionStorage.setItem(
    'tend.recent',
    [state.me, ...ids.filter((other) => other !== state.me)].slice(0, recentAtMost).join('\n'),
  );
}

/** Opens the list of everyone, with a search box that the arrow keys and Enter work from. */
export function openPeoplePicker() {
  const list = h('div.people', { role: 'listbox', id: 'people-list', 'aria-label': t('choosePerson') });
  const input = /** @type {HTMLInputElement} */ (
    h('input', {
      type: 'search',
      role: 'combobox',
      'aria-expanded': 'true',
      'aria-controls': 'people-list',
      autofocus: true,
      'aria-label': t('searchPeople'),
      placeholder: t('searchPeople'),
      autocomplete: 'off',
      data: { test: 'people-search' },
    })
  );
  const dialog = openDialog(t('choosePerson'), [h('div.search', null, input), list], 'picker');
  const choose = (/** @type {string | null} */ id) => {
    if (!id) return;
    dialog.close();
    remember(id);
    actAs(id);
  };
  const draw = () => {
    drawPeople(list, input.value.trim().toLowerCase());
    mark(input, list, 0);
  };
  list.addEventListener('click', (event) => {
    choose(
      /** @type {HTMLElement} */ (event.target).closest('[role=option]')?.getAttribute('data-person') ?? null,
    );
  });
  input.addEventListener('input', draw);
  input.addEventListener('keydown', (event) => {
    const at = [...list.querySelectorAll('[role=option]')].findIndex((option) =>
      option.matches('[aria-selected=true]'),
    );
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      mark(input, list, at + (event.key === 'ArrowDown' ? 1 : -1));
    } else if (event.key === 'Enter' && !event.isComposing) {
      choose(list.querySelector('[aria-selected=true]')?.getAttribute('data-person') ?? null);
    }
  });
  draw();
}

/** @param {HTMLElement} list @param {string} query */
function drawPeople(list, query) {
  const groups = groupPeople(query);
  let shown = 0;
  const drawn = groups.flatMap(({ title, people }, index) => {
    const fitting = people.slice(0, Math.max(0, shownAtMost - shown));
    shown += fitting.length;
    if (fitting.length === 0) return [];
    const id = `people-${index}`;
    return h(
      'div',
      { role: 'group', 'aria-labelledby': id },
      said(title, 'h3', { id }),
      ...fitting.map((person, place) => drawPerson(person, `${id}-${place}`)),
    );
  });
  const hidden = groups.reduce((sum, group) => sum + group.people.length, 0) - shown;
  list.replaceChildren(...drawn);
  if (hidden > 0) list.append(h('p.empty', null, t('morePeople', { n: hidden })));
  if (groups.length === 0) list.append(said(t('nobodyFound', { query }), 'p.empty'));
}

/** @param {Person} person @param {string} id */
function drawPerson(person, id) {
  const what = person.role ? t(`role.${person.role}`) : (person.org ?? t('side.customer'));
  return h(
    `div.person${person.id === state.me ? '.current' : ''}`,
    { role: 'option', id, data: { person: person.id, test: 'person' } },
    avatar(person),
    said(person.name, 'span.person-name'),
    said(what, `span.tag.${person.side}`),
  );
}

/** @param {HTMLElement} input @param {HTMLElement} list @param {number} at the option that Enter would choose */
function mark(input, list, at) {
  const options = [...list.querySelectorAll('[role=option]')];
  const chosen = Math.max(0, Math.min(options.length - 1, at));
  options.forEach((option, index) => {
    option.setAttribute('aria-selected', String(index === chosen));
  });
  const option = options[chosen];
  if (!option) return;
  input.setAttribute('aria-activedescendant', option.id);
  if (at > 0) option.scrollIntoView({ block: 'nearest' });
}
