/** The server's answers that are no data: `login` sends the browser to log in, the others are shown. */
export class Refused extends Error {
  /** @param {string} why @param {string} [words] */
  constructor(why, words) {
    super(words ?? why);
    this.why = why;
  }
}

/** @param {Response} response @returns {Promise<any>} */
const read = async (response) => {
  if (response.ok) return response.json();
  const body = await response.json().catch(() => ({}));
  const why = typeof body.error === 'string' ? body.error : 'failed';
  if (response.status === 401) location.assign('/wecom/sidebar/login');
  throw new Refused(why, body.message);
};

/**
 * @param {string} path below `/wecom/sidebar/api/`
 * @param {Record<string, string>} [query]
 */
export const get = async (path, query = {}) =>
  read(await fetch(`/wecom/sidebar/api/${path}?${new URLSearchParams(query)}`));

/** @param {string} path @param {object} body */
export const post = async (path, body, query = {}) =>
  read(
    await fetch(`/wecom/sidebar/api/${path}?${new URLSearchParams(query)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  );

const longestWaitMs = 8000;

/** @template Value @param {Promise<Value>} work @returns {Promise<Value>} */
const inTime = (work) =>
  Promise.race([
    work,
    new Promise((_, reject) => setTimeout(() => reject(new Refused('outside')), longestWaitMs)),
  ]);

/** @param {unknown} error @returns {Refused} */
const asRefusal = (error) => {
  if (error instanceof Refused) return error;
  const words = String(/** @type {{ errMsg?: unknown }} */ (error)?.errMsg ?? '');
  if (/permission/.test(words)) return new Refused('noPermission');
  return new Refused(/context/.test(words) ? 'noContext' : 'failed');
};

/**
 * Registers the page with WeCom and asks beside which chat it stands.
 *
 * @param {(language: 'zh' | 'en') => void} onLanguage is told the reader's language as soon as it is known
 * @returns {Promise<{ place: Record<string, string>, send: (text: string) => Promise<unknown> }>}
 */
export const meetWecom = async (onLanguage) => {
  const url = location.href.replace(/#.*$/, '');
  const setup = await get('setup', { url });
  onLanguage(setup.language);
  // Not a plain import: the file comes from the package, under this name.
  /** @type {typeof import('@wecom/jssdk')} */
  const sdk = await import(new URL('./jssdk.js', import.meta.url).href);
  if (!/wxwork/i.test(navigator.userAgent)) throw new Refused('outside');
  sdk.register({
    corpId: setup.corpId,
    agentId: setup.agentId,
    jsApiList: ['getContext', 'getCurExternalContact', 'getCurExternalChat', 'sendChatMessage'],
    getConfigSignature: () => setup.corp,
    getAgentConfigSignature: () => setup.agent,
  });
  try {
    const { entry } = await inTime(sdk.getContext());
    const place =
      String(entry) === 'group_chat_tools'
        ? { chat: (await inTime(sdk.getCurExternalChat())).chatId }
        : { contact: (await inTime(sdk.getCurExternalContact())).userId };
    const send = (/** @type {string} */ content) =>
      sdk.sendChatMessage({ msgtype: 'text', text: { content }, enterChat: true });
    return { place, send };
  } catch (error) {
    throw asRefusal(error);
  }
};
