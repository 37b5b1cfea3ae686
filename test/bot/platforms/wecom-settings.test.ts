import { expect, test } from 'vitest';
import { riskOfSending } from '../../../adapters/wecom/wechaty/options.ts';
import { readWecomSettings } from '../../../bot/platforms/wecom-settings.ts';

const corp = { WECOM_CORP_ID: 'ww1234567890abcdef' };
const official = {
  ...corp,
  WECOM_AGENT_ID: '1000002',
  WECOM_SECRET: 'secret-of-the-app',
  WECOM_TOKEN: 'token-of-the-callbacks',
  WECOM_AES_KEY: 'a'.repeat(43),
};
const wechaty = {
  ...corp,
  WECHATY_ENDPOINT: '127.0.0.1:8788',
  WECHATY_TOKEN: 'puppet_workpro_11111111-2222-4333-8444-555555555555',
};
const namesOf = (given: Readonly<Record<string, string>>): readonly string[] =>
  readWecomSettings(given).problems.map((each) => each.name);

test('nothing is on when nothing is set, and an address or a switch alone is nothing', () => {
  expect(readWecomSettings({})).toEqual({ settings: undefined, problems: [] });
  expect(readWecomSettings({ WECOM_API_URL: 'http://127.0.0.1:1', WECHATY_SEND: 'x' })).toEqual({
    settings: undefined,
    problems: [],
  });
});

test('the official route alone switches nothing else on', () => {
  const { settings, problems } = readWecomSettings(official);
  expect(problems).toEqual([]);
  expect(settings).toMatchObject({
    corpId: 'ww1234567890abcdef',
    official: { agentId: '1000002', token: 'token-of-the-callbacks' },
  });
  const { aibot, robots, archive, wechaty: hears } = settings ?? {};
  expect([aibot, robots, archive, hears]).toEqual([undefined, undefined, undefined, undefined]);
});

test('with the corp id alone the official route is meant, and all that it lacks is said at once', () => {
  expect(namesOf(corp)).toEqual(['WECOM_AGENT_ID', 'WECOM_SECRET', 'WECOM_TOKEN', 'WECOM_AES_KEY']);
  expect(namesOf({ WECOM_SECRET: 'x' })).toEqual([
    'WECOM_CORP_ID',
    'WECOM_AGENT_ID',
    'WECOM_TOKEN',
    'WECOM_AES_KEY',
  ]);
});

test('each of the other routes can be on without the official one', () => {
  expect(readWecomSettings({ ...corp, WECOM_BOT_ID: 'bot', WECOM_BOT_SECRET: 's' }).settings).toMatchObject({
    official: undefined,
    aibot: { botId: 'bot', secret: 's' },
  });
  expect(readWecomSettings({ ...corp, WECOM_ARCHIVE: '/tmp/archive' }).settings?.archive).toEqual({
    path: '/tmp/archive',
    token: undefined,
  });
  expect(namesOf({ ...corp, WECOM_BOT_ID: 'bot' })).toEqual(['WECOM_BOT_SECRET']);
  expect(namesOf({ ...corp, WECOM_ARCHIVE_TOKEN: 'short' })).toEqual(['WECOM_ARCHIVE_TOKEN']);
});

test('group robots have names; internal are those that are said to be', () => {
  const WECOM_WEBHOOKS = 'alerts=693a91f6-7xxx-4bc4, 日报=8f2c1d00-0000';
  const { settings } = readWecomSettings({ ...corp, WECOM_WEBHOOKS, WECOM_WEBHOOKS_INTERNAL: '日报' });
  expect(settings?.robots).toEqual({
    alerts: { key: '693a91f6-7xxx-4bc4', membersOnly: false },
    日报: { key: '8f2c1d00-0000', membersOnly: true },
  });
  expect(namesOf({ ...corp, WECOM_WEBHOOKS, WECOM_WEBHOOKS_INTERNAL: 'others' })).toEqual([
    'WECOM_WEBHOOKS_INTERNAL',
  ]);
  for (const wrong of ['alerts', 'a=12345678,a=87654321', '=12345678', 'a=key?x']) {
    expect(namesOf({ ...corp, WECOM_WEBHOOKS: wrong })).toEqual(['WECOM_WEBHOOKS']);
  }
});

test('Wechaty listens only, unless the risk is named word for word', () => {
  expect(readWecomSettings(wechaty).settings?.wechaty).toMatchObject({
    allowSend: undefined,
    isShared: false,
    stateDir: '.tend/wechaty',
    service: { tls: true },
  });
  const sending = readWecomSettings({ ...wechaty, TEND_HOME: '/srv/tend', WECHATY_SEND: riskOfSending });
  expect(sending.settings?.wechaty).toMatchObject({
    allowSend: riskOfSending,
    stateDir: '/srv/tend/wechaty',
  });
  for (const almost of ['on', 'yes', riskOfSending.toUpperCase(), `${riskOfSending}.`]) {
    const { problems } = readWecomSettings({ ...wechaty, WECHATY_SEND: almost });
    expect(problems).toMatchObject([{ name: 'WECHATY_SEND' }]);
    expect(problems[0]?.expected).toContain(riskOfSending);
  }
});

test('a puppet service that is refused is said at the door, with the reason', () => {
  const refused = (more: Readonly<Record<string, string>>) =>
    readWecomSettings({ ...wechaty, ...more }).problems.map((each) => `${each.name} ${each.expected}`);
  expect(refused({ WECHATY_TOKEN: 'puppet_padlocal_11111111-2222-4333-8444-555555555555' })).toMatchObject([
    expect.stringMatching(/WECHATY_ENDPOINT .*padlocal drives personal WeChat/),
  ]);
  expect(refused({ WECHATY_ENDPOINT: 'puppet.example.com:443', WECHATY_TLS: 'off' })).toMatchObject([
    expect.stringMatching(/no TLS/),
  ]);
  expect(refused({ WECHATY_CA_FILE: '/nowhere.pem' })).toMatchObject([
    expect.stringMatching(/WECHATY_CA_FILE/),
  ]);
});

test('secrets go nowhere without encryption, except on this machine', () => {
  expect(namesOf({ ...official, WECOM_API_URL: 'http://proxy.example.com' })).toEqual(['WECOM_API_URL']);
  expect(namesOf({ ...official, WECOM_API_URL: 'http://127.0.0.1.example.com/' })).toEqual(['WECOM_API_URL']);
  for (const right of ['https://proxy.example.com', 'http://127.0.0.1:8080', 'http://localhost/x']) {
    expect(namesOf({ ...official, WECOM_API_URL: right })).toEqual([]);
  }
});

test('no problem repeats a value', () => {
  const wrong = 'a-secret-at-the-wrong-place';
  const given = Object.fromEntries(
    [...Object.keys(official), ...Object.keys(wechaty), 'WECOM_WEBHOOKS', 'WECHATY_SEND'].map((name) => [
      name,
      wrong,
    ]),
  );
  const said = JSON.stringify(readWecomSettings(given).problems);
  expect(said).toContain('WECOM_AES_KEY');
  expect(said).not.toContain(wrong);
});
