import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runTend, startTend } from '../support/command-line.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { messageEvent, pushRequest } from '../support/servers/feishu/payloads.ts';
import { colleague, type FeishuStandIn, startFeishu } from '../support/servers/feishu/server.ts';
import { slackRequest } from '../support/servers/slack/deliver.ts';
import { type SlackServer, startSlack } from '../support/servers/slack/server.ts';
import { createWorkspace, type Workspace } from '../support/servers/slack/workspace.ts';
import { until } from '../support/until.ts';

const words = 'The-words-of-a-customer-that-no-log-may-hold';
const secrets = {
  signing: 'signing-secret-that-no-log-may-hold',
  bot: 'xoxb-token-that-no-log-may-hold',
  encrypt: 'encrypt-key-that-no-log-may-hold',
  verification: 'verification-token-of-the-app',
};

let database: TestDatabase;
let space: Workspace;
let slack: SlackServer;
let feishu: FeishuStandIn;
let home: string;
let environment: Record<string, string>;

beforeAll(async () => {
  database = await createTestDatabase();
  home = await mkdtemp(join(tmpdir(), 'tend-logs-'));
  space = createWorkspace(Date.now);
  slack = await startSlack(space, { bot: secrets.bot, app: 'xapp-unused' }, 'chat:write');
  feishu = await startFeishu();
  environment = {
    TEND_HOME: home,
    DATABASE_URL: database.url,
    PORT: '0',
    TEND_DEMO: 'off',
    TEND_LANGUAGE: 'en',
    LOG_LEVEL: 'debug',
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: secrets.bot,
    SLACK_SIGNING_SECRET: secrets.signing,
    FEISHU_APP_ID: feishu.state.appId,
    FEISHU_APP_SECRET: feishu.state.appSecret,
    FEISHU_TENANT_KEY: feishu.state.tenant,
    FEISHU_ENCRYPT_KEY: secrets.encrypt,
    FEISHU_VERIFICATION_TOKEN: secrets.verification,
    FEISHU_DOMAIN: feishu.url.href,
  };
});

afterAll(async () => {
  await slack.close();
  await feishu.close();
  await database.drop();
  await rm(home, { recursive: true, force: true });
});

const slackMessage = (text: string, user: string, team: string) => {
  const ts = space.nextTs();
  return {
    type: 'event_callback',
    team_id: space.team,
    api_app_id: space.appId,
    event_id: `Ev${ts}`,
    event_time: Math.floor(Date.now() / 1000),
    is_ext_shared_channel: true,
    authorizations: [{ enterprise_id: null, team_id: space.team, user_id: space.botUser, is_bot: true }],
    event: {
      type: 'message',
      user,
      team,
      user_team: team,
      text,
      ts,
      event_ts: ts,
      channel: 'C0ACME',
      channel_type: 'channel',
    },
  };
};

const post = async (url: string, request: Request): Promise<number> =>
  (
    await fetch(url, {
      method: 'POST',
      headers: Object.fromEntries(request.headers),
      body: await request.text(),
    })
  ).status;

/** Everything that is secret or was written by somebody, in the forms in which it could be logged. */
const expectClean = (text: string): void => {
  const all = [...Object.values(secrets), feishu.state.appSecret, 't-secret-', words];
  for (const one of all) {
    expect(text).not.toContain(one);
    expect(text).not.toContain(Buffer.from(one).toString('base64').replace(/=+$/, ''));
  }
};

test('no log holds a secret or what anybody wrote, however much goes wrong', async () => {
  const run = startTend(['serve', '--work'], environment);
  let out = '';
  run.process.stdout?.on('data', (chunk: string) => {
    out += chunk;
  });
  const url = await until(() => /running: (\S+)/.exec(out)?.[1], 'Tend did not start.', 25_000);
  const now = Date.now();
  const say = (text: string, user = 'U0ANN', team = 'T0AWAY') => slackMessage(text, user, team);
  expect(await post(`${url}/slack/events`, slackRequest(say(words), secrets.signing, now))).toBe(200);
  const forged = slackRequest(say(words), secrets.signing, now, { signature: 'forged' });
  expect(await post(`${url}/slack/events`, forged)).toBe(401);
  const stale = slackRequest(say(words), secrets.signing, now, { signature: 'stale' });
  expect(await post(`${url}/slack/events`, stale)).toBe(401);
  await post(`${url}/slack/events`, slackRequest(`{"truncated": "${words}`, secrets.signing, now));
  for (const fault of [
    { kind: 'cut-after' },
    { kind: '429', waitS: 1 },
    { kind: 'error', error: 'invalid_auth' },
    { kind: 'html' },
  ] as const) {
    slack.fail('chat.postEphemeral', fault);
    const asks = say(`<@${space.botUser}> status ${words}`, 'U0MIA', space.team);
    expect(await post(`${url}/slack/events`, slackRequest(asks, secrets.signing, now))).toBe(200);
  }
  slack.fail('conversations.members', { kind: 'error', error: 'missing_scope' });
  const key = secrets.encrypt;
  const told = (by?: { readonly openId: string; readonly tenant: string }) =>
    messageEvent({ content: { text: `${by ? '@_user_1 status ' : ''}${words}` } }, by);
  expect(await post(`${url}/feishu/events`, pushRequest(told(), { key }))).toBe(200);
  feishu.state.faults.push({ status: 400, body: { code: 99991663, msg: 'bad token' } }, { cut: 'after' });
  expect(await post(`${url}/feishu/events`, pushRequest(told(colleague), { key }))).toBe(200);
  expect(await post(`${url}/feishu/events`, pushRequest(told(), { key, signature: 'forged' }))).toBe(401);
  await post(`${url}/feishu/events`, pushRequest(told(), { key, raw: `{"encrypt":"${words}"}` }));
  await until(
    () => slack.calls.filter((each) => each.method === 'chat.postEphemeral').length >= 4,
    'Nothing was sent.',
    25_000,
  );
  run.process.kill('SIGTERM');
  const ended = await run.ended;
  expect(ended.code).toBe(0);
  expect(ended.err).toMatch(/refused/);
  expectClean(ended.out + ended.err);
}, 60_000);

test('the doctor looks at every step, says what is missing and where to click, and shows no secret', async () => {
  const well = await runTend(['doctor'], { ...environment, LOG_LEVEL: 'silent' });
  expectClean(well.out + well.err);
  expect(well.out).toMatch(/✓ Slack token: Home \(T0HOME\)/);
  expect(well.out).toMatch(/✗ Slack scopes: missing: app_mentions:read .*OAuth & Permissions/);
  expect(well.out).toMatch(/✓ Slack clock/);
  expect(well.out).toMatch(/✓ Slack events: the last one at/);
  expect(well.out).toMatch(/✓ Slack room acme: 1 of ours, 1 from outside/);
  expect(well.out).toMatch(/✓ Feishu credentials/);
  expect(well.out).toMatch(/✓ Feishu bot: Tend/);
  expect(well.out).toMatch(/✓ Feishu tenant: tenant-us/);
  expect(well.out).toMatch(/✓ Feishu room Acme & us: 1 of ours, 1 from outside/);
  expect(well.code).toBe(1);
  const ill = await runTend(['doctor'], {
    ...environment,
    LOG_LEVEL: 'silent',
    SLACK_BOT_TOKEN: 'xoxb-another-token',
    FEISHU_APP_SECRET: 'another-secret',
  });
  expect(ill.out).toMatch(/✗ Slack token: the token is not valid; copy it again: api\.slack\.com/);
  expect(ill.out).toMatch(/✗ Feishu credentials: Feishu says 10014.*FEISHU_APP_SECRET/);
  expect(ill.code).toBe(1);
}, 60_000);
