import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findInstallation } from '../../db/installations.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { slackRequest } from '../support/servers/slack/deliver.ts';
import { type SlackServer, startSlack } from '../support/servers/slack/server.ts';
import { createWorkspace, type Workspace } from '../support/servers/slack/workspace.ts';
import { until } from '../support/until.ts';

const signing = 'slack-signing-secret-of-the-workspaces';
const tokens = { bot: 'xoxb-token-of-the-workspace', app: 'xapp-unused' };
let space: Workspace;
let slack: SlackServer;
let app: TestApp;

beforeAll(async () => {
  space = createWorkspace(Date.now);
  slack = await startSlack(space, tokens);
  app = await startTestApp({
    slack: {
      apiUrl: slack.apiUrl,
      signingSecret: signing,
      install: {
        by: 'oauth',
        clientId: slack.oauth.clientId,
        clientSecret: slack.oauth.clientSecret,
        key: randomBytes(32),
        publicUrl: 'http://tend.example.com',
      },
    },
  });
});

afterAll(async () => {
  await app.stop();
  await slack.close();
});

const deliver = async (body: object, secret = signing): Promise<Response> => {
  const request = slackRequest(body, secret, Date.now());
  return fetch(`${app.url}/slack/events`, {
    method: 'POST',
    headers: Object.fromEntries(request.headers),
    body: await request.text(),
  });
};

const event = (fields: object) => ({
  type: 'event_callback',
  team_id: space.team,
  api_app_id: space.appId,
  event_id: `Ev${Math.random()}`,
  event_time: Math.floor(Date.now() / 1000),
  authorizations: [{ enterprise_id: null, team_id: space.team, user_id: space.botUser, is_bot: true }],
  event: fields,
});

const message = () => {
  const ts = space.nextTs();
  return event({
    type: 'message',
    user: 'U0MIA',
    team: space.team,
    text: 'hello',
    ts,
    event_ts: ts,
    channel: 'C0ACME',
    channel_type: 'channel',
  });
};

const follow = (url: string, cookie = ''): Promise<Response> =>
  fetch(url, { redirect: 'manual', headers: cookie === '' ? {} : { cookie } });

/** The browser's way: our page, Slack's page of consent, and back to us with a code. */
const browse = async (): Promise<{ readonly back: URL; readonly cookie: string }> => {
  const begun = await follow(`${app.url}/slack/install`);
  const consent = await follow(begun.headers.get('location') ?? '');
  const back = new URL(consent.headers.get('location') ?? '');
  return { back, cookie: (begun.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
};

const comeBack = ({ back, cookie }: { readonly back: URL; readonly cookie: string }): Promise<Response> =>
  follow(`${app.url}${back.pathname}${back.search}`, cookie);

test('before any workspace has installed it, the address is verified and deliveries are refused', async () => {
  const challenge = { type: 'url_verification', challenge: 'say-this', token: 't' };
  expect(await (await deliver(challenge)).json()).toEqual({ challenge: 'say-this' });
  expect((await deliver(challenge, 'another-secret')).status).toBe(401);
  const refused = await deliver(message());
  expect([refused.status, refused.headers.get('x-slack-no-retry')]).toEqual([404, '1']);
});

test('an installation that another browser began, or nobody, is refused', async () => {
  const { back, cookie } = await browse();
  expect((await comeBack({ back, cookie: '' })).status).toBe(400);
  expect((await comeBack({ back, cookie: 'tend_slack_install=other' })).status).toBe(400);
  const changed = new URL(back);
  changed.searchParams.set('state', `${Date.now() + 1e6}.${cookie.split('=')[1]}.forged`);
  expect((await comeBack({ back: changed, cookie })).status).toBe(400);
  expect(await findInstallation(app.db, 'slack', space.team)).toBeUndefined();
});

test('a workspace installs it in the browser; its token is stored encrypted, and its messages are taken', async () => {
  const answer = await comeBack(await browse());
  expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('installed in Home')]);
  const stored = await findInstallation(app.db, 'slack', space.team);
  expect(stored?.name).toBe('Home');
  expect(stored?.sealed).not.toContain(tokens.bot);
  expect((await deliver(message())).status).toBe(200);
  await until(
    () =>
      app.db
        .selectFrom('room')
        .select('id')
        .where('platform', '=', 'slack')
        .where('account', '=', space.team)
        .where('external_id', '=', 'C0ACME')
        .executeTakeFirst(),
    'The message was not processed.',
  );
  expect((await deliver(message(), 'another-secret')).status).toBe(401);
});

test('a member who opens the bot’s page sees customers, an outsider a neutral line', async () => {
  for (const [user, team] of [
    ['U0MIA', space.team],
    ['U0ANN', 'T0AWAY'],
  ]) {
    const opened = event({
      type: 'app_home_opened',
      user,
      user_team: team,
      channel: `D${user}`,
      tab: 'home',
      event_ts: space.nextTs(),
    });
    expect((await deliver(opened)).status).toBe(200);
  }
  const homes = await until(() => space.homes.size === 2 && space.homes, 'The pages were not shown.');
  expect(JSON.stringify(homes.get('U0MIA'))).toMatch(/Open follow-ups[\s\S]*Customers by value at risk/);
  expect(JSON.stringify(homes.get('U0ANN'))).toMatch(/nothing to show/);
  expect(JSON.stringify(homes.get('U0ANN'))).not.toMatch(/Customers by value|follow-ups/);
});

test('a revoked token of a person changes nothing, of the bot it ends the installation', async () => {
  expect((await deliver(event({ type: 'tokens_revoked', tokens: { oauth: ['U0MIA'] } }))).status).toBe(200);
  expect(await findInstallation(app.db, 'slack', space.team)).toBeDefined();
  expect(
    (await deliver(event({ type: 'tokens_revoked', tokens: { bot: ['U0TEND'] } }), 'forged')).status,
  ).toBe(401);
  expect(await findInstallation(app.db, 'slack', space.team)).toBeDefined();
  expect((await deliver(event({ type: 'tokens_revoked', tokens: { bot: ['U0TEND'] } }))).status).toBe(200);
  await until(
    async () => (await findInstallation(app.db, 'slack', space.team)) === undefined,
    'The installation is still there.',
  );
  expect((await deliver(message())).status).toBe(404);
});
