import { messageEvent, pushRequest } from '../support/servers/feishu/payloads.ts';
import { startFeishu } from '../support/servers/feishu/server.ts';
import { slackRequest } from '../support/servers/slack/deliver.ts';
import { startSlack } from '../support/servers/slack/server.ts';
import { createWorkspace } from '../support/servers/slack/workspace.ts';

const secrets = {
  bot: 'xoxb-bench',
  signing: 'signing-secret-of-the-bench',
  encrypt: 'encrypt-key-of-the-bench',
};

/** Both platforms' stand-ins, and the deliveries that they make. */
export type BenchPlatforms = {
  /** The environment in which Tend talks with them. */
  readonly environment: Readonly<Record<string, string>>;
  /** Returns the n-th delivery, signed now: by turns of Slack and Feishu, in 50 rooms each. */
  delivery(index: number): { readonly path: string; readonly request: Request };
  close(): Promise<void>;
};

/** Starts both stand-ins on loopback. */
export const startPlatforms = async (): Promise<BenchPlatforms> => {
  const space = createWorkspace(Date.now);
  const slack = await startSlack(space, { bot: secrets.bot, app: 'xapp-bench' });
  const feishu = await startFeishu();
  const slackEvent = (index: number): Request => {
    const ts = space.nextTs();
    return slackRequest(
      {
        type: 'event_callback',
        team_id: space.team,
        api_app_id: space.appId,
        event_id: `Ev${index}`,
        event_time: Math.floor(Date.now() / 1000),
        is_ext_shared_channel: true,
        authorizations: [{ enterprise_id: null, team_id: space.team, user_id: space.botUser, is_bot: true }],
        event: {
          type: 'message',
          user: 'U0ANN',
          team: 'T0AWAY',
          user_team: 'T0AWAY',
          text: `Could you send the invoice ${index} again please?`,
          ts,
          event_ts: ts,
          channel: `C${index % 50}`,
          channel_type: 'channel',
        },
      },
      secrets.signing,
      Date.now(),
    );
  };
  const feishuEvent = (index: number): Request =>
    pushRequest(
      messageEvent({
        content: { text: `请再发一次发票 ${index}，谢谢` },
        more: { message_id: `om_${index}`, chat_id: `oc_${index % 50}` },
      }),
      { key: secrets.encrypt },
    );
  return {
    environment: {
      TEND_DEMO: 'off',
      SLACK_API_URL: slack.apiUrl,
      SLACK_BOT_TOKEN: secrets.bot,
      SLACK_SIGNING_SECRET: secrets.signing,
      FEISHU_APP_ID: feishu.state.appId,
      FEISHU_APP_SECRET: feishu.state.appSecret,
      FEISHU_TENANT_KEY: feishu.state.tenant,
      FEISHU_ENCRYPT_KEY: secrets.encrypt,
      FEISHU_DOMAIN: feishu.url.href,
    },
    delivery: (index) =>
      index % 2 === 0
        ? { path: '/slack/events', request: slackEvent(index) }
        : { path: '/feishu/events', request: feishuEvent(index) },
    close: async () => {
      await slack.close();
      await feishu.close();
    },
  };
};
