import type { Trouble } from '../../adapters/wecom/trouble.ts';
import type { LoginNeeded } from '../../adapters/wecom/wechaty/keep-connected.ts';
import type { Notice } from './tell-managers.ts';

type Words = Notice['words'];

/** After a restart what is still so is not said again within this time. */
const againMs = 60 * 60_000;

const keyOf = (account: string, what: string, at: number): string =>
  `trouble/wecom/${account}/${what}/${Math.floor(at / againMs)}`;

const troubles: Readonly<Record<string, Words>> = {
  'aibot/kicked': {
    zh: '企业微信智能机器人已断开：另一个进程用同一个 Bot ID 连上了。请只保留一个进程，然后重启 Tend。',
    en: 'WeCom: the AI bot is disconnected, as another process connected with the same bot id. Keep one of them, then restart Tend.',
  },
  'aibot/secret-refused': {
    zh: '企业微信智能机器人已断开：Secret 不再有效。请更新 WECOM_BOT_SECRET 后重启 Tend。',
    en: 'WeCom: the AI bot is disconnected, as its secret is no longer valid. Set WECOM_BOT_SECRET anew, then restart Tend.',
  },
  'archive/unreadable': {
    zh: '企业微信会话存档读不到了：现在听不到客户说的话。请检查写存档的程序，然后重启 Tend。',
    en: 'WeCom: the archive can no longer be read, so what customers say is not heard. Look at the process that writes it, then restart Tend.',
  },
};

/** Returns the notice for a route that has stopped and does not come back by itself. */
export const noticeOf = (account: string, { route, problem, words }: Trouble, at: number): Notice => ({
  key: keyOf(account, `${route}/${problem}`, at),
  words: troubles[`${route}/${problem}`] ?? { zh: `企业微信：${words}`, en: `WeCom: ${words}` },
  at,
});

const reasons: Readonly<Record<LoginNeeded['reason'], Words>> = {
  scan: { zh: '需要扫码登录', en: 'somebody has to scan the code' },
  logout: {
    zh: '账号被登出（可能在别处登录，也可能被封）',
    en: 'it was logged out, perhaps by a login elsewhere, perhaps by a ban',
  },
  'no-login': { zh: '账号没有在规定时间内登录', en: 'it did not log in in time' },
  'token-refused': {
    zh: 'Wechaty 令牌无效或已过期，请更新 WECHATY_TOKEN',
    en: 'the Wechaty token is wrong or has expired: set WECHATY_TOKEN anew',
  },
};

/** Returns the notice that somebody has to log the account of Wechaty in, with the code to scan where there is one. */
export const loginNotice = (account: string, { reason, qrcode }: LoginNeeded, at: number): Notice => {
  const { zh, en } = reasons[reason];
  const code =
    qrcode === undefined
      ? { zh: '', en: '' }
      : { zh: `\n二维码内容：${qrcode}`, en: `\nThe code says: ${qrcode}` };
  return {
    key: keyOf(account, `wechaty/${reason}`, at),
    words: {
      zh: `企业微信（Wechaty）账号需要有人重新登录：${zh}。登录之前听不到客户群。${code.zh}`,
      en: `WeCom: the account that Wechaty drives has to be logged in again: ${en}. Until then customer groups are not heard.${code.en}`,
    },
    at,
  };
};
