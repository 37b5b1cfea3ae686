import { howToMakeKey, readKey } from './seal.ts';
import { addressPattern, checksOf, type Given, type Problem } from './settings.ts';

/** How Tend is installed on Slack: in one workspace by its token, or in any number by OAuth. */
export type SlackSettings = {
  readonly apiUrl: string | undefined;
  /** Requests are accepted when they are signed with it; absent when events come over a socket alone. */
  readonly signingSecret: string | undefined;
  readonly install:
    | { readonly by: 'token'; readonly botToken: string; readonly appToken: string | undefined }
    | {
        readonly by: 'oauth';
        readonly clientId: string;
        readonly clientSecret: string;
        readonly key: Buffer;
        /** Where this server is reached from outside, without a slash at the end. */
        readonly publicUrl: string;
      };
};

const names = [
  'SLACK_BOT_TOKEN',
  'SLACK_SIGNING_SECRET',
  'SLACK_APP_TOKEN',
  'SLACK_CLIENT_ID',
  'SLACK_CLIENT_SECRET',
];
const where = {
  botToken:
    'a token that begins with xoxb- (api.slack.com/apps → your app → Install App → Bot User OAuth Token)',
  signing: '32 hexadecimal characters (api.slack.com/apps → your app → Basic Information → Signing Secret)',
  appToken:
    'a token that begins with xapp- (api.slack.com/apps → your app → Basic Information → App-Level Tokens, scope connections:write)',
  client: 'api.slack.com/apps → your app → Basic Information → App Credentials',
  key: `32 bytes in base64, because the tokens of the workspaces are stored encrypted; ${howToMakeKey}`,
  publicUrl: 'the https address at which Slack reaches this server, such as https://tend.example.com',
};

/** Returns what the variables say of Slack (undefined when they say nothing) and everything that is wrong. */
export const readSlackSettings = (
  given: Given,
): { readonly settings: SlackSettings | undefined; readonly problems: readonly Problem[] } => {
  if (!names.some((name) => given[name] !== undefined)) return { settings: undefined, problems: [] };
  const checks = checksOf(given);
  const clientId = given['SLACK_CLIENT_ID'];
  const clientSecret = given['SLACK_CLIENT_SECRET'];
  const botToken = given['SLACK_BOT_TOKEN'];
  const appToken = given['SLACK_APP_TOKEN'];
  const signingSecret = given['SLACK_SIGNING_SECRET'];
  const publicUrl = given['TEND_PUBLIC_URL'];
  const key = readKey(given['TEND_SECRET_KEY'] ?? '');
  checks.look('SLACK_BOT_TOKEN', /^xoxb-\S+$/, where.botToken);
  checks.look('SLACK_APP_TOKEN', /^xapp-\S+$/, where.appToken);
  checks.look('SLACK_SIGNING_SECRET', /^\S{8,}$/, where.signing);
  checks.look('SLACK_API_URL', addressPattern, 'an address that begins with http:// or https://');
  const byOauth = clientId !== undefined || clientSecret !== undefined;
  if (byOauth) {
    checks.require('SLACK_CLIENT_ID', `the Client ID (${where.client})`);
    checks.require('SLACK_CLIENT_SECRET', `the Client Secret (${where.client})`);
    checks.require('SLACK_SIGNING_SECRET', where.signing);
    checks.require('TEND_SECRET_KEY', where.key);
    checks.require('TEND_PUBLIC_URL', where.publicUrl);
    const one = 'nothing, when SLACK_CLIENT_ID is set: each workspace brings its own token';
    checks.forbid('SLACK_BOT_TOKEN', one);
    checks.forbid('SLACK_APP_TOKEN', `${one}, and Socket Mode serves one workspace`);
  } else {
    checks.require('SLACK_BOT_TOKEN', where.botToken);
    if (appToken === undefined) {
      checks.require('SLACK_SIGNING_SECRET', `${where.signing}; or SLACK_APP_TOKEN for Socket Mode`);
    }
  }
  if (checks.problems.length > 0) return { settings: undefined, problems: checks.problems };
  const common = { apiUrl: given['SLACK_API_URL'], signingSecret };
  if (clientId !== undefined && clientSecret !== undefined && key && publicUrl !== undefined) {
    const install = {
      by: 'oauth',
      clientId,
      clientSecret,
      key,
      publicUrl: publicUrl.replace(/\/+$/, ''),
    } as const;
    return { settings: { ...common, install }, problems: [] };
  }
  if (botToken === undefined) return { settings: undefined, problems: [] };
  return { settings: { ...common, install: { by: 'token', botToken, appToken } }, problems: [] };
};
