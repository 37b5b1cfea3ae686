import type { Adapter } from '../../core/adapter.ts';
import { forms } from '../commands/forms.ts';
import type { Around, Host } from './host.ts';
import { createOneInstallation } from './one-installation.ts';
import { readAddress } from './slack-address.ts';
import type { SlackSettings } from './slack-settings.ts';
import { createSlackWorkspaces, type Workspace } from './slack-workspaces.ts';

/** Returns Slack as it is configured; its adapter and the vendor's SDK are loaded when they are first needed. */
export const createSlack = (settings: SlackSettings, around: Around): Host => {
  const { db, log, missed, language } = around;
  const { apiUrl, signingSecret, install } = settings;
  const at = apiUrl === undefined ? {} : { apiUrl };
  const open = async (
    { account, token, botUserId }: Workspace,
    more: { readonly appToken?: string; readonly onRevoked?: () => void },
  ): Promise<Adapter> => {
    const { createSlackAdapter } = await import('../../adapters/slack/adapter.ts');
    const adapter: Adapter = createSlackAdapter({
      account,
      token,
      ...(botUserId === undefined ? {} : { botUserId }),
      ...(signingSecret === undefined ? {} : { signingSecret }),
      ...more,
      ...at,
      forms,
      language,
      now: Date.now,
      log,
      onGap: ({ fromAt, toAt }) => missed(adapter, { fromAt, untilAt: toAt }),
    });
    return adapter;
  };
  if (install.by === 'token') {
    const { botToken, appToken } = install;
    const openOne = async (): Promise<Adapter> => {
      const { identifySlack } = await import('../../adapters/slack/identify.ts');
      const self = await identifySlack(botToken, log, apiUrl);
      const workspace = { account: self.team, token: botToken, botUserId: self.botUser };
      return open(workspace, appToken === undefined ? {} : { appToken });
    };
    return createOneInstallation('slack', '/slack/events', openOne, log);
  }
  return createSlackWorkspaces(db, log, settings, {
    open: (workspace, onRevoked) => open(workspace, { onRevoked }),
    read: readAddress,
    scopes: async () =>
      (await import('../../adapters/slack/manifest.ts')).botScopes.map((each) => each.scope),
    isSigned: async (request, body) => {
      const { refuseForged } = await import('../../adapters/slack/verify.ts');
      const signature = request.headers.get('x-slack-signature');
      const timestamp = request.headers.get('x-slack-request-timestamp');
      return refuseForged(signingSecret ?? '', { signature, timestamp, body }, Date.now()) === undefined;
    },
  });
};
