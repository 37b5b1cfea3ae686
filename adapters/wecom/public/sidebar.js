import { get, meetWecom, post, Refused } from './sidebar-api.js';
import { h } from './sidebar-dom.js';
import { showUnknown } from './sidebar-unknown.js';
import { showCustomer } from './sidebar-view.js';
import { words } from './sidebar-words.js';

const page = /** @type {HTMLElement} */ (document.getElementById('page'));
const toast = /** @type {HTMLElement} */ (document.getElementById('toast'));
const toastMs = 4000;

/** @type {'zh' | 'en'} */
let language = navigator.language.startsWith('zh') ? 'zh' : 'en';
/** @type {Awaited<ReturnType<typeof meetWecom>> | undefined} */
let wecom;
let toastTimer = 0;

const say = () => words[language];

/** @param {string} text */
const tell = (text) => {
  toast.textContent = text;
  toast.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => {
    toast.hidden = true;
  }, toastMs);
};

/** @param {readonly (Node | false)[]} parts */
const show = (...parts) => {
  document.documentElement.lang = language;
  page.replaceChildren(...parts.filter((each) => each !== false));
  page.removeAttribute('aria-busy');
};

/** @param {string} text @param {boolean} again */
const notice = (text, again) =>
  h(
    'section',
    {},
    h('p.notice', { 'data-test': 'notice' }, text),
    again && h('button', { type: 'button', onclick: () => start() }, say().again),
  );

/** @param {unknown} error */
const fail = (error) => {
  const why = error instanceof Refused ? error.why : 'failed';
  if (why === 'login') return;
  const known = /** @type {Record<string, unknown>} */ (say())[why];
  const text = why === 'input' && error instanceof Error ? error.message : known;
  show(notice(typeof text === 'string' ? text : say().failed, why === 'failed'));
};

const switcher = () =>
  h(
    'footer.foot',
    {},
    h(
      'button.link',
      {
        type: 'button',
        'data-test': 'language',
        onclick: () => {
          language = language === 'zh' ? 'en' : 'zh';
          void load();
        },
      },
      say().other,
    ),
  );

/** @param {string} text */
const send = async (text) => {
  try {
    await wecom?.send(text);
  } catch {
    tell(say().notSent);
    return;
  }
  await post('sent', { ...wecom?.place, text }).catch(() => undefined);
  tell(say().sent);
};

/** @param {string} action @param {number} id */
const press = async (action, id) => {
  try {
    const { text } = await post('follow-up', { action, id }, { lang: language });
    tell(text);
    await load();
  } catch (error) {
    fail(error);
  }
};

/** @param {number} customer */
const join = async (customer) => {
  try {
    await post('join', { ...wecom?.place, customer }, { lang: language });
    tell(say().joined);
    await load();
  } catch (error) {
    tell(error instanceof Refused && error.why === 'input' ? error.message : say().failed);
  }
};

const load = async () => {
  if (!wecom) return;
  try {
    const { place } = wecom;
    const facts = await get('place', { ...place, lang: language });
    const parts = !facts.known
      ? showUnknown(say(), { name: facts.name, isChat: 'chat' in place }, join)
      : facts.visible
        ? showCustomer(say(), facts, { send, press })
        : [notice(say().hidden, false)];
    show(...parts, switcher());
  } catch (error) {
    fail(error);
  }
};

const start = async () => {
  show(h('p.notice', {}, say().loading));
  page.setAttribute('aria-busy', 'true');
  try {
    wecom = await meetWecom((own) => {
      language = own;
    });
    await load();
  } catch (error) {
    fail(error);
  }
};

void start();
