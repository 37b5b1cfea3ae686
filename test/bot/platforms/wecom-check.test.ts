import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkWecom } from '../../../bot/platforms/wecom-check.ts';
import { readWecomSettings, type WecomSettings } from '../../../bot/platforms/wecom-settings.ts';
import { startWecom, type WecomStandIn } from '../../support/servers/wecom/server.ts';

let wecom: WecomStandIn;

beforeEach(async () => {
  wecom = await startWecom();
});
afterEach(() => wecom.close());

const settingsOf = (more: Readonly<Record<string, string>> = {}): WecomSettings => {
  const { settings, problems } = readWecomSettings({
    WECOM_CORP_ID: wecom.state.corpId,
    WECOM_AGENT_ID: '1000002',
    WECOM_SECRET: wecom.state.secret,
    WECOM_TOKEN: 'token-of-the-callbacks',
    WECOM_AES_KEY: 'k'.repeat(43),
    WECOM_API_URL: wecom.url,
    TEND_PUBLIC_URL: 'https://tend.example.com/',
    ...more,
  });
  if (!settings) throw new Error(JSON.stringify(problems));
  return settings;
};

const said = async (settings: WecomSettings): Promise<string> =>
  (await checkWecom(settings))
    .map(({ what, ok, detail }) => `${ok ? '✓' : '✗'} ${what}: ${detail}`)
    .join('\n');

test('when all is well it says what is on, what is not heard, and which address is entered where', async () => {
  const words = await said(settingsOf());
  expect(words).toMatch(
    /✓ WeCom routes: on: official; off: AI bot, .*Wechaty; what customers say is not heard/,
  );
  expect(words).toMatch(/✓ WeCom app: Tend of ww1234567890abcdef/);
  expect(words).toMatch(/✓ WeCom customers/);
  expect(words).toContain('https://tend.example.com/wecom/events');
  expect(words).not.toContain('✗');
  expect(words).not.toContain(wecom.state.secret);
});

test('a wrong secret is named, and nothing more is asked', async () => {
  const words = await said(settingsOf({ WECOM_SECRET: 'another-secret' }));
  expect(words).toMatch(/✗ WeCom app: The secret is wrong\..*40001/);
  expect(words).not.toContain('another-secret');
  expect(words).not.toContain('WeCom customers');
});

test('an address that is not trusted is explained, with the address that WeCom saw', async () => {
  wecom.state.refusals.set('agent/get', {
    errcode: 60020,
    errmsg:
      'not allow to access from your ip, hint: [1], from ip: 203.0.113.7, more info at https://open.work.weixin.qq.com',
  });
  const words = await said(settingsOf());
  expect(words).toMatch(/✗ WeCom app: .*企业可信IP.*203\.0\.113\.7.*60020/);
});

test('a permission that is missing is explained', async () => {
  wecom.state.refusals.set('externalcontact/groupchat/list', { errcode: 48002, errmsg: 'api forbidden' });
  expect(await said(settingsOf())).toMatch(/✗ WeCom customers: .*可调用接口的应用.*48002/);
});

test('routes that cannot be asked without disturbing the bot are told of, without their keys', async () => {
  const words = await said(
    settingsOf({
      WECOM_BOT_ID: 'bot',
      WECOM_BOT_SECRET: 'secret-of-the-bot',
      WECOM_WEBHOOKS: 'alerts=key-of-the-robot',
      WECOM_ARCHIVE: '/nowhere/archive.ndjson',
      WECHATY_ENDPOINT: '127.0.0.1:1',
      WECHATY_TOKEN: 'puppet_workpro_11111111-2222-4333-8444-555555555555',
    }),
  );
  expect(words).toMatch(/✓ WeCom AI bot/);
  expect(words).toMatch(/✓ WeCom group robots: alerts \(nothing internal is said\)/);
  expect(words).toMatch(/✗ WeCom archive: \/nowhere\/archive\.ndjson is not there/);
  expect(words).toMatch(/✓ WeCom Wechaty: 127\.0\.0\.1:1; it listens only/);
  expect(words).not.toMatch(/secret-of-the-bot|key-of-the-robot|puppet_workpro/);
});
