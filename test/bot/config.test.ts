import { expect, test } from 'vitest';
import { readConfig } from '../../bot/config.ts';

test('the stage model is M8 unless TEND_STAGES names another', () => {
  expect(readConfig({}).stageModel.id).toBe('M8');
  expect(readConfig({ TEND_STAGES: '' }).stageModel.id).toBe('M8');
  expect(readConfig({ TEND_STAGES: 'm4' }).stageModel.id).toBe('M4');
});

test('an unknown stage model is refused with the choice', () => {
  expect(() => readConfig({ TEND_STAGES: 'M9' })).toThrow(/TEND_STAGES: expected one of M1, M2, .*M8/);
});

test('money is counted in CNY unless TEND_CURRENCY names another currency', () => {
  expect(readConfig({}).currency).toBe('CNY');
  expect(readConfig({ TEND_CURRENCY: 'EUR' }).currency).toBe('EUR');
  for (const wrong of ['euro', 'eur', '€', 'QQQ'])
    expect(() => readConfig({ TEND_CURRENCY: wrong })).toThrow(
      /TEND_CURRENCY: expected a currency of ISO 4217 in capitals, such as CNY or EUR/,
    );
});

test('a platform is on when its variables are set', () => {
  const { slack, feishu, wecom } = readConfig({
    SLACK_BOT_TOKEN: 'xoxb-1',
    SLACK_APP_TOKEN: 'xapp-1',
    FEISHU_APP_ID: 'cli_0123456789abcdef',
    FEISHU_APP_SECRET: 'secret',
    FEISHU_ENCRYPT_KEY: 'key',
    WECOM_CORP_ID: 'ww1234567890abcdef',
    WECOM_BOT_ID: 'bot',
    WECOM_BOT_SECRET: 'secret',
  });
  expect(slack).toMatchObject({ install: { by: 'token', botToken: 'xoxb-1', appToken: 'xapp-1' } });
  expect(feishu).toMatchObject({ domain: 'feishu', encryptKey: 'key', longConnection: false });
  expect(readConfig({ SLACK_API_URL: 'http://127.0.0.1:1/api/' }).slack).toBeUndefined();
  expect(wecom).toMatchObject({ aibot: { botId: 'bot' }, official: undefined });
  expect(readConfig({}).feishu).toBeUndefined();
  expect(readConfig({}).wecom).toBeUndefined();
});

test('everything that is wrong with all platforms is said at once, each with where to get it, and no value is repeated', () => {
  const read = () =>
    readConfig({
      PORT: 'x',
      SLACK_BOT_TOKEN: 'a-secret-at-the-wrong-place',
      FEISHU_APP_ID: 'cli_1',
      WECHATY_SEND: 'yes',
      WECHATY_ENDPOINT: '127.0.0.1:1',
    });
  expect(read).toThrow(/PORT: expected a port number/);
  expect(read).toThrow(/SLACK_BOT_TOKEN: expected a token that begins with xoxb- \(api\.slack\.com/);
  expect(read).toThrow(/SLACK_SIGNING_SECRET: expected .*or SLACK_APP_TOKEN for Socket Mode/);
  expect(read).toThrow(/FEISHU_APP_ID: expected the App ID, cli_ and 16/);
  expect(read).toThrow(/FEISHU_APP_SECRET: expected .*Credentials & Basic Info/);
  expect(read).toThrow(/FEISHU_VERIFICATION_TOKEN/);
  expect(read).toThrow(/WECOM_CORP_ID: expected the corp id/);
  expect(read).toThrow(/WECHATY_TOKEN: expected the token[\s\S]*WECHATY_SEND: expected exactly i-accept/);
  expect(read).not.toThrow(/a-secret-at-the-wrong-place/);
});

test('several workspaces need the key for their tokens, and no token of one workspace', () => {
  const oauth = { SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: 's', SLACK_SIGNING_SECRET: 'signing-secret' };
  expect(() => readConfig(oauth)).toThrow(/TEND_SECRET_KEY: expected 32 bytes in base64.*node -e/);
  expect(() => readConfig(oauth)).toThrow(/TEND_PUBLIC_URL/);
  const whole = {
    ...oauth,
    TEND_SECRET_KEY: Buffer.alloc(32).toString('base64'),
    TEND_PUBLIC_URL: 'https://tend.example.com/',
  };
  expect(readConfig(whole).slack?.install).toMatchObject({
    by: 'oauth',
    publicUrl: 'https://tend.example.com',
  });
  expect(() => readConfig({ ...whole, SLACK_BOT_TOKEN: 'xoxb-1' })).toThrow(
    /SLACK_BOT_TOKEN: expected nothing/,
  );
});

test('where real customers are, no demo is made, and the playground is not shown to the world', () => {
  const slack = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' };
  expect(readConfig({})).toMatchObject({ demo: true, playground: true });
  expect(readConfig({ HOST: '0.0.0.0' })).toMatchObject({ playground: true });
  expect(readConfig(slack)).toMatchObject({ demo: false, playground: true });
  expect(readConfig({ ...slack, HOST: '0.0.0.0' })).toMatchObject({ demo: false, playground: false });
  expect(readConfig({ ...slack, HOST: '0.0.0.0', TEND_PLAYGROUND: 'on' })).toMatchObject({
    playground: true,
  });
});
