import { PlatformError } from '../../core/errors.ts';
import type { Finding } from './finding.ts';
import { callSlack } from './slack-call.ts';
import type { SlackSettings } from './slack-settings.ts';

const apps = 'api.slack.com/apps → your app';
/** Slack refuses requests whose time is five minutes off, and so do we; at this distance it is time to look. */
const skewMs = 60_000;

const remedies: Readonly<Record<string, string>> = {
  invalid_auth: `the token is not valid; copy it again: ${apps} → Install App`,
  not_authed: `the token is missing; copy it: ${apps} → Install App`,
  account_inactive: `the app was removed from the workspace; install it again: ${apps} → Install App`,
  token_revoked: `the token was revoked; install the app again: ${apps} → Install App`,
  token_expired: `the token expired; turn token rotation off: ${apps} → OAuth & Permissions`,
};

const problemOf = (error: unknown): string => {
  if (!(error instanceof PlatformError)) return 'it could not be checked';
  const code = error.platformCode;
  return code === undefined ? error.message : (remedies[code] ?? `Slack says ${code}`);
};

/** Returns what is to be said of a bot token: whose it is, what it may not do, and whether the clocks agree. */
export const checkSlackToken = async (
  token: string,
  apiUrl: string | undefined,
): Promise<readonly Finding[]> => {
  try {
    const askedAt = Date.now();
    const { body, scopes, serverAt } = await callSlack(apiUrl, 'auth.test', {}, token);
    const { botScopes } = await import('../../adapters/slack/manifest.ts');
    const missing = botScopes.filter((each) => scopes.length > 0 && !scopes.includes(each.scope));
    const away = serverAt === undefined ? 0 : Math.round((serverAt - askedAt) / 1000);
    return [
      { what: 'Slack token', ok: true, detail: `${String(body['team'])} (${String(body['team_id'])})` },
      {
        what: 'Slack scopes',
        ok: missing.length === 0,
        detail:
          missing.length === 0
            ? scopes.length > 0
              ? 'all there'
              : 'Slack does not tell'
            : `missing: ${missing.map((each) => `${each.scope} (${each.why})`).join(', ')}. Add them under ${apps} → OAuth & Permissions → Scopes, then reinstall the app`,
      },
      {
        what: 'Slack clock',
        ok: Math.abs(away) * 1000 < skewMs,
        detail: `${Math.abs(away)} s ${away < 0 ? 'behind' : 'ahead of'} ours${Math.abs(away) * 1000 < skewMs ? '' : ': set this machine’s clock, or all requests are refused'}`,
      },
    ];
  } catch (error) {
    return [{ what: 'Slack token', ok: false, detail: problemOf(error) }];
  }
};

/** Returns what is to be said of Slack's settings that do not belong to one workspace. */
export const checkSlackSettings = async (settings: SlackSettings): Promise<readonly Finding[]> => {
  const { install, signingSecret, apiUrl } = settings;
  const findings: Finding[] = [];
  if (install.by === 'token' && install.appToken !== undefined) {
    try {
      await callSlack(apiUrl, 'apps.connections.open', {}, install.appToken);
      findings.push({ what: 'Slack Socket Mode', ok: true, detail: 'a connection can be opened' });
    } catch {
      const detail = `no connection can be opened; turn Socket Mode on (${apps} → Socket Mode) and give the app-level token the scope connections:write (Basic Information → App-Level Tokens)`;
      findings.push({ what: 'Slack Socket Mode', ok: false, detail });
    }
  }
  if (signingSecret !== undefined) {
    findings.push({
      what: 'Slack signing secret',
      ok: true,
      detail: `set; it is right when an event arrived (below). Request URL for events, interactivity and /tend: …/slack/events (${apps} → Event Subscriptions)`,
    });
  }
  if (install.by === 'oauth') {
    findings.push({ what: 'Slack installation', ok: true, detail: `${install.publicUrl}/slack/install` });
  }
  return findings;
};
