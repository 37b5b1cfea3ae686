import { access, constants } from 'node:fs/promises';
import { PlatformError } from '../../core/errors.ts';
import { sidebarPath } from '../sidebar/login.ts';
import type { Finding } from './finding.ts';
import type { WecomSettings } from './wecom-settings.ts';

type Official = NonNullable<WecomSettings['official']>;

const saying = (error: unknown): string =>
  error instanceof PlatformError
    ? `${error.message}${error.platformCode === undefined ? '' : ` (${error.platformCode})`}`
    : 'it could not be checked';

const checkRoutes = ({ official, aibot, robots, archive, wechaty }: WecomSettings): Finding => {
  const on = { official, 'AI bot': aibot, 'group robots': robots, archive, Wechaty: wechaty };
  const names = Object.entries(on);
  const off = names.flatMap(([name, there]) => (there ? [] : [name]));
  const hears = archive !== undefined || wechaty !== undefined;
  return {
    what: 'WeCom routes',
    ok: true,
    detail: [
      `on: ${names.flatMap(([name, there]) => (there ? [name] : [])).join(', ')}`,
      ...(off.length > 0 ? [`off: ${off.join(', ')}`] : []),
      ...(hears ? [] : ['what customers say is not heard by these (docs/wecom.md)']),
    ].join('; '),
  };
};

/** Asks one thing after the other: without a token the rest says nothing new. */
const checkOfficial = async (settings: WecomSettings, official: Official): Promise<readonly Finding[]> => {
  const { createApi, officialApi } = await import('../../adapters/wecom/client.ts');
  const { createMemoryTokenStore } = await import('../../adapters/wecom/token-store.ts');
  const { agentId, secret } = official;
  // A store of its own, so that the secret is tried and not the token that the others hold.
  const tokens = createMemoryTokenStore();
  const apiUrl = settings.apiUrl ?? officialApi;
  const { corpId } = settings;
  const api = createApi({ corpId, agentId, secret, apiUrl, tokens, now: Date.now });
  const findings: Finding[] = [];
  const look = async (what: string, work: () => Promise<string>): Promise<boolean> => {
    try {
      findings.push({ what, ok: true, detail: await work() });
    } catch (error) {
      findings.push({ what, ok: false, detail: saying(error) });
    }
    return findings.at(-1)?.ok === true;
  };
  const isKnown = await look('WeCom app', async () => {
    const app = await api.call({ path: 'agent/get', query: { agentid: agentId } });
    return `${typeof app['name'] === 'string' ? app['name'] : agentId} of ${corpId}; the token is given and this machine's address is trusted`;
  });
  if (isKnown) {
    await look('WeCom customers', async () => {
      await api.call({ path: 'externalcontact/groupchat/list', body: { status_filter: 0, limit: 1 } });
      return 'the app may see customers and customer groups';
    });
  }
  return findings;
};

const checkArchive = async (path: string): Promise<Finding> => {
  const what = 'WeCom archive';
  try {
    await access(path, constants.R_OK);
    return { what, ok: true, detail: `${path} can be read` };
  } catch {
    const detail = `${path} is not there or cannot be read: your own process writes it (docs/wecom.md)`;
    return { what, ok: false, detail };
  }
};

/** What is only said: looking at it would take the connection from the bot that is running. */
const tellSettings = (settings: WecomSettings): readonly Finding[] => {
  const { official, aibot, robots, archive, wechaty, publicUrl = '…' } = settings;
  const findings: Finding[] = [];
  const say = (what: string, detail: string): void => void findings.push({ what, ok: true, detail });
  if (official) {
    const detail = `address for 接收消息 → API接收: ${publicUrl}/wecom/events; press 保存 while Tend runs`;
    say('WeCom callbacks', detail);
    const isKnown = settings.publicUrl !== undefined;
    say(
      'WeCom sidebar',
      isKnown
        ? `page for 聊天工具栏: ${publicUrl}${sidebarPath}; trusted domain: ${new URL(publicUrl).host}`
        : 'off: set TEND_PUBLIC_URL to the address by which browsers reach Tend (docs/wecom.md)',
    );
  }
  if (archive?.token !== undefined) say('WeCom archive by HTTP', `${publicUrl}/wecom/archive`);
  if (aibot) say('WeCom AI bot', 'set; it has one connection, so that one process may run with it');
  if (robots) {
    const groups = Object.entries(robots).map(
      ([name, { membersOnly }]) => `${name} (${membersOnly ? 'members only' : 'nothing internal is said'})`,
    );
    say('WeCom group robots', groups.join(', '));
  }
  if (wechaty) {
    const risk = wechaty.allowSend ? 'it answers, WHICH RISKS THE ACCOUNT' : 'it listens only';
    const { endpoint, tls } = wechaty.service;
    say('WeCom Wechaty', `${endpoint}${tls === false ? ' without TLS' : ''}; ${risk}`);
  }
  return findings;
};

/** Returns what is to be said of the routes: which are on, and of those that can be asked whether they work. */
export const checkWecom = async (settings: WecomSettings): Promise<readonly Finding[]> => [
  checkRoutes(settings),
  ...(settings.official ? await checkOfficial(settings, settings.official) : []),
  ...(settings.archive?.path === undefined ? [] : [await checkArchive(settings.archive.path)]),
  ...tellSettings(settings),
];

/**
 * Returns the settings with which the rooms are looked at: of the official route alone, as the others would take the
 * connection from the bot that is running. Undefined without it.
 */
export const askable = (settings: WecomSettings | undefined): WecomSettings | undefined =>
  settings?.official && {
    ...settings,
    aibot: undefined,
    robots: undefined,
    archive: undefined,
    wechaty: undefined,
  };
