import { sendEvent } from './api.js';
import { avatar } from './avatar.js';
import { botNow } from './bot-time.js';
import { startCompletion } from './completion.js';
import { toBottom } from './conversation.js';
import { byId, h, said } from './dom.js';
import { readDraft, writeDraft } from './drafts.js';
import { icon } from './icons.js';
import { t } from './language.js';
import { addPending, patchMessage, refreshThread, threadOf } from './messages-store.js';
import { actAs, me, on, roomOf, state } from './state.js';

const chips = ['status', 'why', 'list', 'my', 'digest'];
const peopleOffered = 6;
const tallestPx = 168;
let sentCount = 0;

/** The room and person whose draft is in the box, and the message that is being edited there. */
let here = { me: '', room: '' };
/** @type {import('./types.js').Message | undefined} */
let editing;

const box = () => /** @type {HTMLTextAreaElement} */ (byId('composer-text'));

/** Connects the box for writing: drafts, sending, editing, the mention and the commands. */
export function startComposer() {
  on(['room', 'me', 'playground'], showHere);
  on(['language'], drawAround);
  // Before the keys below: Enter takes what was walked to.
  startCompletion();
  box().addEventListener('input', () => {
    if (!editing) writeDraft(here.me, here.room, box().value);
    fit();
  });
  box().addEventListener('keydown', (event) => {
    // While an input method is composing, Enter chooses a word (229 is what Safari says about that key).
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      void submit();
    } else if (event.key === 'Escape' && editing) {
      stopEditing();
    }
  });
  byId('composer').addEventListener('submit', (event) => {
    event.preventDefault();
    void submit();
  });
  byId('mention').addEventListener('click', () => insert('@Tend '));
  byId('stop-editing').addEventListener('click', stopEditing);
  byId('mention').append(icon('leaf'), h('span', null, '@Tend'));
}

function fit() {
  const area = box();
  area.style.height = 'auto';
  if (area.value !== '') area.style.height = `${Math.min(area.scrollHeight, tallestPx)}px`;
  byId('send').toggleAttribute('disabled', area.value.trim() === '');
}

function showHere() {
  if (here.me === state.me && here.room === state.room) {
    drawAround();
    return;
  }
  if (editing) stopEditing();
  here = { me: state.me, room: state.room };
  box().value = readDraft(here.me, here.room);
  showError('');
  drawAround();
}

function drawAround() {
  const room = roomOf(state.room);
  const inside = Boolean(room?.people.includes(state.me));
  byId('composer').hidden = !inside;
  byId('outside').hidden = inside || !room;
  box().placeholder = t('placeholder', { room: room?.name ?? '' });
  byId('send').replaceChildren(
    icon(editing ? 'check' : 'send'),
    h('span', null, t(editing ? 'save' : 'send')),
  );
  byId('send').setAttribute('aria-label', t(editing ? 'save' : 'send'));
  byId('editing').hidden = !editing;
  if (!inside && room) drawOutside(room);
  const commands = byId('chips');
  commands.hidden = me()?.side !== 'us' || Boolean(editing);
  commands.replaceChildren(
    ...chips.map((chip) => {
      const write = () => insert(`@Tend ${t(`command.${chip}`).replace('{name}', commandName(room))}`, true);
      return h(
        'button.chip',
        { type: 'button', onclick: write, data: { test: 'chip', chip } },
        t(`chip.${chip}`),
      );
    }),
  );
  fit();
}

/** @param {import('./types.js').Room | undefined} room */
function commandName(room) {
  const shown = document.querySelector('#inspector [data-customer-name]')?.getAttribute('data-customer-name');
  return shown ?? (room?.purpose === 'customer' ? room.name : '');
}

/** @param {import('./types.js').Room} room */
function drawOutside(room) {
  const people = room.people.flatMap((id) => state.people.get(id) ?? []).slice(0, peopleOffered);
  byId('outside').replaceChildren(
    h('p', null, t('notInRoom', { name: me()?.name ?? '' })),
    h(
      'div.outside-people',
      null,
      ...people.map((person) =>
        h('button', { type: 'button', onclick: () => actAs(person.id) }, avatar(person), said(person.name)),
      ),
    ),
  );
}

/** @param {string} text @param {boolean} [instead] of what is in the box, when that is empty or a command */
function insert(text, instead) {
  const area = box();
  const replaces = instead && /^\s*(@Tend\b.*)?\s*$/i.test(area.value);
  area.focus();
  if (replaces) area.setRangeText(text, 0, area.value.length, 'end');
  else area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end');
  area.dispatchEvent(new Event('input', { bubbles: true }));
}

/** @param {string} text put into the box when it is empty */
export function suggest(text) {
  if (box().value.trim() === '') insert(text);
  else box().focus();
}

/** @param {import('./types.js').Message} message whose text goes into the box until saved or given up */
export function startEditing(message) {
  editing = message;
  box().value = message.text;
  drawAround();
  box().focus();
}

function stopEditing() {
  editing = undefined;
  box().value = readDraft(here.me, here.room);
  drawAround();
  box().focus();
}

/** @param {string} text nothing when empty */
function showError(text) {
  byId('composer-error').textContent = text;
  byId('composer-error').hidden = text === '';
}

async function submit() {
  const text = box().value;
  if (text.trim() === '') return;
  showError('');
  if (editing) await saveEdit(editing, text);
  else await send(text);
}

/** @param {import('./types.js').Message} message @param {string} text */
async function saveEdit(message, text) {
  const { me: as, room } = here;
  try {
    await sendEvent({ as, room, type: 'edit', message: message.key, text });
    patchMessage(room, message.key, { text, editedAt: botNow() });
    if (editing === message) stopEditing();
  } catch (error) {
    showError(t('notSent', { reason: /** @type {Error} */ (error).message }));
  }
}

/** @param {string} text */
async function send(text) {
  const place = here;
  const author = me();
  if (!author) return;
  box().value = '';
  fit();
  sentCount += 1;
  const person = { id: author.id, name: author.name, side: author.side };
  const waiting = {
    id: -sentCount,
    key: `waiting ${sentCount}`,
    at: botNow(),
    person,
    text,
    reactions: [],
    pending: true,
  };
  const takeBack = addPending(place.room, waiting);
  toBottom();
  try {
    await sendEvent({ as: place.me, room: place.room, type: 'message', text });
    // The draft is only given up once the bot has the message.
    if (readDraft(place.me, place.room) === text) writeDraft(place.me, place.room, '');
    setTimeout(() => {
      if (threadOf(place.room).pending.includes(waiting)) void refreshThread(place.room);
    }, 1500);
  } catch (error) {
    takeBack();
    restore(place, text, /** @type {Error} */ (error).message);
  }
}

/** Puts a text that could not be sent back where it was typed, before anything typed since. */
function restore(/** @type {typeof here} */ place, /** @type {string} */ text, /** @type {string} */ reason) {
  const stillHere = place.me === here.me && place.room === here.room;
  const since = stillHere && !editing ? box().value : readDraft(place.me, place.room);
  const kept = since && since !== text ? `${text}\n${since}` : text;
  writeDraft(place.me, place.room, kept);
  if (!stillHere) return;
  if (!editing) box().value = kept;
  fit();
  showError(t('notSent', { reason }));
}
