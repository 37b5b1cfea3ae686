import { checksOf, type Given, type Problem } from './settings.ts';

/** How Tend is installed on Feishu or Lark: as an app of one tenant. */
export type FeishuSettings = {
  readonly appId: string;
  readonly appSecret: string;
  /** The company's own tenant: whoever carries another one is an outsider. */
  readonly tenantKey: string | undefined;
  readonly verificationToken: string | undefined;
  readonly encryptKey: string | undefined;
  /** `feishu`, `lark`, or the address of a stand-in. */
  readonly domain: string;
  readonly longConnection: boolean;
};

const names = [
  'FEISHU_APP_ID',
  'FEISHU_APP_SECRET',
  'FEISHU_VERIFICATION_TOKEN',
  'FEISHU_ENCRYPT_KEY',
  'FEISHU_LONG_CONNECTION',
];
const appConsole = 'open.feishu.cn/app (Lark: open.larksuite.com/app) → your app';
const where = {
  appId: `the App ID, cli_ and 16 hexadecimal characters (${appConsole} → Credentials & Basic Info)`,
  appSecret: `the App Secret (${appConsole} → Credentials & Basic Info)`,
  events: `${appConsole} → Events & Callbacks → Encryption Strategy`,
};

/** Returns what the variables say of Feishu (undefined when they say nothing) and everything that is wrong. */
export const readFeishuSettings = (
  given: Given,
): { readonly settings: FeishuSettings | undefined; readonly problems: readonly Problem[] } => {
  if (!names.some((name) => given[name] !== undefined)) return { settings: undefined, problems: [] };
  const checks = checksOf(given);
  const long = given['FEISHU_LONG_CONNECTION'];
  const verificationToken = given['FEISHU_VERIFICATION_TOKEN'];
  const encryptKey = given['FEISHU_ENCRYPT_KEY'];
  checks.require('FEISHU_APP_ID', where.appId);
  checks.look('FEISHU_APP_ID', /^cli_[0-9a-fA-F]{16}$/, where.appId);
  checks.require('FEISHU_APP_SECRET', where.appSecret);
  checks.look('FEISHU_LONG_CONNECTION', /^(?:on|off)$/, 'on or off');
  checks.look(
    'FEISHU_DOMAIN',
    /^(?:feishu|lark|https?:\/\/[^\s/]+)/,
    'feishu, lark, or an address that begins with http:// or https://',
  );
  if (long !== 'on' && verificationToken === undefined && encryptKey === undefined) {
    checks.require(
      'FEISHU_VERIFICATION_TOKEN',
      `the Verification Token, without which anybody could send events (${where.events}); or FEISHU_ENCRYPT_KEY; or FEISHU_LONG_CONNECTION=on`,
    );
  }
  const appId = given['FEISHU_APP_ID'];
  const appSecret = given['FEISHU_APP_SECRET'];
  if (checks.problems.length > 0 || appId === undefined || appSecret === undefined) {
    return { settings: undefined, problems: checks.problems };
  }
  const domain = given['FEISHU_DOMAIN'] ?? 'feishu';
  const longConnection = long === 'on';
  const tenantKey = given['FEISHU_TENANT_KEY'];
  return {
    settings: { appId, appSecret, tenantKey, verificationToken, encryptKey, domain, longConnection },
    problems: [],
  };
};
