import type { FeishuSettings } from './feishu-settings.ts';
import type { Finding } from './finding.ts';

const bases: Readonly<Record<string, string>> = {
  feishu: 'https://open.feishu.cn',
  lark: 'https://open.larksuite.com',
};
const appPage = (domain: string): string =>
  `${(bases[domain] ?? bases['feishu'] ?? '').replace('https://', '')}/app → your app`;
const timeoutMs = 10_000;
const skewMs = 60_000;

type Fields = Readonly<Record<string, unknown>>;
const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};

const call = async (
  settings: FeishuSettings,
  method: 'GET' | 'POST',
  path: string,
  token?: string,
  body?: object,
): Promise<{ readonly body: Fields; readonly serverAt: number }> => {
  const base = (bases[settings.domain] ?? settings.domain).replace(/\/+$/, '');
  const answer = await fetch(`${base}/open-apis/${path}`, {
    method,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(timeoutMs),
    redirect: 'error',
  });
  return {
    body: fields(await answer.json().catch(() => ({}))),
    serverAt: Date.parse(answer.headers.get('date') ?? ''),
  };
};

const checkTenant = async (settings: FeishuSettings, token: string): Promise<Finding> => {
  const what = 'Feishu tenant';
  const { body } = await call(settings, 'GET', 'tenant/v2/tenant/query', token);
  const key = fields(fields(body['data'])['tenant'])['tenant_key'];
  if (typeof key !== 'string') {
    const set = settings.tenantKey !== undefined;
    const detail = set
      ? 'set; it cannot be compared without the permission tenant:tenant:readonly'
      : 'members cannot be told from outsiders: give the app the permission tenant:tenant:readonly, or set FEISHU_TENANT_KEY (header.tenant_key of any event)';
    return { what, ok: set, detail };
  }
  if (settings.tenantKey === undefined) return { what, ok: true, detail: key };
  const same = key === settings.tenantKey;
  return { what, ok: same, detail: same ? key : `the app belongs to ${key}: set FEISHU_TENANT_KEY to it` };
};

/** Returns what is to be said of the app's credentials, its bot, its tenant and the clocks. */
export const checkFeishu = async (settings: FeishuSettings): Promise<readonly Finding[]> => {
  const page = appPage(settings.domain);
  const { appId, appSecret } = settings;
  try {
    const askedAt = Date.now();
    const granted = await call(settings, 'POST', 'auth/v3/tenant_access_token/internal', undefined, {
      app_id: appId,
      app_secret: appSecret,
    });
    const token = granted.body['tenant_access_token'];
    if (granted.body['code'] !== 0 || typeof token !== 'string') {
      const detail = `Feishu says ${String(granted.body['code'])}: compare FEISHU_APP_ID and FEISHU_APP_SECRET with ${page} → Credentials & Basic Info, and FEISHU_DOMAIN with where the app was made`;
      return [{ what: 'Feishu credentials', ok: false, detail }];
    }
    const { body } = await call(settings, 'GET', 'bot/v3/info', token);
    const bot = fields(body['bot']);
    const active = body['code'] === 0 && bot['activate_status'] === 2;
    const away = Number.isNaN(granted.serverAt) ? 0 : Math.round((granted.serverAt - askedAt) / 1000);
    const near = Math.abs(away) * 1000 < skewMs;
    return [
      { what: 'Feishu credentials', ok: true, detail: appId },
      {
        what: 'Feishu bot',
        ok: active,
        detail: active
          ? String(bot['app_name'])
          : `the bot is not active: ${page} → Add Features → Bot, then Version Management & Release → create and release a version`,
      },
      await checkTenant(settings, token),
      {
        what: 'Feishu clock',
        ok: near,
        detail: `${Math.abs(away)} s ${away < 0 ? 'behind' : 'ahead of'} ours${near ? '' : ': set this machine’s clock, or all requests are refused'}`,
      },
      {
        what: 'Feishu events',
        ok: true,
        detail: settings.longConnection
          ? `over a long connection (${page} → Events & Callbacks → Subscription mode: long connection)`
          : `Request URL for events and callbacks: …/feishu/events (${page} → Events & Callbacks)`,
      },
    ];
  } catch {
    return [
      {
        what: 'Feishu credentials',
        ok: false,
        detail: 'Feishu was not reached; is there a way out to the internet?',
      },
    ];
  }
};
