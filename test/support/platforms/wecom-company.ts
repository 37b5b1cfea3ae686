import type { Config } from '../../../bot/config.ts';
import { readWecomSettings } from '../../../bot/platforms/wecom-settings.ts';
import type { TestApp } from '../app.ts';
import { botMessage } from '../servers/wecom/aibot-bench.ts';
import { type Gateway, startGateway } from '../servers/wecom/gateway.ts';
import {
  appMessage,
  callbackRequest,
  callbackToken,
  encodingAesKey,
  eventXml,
} from '../servers/wecom/payloads.ts';
import { readMessage } from '../servers/wecom/reader.ts';
import { colleague, startWecom, type WecomStandIn } from '../servers/wecom/server.ts';
import { until } from '../until.ts';
import type { Said } from './stage.ts';

const botSecret = 'bot-secret-that-nobody-may-see';
const archiveToken = 'archive-token-that-nobody-may-see';

/** A company on WeCom with all official routes on, and `mia` of it, who uses the app and the AI bot. */
export type WecomCompany = {
  readonly wecom: WecomStandIn;
  readonly gateway: Gateway;
  /** Mia's chat with the app, and the internal group in which the AI bot is. */
  readonly direct: string;
  readonly team: string;
  readonly secrets: readonly string[];
  /** The app's configuration, with what `more` switches on. */
  config(more?: Readonly<Record<string, string>>): Partial<Config>;
  at(app: Pick<TestApp, 'url' | 'db'>): void;
  app(): Pick<TestApp, 'url' | 'db'>;
  /** Delivers a callback; resolves when it is acknowledged. */
  tells(xml: string): Promise<void>;
  /** Mia writes to the app or in the internal group. Returns the message's own id. */
  writes(room: string, text: string): Promise<string>;
  /** The operator's process hands over an item of the archive. */
  archives(item: object): Promise<void>;
  presses(message: Said, label: RegExp): Promise<void>;
  /** What the bot said in the app and in the internal groups. */
  said(): readonly Said[];
  close(): Promise<void>;
};

/** A card without words goes on with the message before it, whose words did not fit on it. */
const joined = (messages: WecomStandIn['state']['messages']): readonly Said[] => {
  const said: Said[] = [];
  for (const { id, user, body } of messages) {
    const { text, buttons } = readMessage(body);
    const conversation = `app:${user}`;
    const last = said.findLastIndex((each) => each.conversation === conversation);
    const before = said[last];
    const card = body['template_card'] as { readonly sub_title_text?: string } | undefined;
    if (card && card.sub_title_text === undefined && before?.text.startsWith(text.replace('…', '')))
      said[last] = { ...before, buttons: [...before.buttons, ...buttons] };
    else said.push({ ref: id, conversation, text, buttons });
  }
  return said;
};

/** Starts the stand-ins of WeCom, with the customers' group and a group robot that only members read. */
export const openWecomCompany = async (): Promise<WecomCompany> => {
  const wecom = await startWecom();
  const gateway = await startGateway(botSecret);
  const { state } = wecom;
  let playing: Pick<TestApp, 'url' | 'db'> | undefined;
  const app = () => {
    if (!playing) throw new Error('The stage does not know its app.');
    return playing;
  };
  const post = async (path: string, body: string, headers: Record<string, string> = {}): Promise<void> => {
    const answer = await fetch(`${app().url}${path}`, { method: 'POST', headers, body });
    if (answer.status !== 200) throw new Error(`The app answered ${answer.status}: ${await answer.text()}`);
  };
  const tells: WecomCompany['tells'] = async (xml) => {
    const request = callbackRequest(xml);
    await post(`/wecom/events${new URL(request.url).search}`, await request.text());
  };
  const said: WecomCompany['said'] = () => [
    ...joined(state.messages),
    ...gateway.said.map(({ ref, conversation, body }) => ({
      ref,
      conversation: `aibot:${conversation}`,
      ...readMessage(body),
    })),
    ...state.robotMessages.map(({ body }, index) => ({
      ref: `robot-${index}`,
      conversation: 'webhook:alerts',
      ...readMessage(body),
    })),
  ];
  const direct = `app:${colleague}`;
  const team = 'aibot:wrINTERNAL';
  const environment = {
    WECOM_CORP_ID: state.corpId,
    WECOM_AGENT_ID: '1000002',
    WECOM_SECRET: state.secret,
    WECOM_TOKEN: callbackToken,
    WECOM_AES_KEY: encodingAesKey,
    WECOM_WEBHOOKS: `alerts=${state.robotKeys.get('alerts')}`,
    WECOM_WEBHOOKS_INTERNAL: 'alerts',
    WECOM_API_URL: wecom.url,
    WECOM_BOT_ID: 'BOT',
    WECOM_BOT_SECRET: botSecret,
    WECOM_BOT_URL: gateway.url,
    WECOM_ARCHIVE_TOKEN: archiveToken,
  };

  return {
    wecom,
    gateway,
    direct,
    team,
    secrets: [state.secret, callbackToken, encodingAesKey, botSecret, archiveToken],
    config: (more = {}) => {
      const { settings, problems } = readWecomSettings({ ...environment, ...more });
      if (!settings)
        throw new Error(`The settings are wrong: ${problems.map(({ name }) => name).join(', ')}`);
      return { wecom: settings };
    },
    at: (to) => {
      playing = to;
    },
    app,
    tells,
    writes: async (room, text) => {
      if (room === direct) {
        const xml = appMessage(text);
        await tells(xml);
        return /<MsgId><!\[CDATA\[(\d+)/.exec(xml)?.[1] ?? '';
      }
      const frame = botMessage(text);
      if (!gateway.push(frame)) throw new Error('The AI bot is not connected.');
      return (frame['body'] as { readonly msgid: string }).msgid;
    },
    archives: (item) =>
      post('/wecom/archive', JSON.stringify(item), { authorization: `Bearer ${archiveToken}` }),
    presses: async (message, label) => {
      // The card comes after the words that did not fit on it.
      const button = await until(
        () =>
          said()
            .find((each) => each.ref === message.ref)
            ?.buttons.find((each) => label.test(each.label)),
        `The message has no button ${label}.`,
      );
      await tells(
        eventXml('template_card_event', {
          FromUserName: colleague,
          EventKey: JSON.stringify([button.action, button.value, 0]),
          TaskId: message.ref,
          AgentID: 1_000_002,
        }),
      );
    },
    said,
    close: async () => {
      await gateway.close();
      await wecom.close();
    },
  };
};
