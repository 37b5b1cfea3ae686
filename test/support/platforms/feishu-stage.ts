import { cardEvent, envelope, messageEvent, pushRequest } from '../servers/feishu/payloads.ts';
import { colleague, customer, room, startFeishu } from '../servers/feishu/server.ts';
import { nextMessageId, type StandInMessage } from '../servers/feishu/state.ts';
import type { Said, Stage } from './stage.ts';

type Fields = Record<string, unknown>;

const encryptKey = 'encrypt-key-of-the-story';
const people = { ann: customer, mia: colleague } as const;
const direct = `oc_p2p_${colleague.openId}`;
const team = 'oc_team';

const wordsOf = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(wordsOf);
  if (typeof value !== 'object' || value === null) return [];
  const { tag, content, text } = value as Fields;
  if (tag === 'button') return [];
  if (typeof content === 'string') return [content];
  if (typeof text === 'string') return [text];
  return Object.values(value).flatMap(wordsOf);
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const buttonsIn = (value: unknown): Said['buttons'] => {
  if (Array.isArray(value)) return value.flatMap(buttonsIn);
  if (typeof value !== 'object' || value === null) return [];
  const fields = value as Fields;
  if (fields['tag'] !== 'button') return Object.values(fields).flatMap(buttonsIn);
  const [label = ''] = wordsOf(fields['text']);
  const behaviours = fields['behaviors'] as readonly Fields[] | undefined;
  const carried = (fields['value'] ?? behaviours?.[0]?.['value'] ?? {}) as Fields;
  return [{ label, action: textOf(carried['action']), value: textOf(carried['value']) }];
};

const sayOf = (message: StandInMessage): Said => {
  const content: unknown = JSON.parse(message.content);
  return {
    ref: message.id,
    conversation: message.chat,
    text: wordsOf(content).join('\n'),
    buttons: buttonsIn(content),
  };
};

/** Starts a Feishu with a group of the company and a customer, and a group of the company's own. */
export const openFeishuStage = async (): Promise<Stage> => {
  const standIn = await startFeishu();
  const { state } = standIn;
  state.chats.set(team, { id: team, name: 'team', mode: 'group', members: [colleague], hasBot: true });
  state.chats.set(direct, { id: direct, name: '', mode: 'p2p', members: [colleague], hasBot: true });
  let url = '';

  const deliver = async (body: object): Promise<void> => {
    const request = pushRequest(body, { key: encryptKey });
    const answer = await fetch(`${url}/feishu/events`, {
      method: 'POST',
      headers: Object.fromEntries(request.headers),
      body: await request.text(),
    });
    if (answer.status !== 200) throw new Error(`The app answered ${answer.status}: ${await answer.text()}`);
  };
  const sends = (path: string): boolean => /^im\/v1\/messages(?:\/|$)/.test(path);

  return {
    config: {
      feishu: {
        appId: state.appId,
        appSecret: state.appSecret,
        tenantKey: state.tenant,
        verificationToken: 'verification-token-of-the-app',
        encryptKey,
        domain: standIn.url.href,
        longConnection: false,
      },
    },
    customerRoom: room,
    teamRoom: team,
    bot: '@_user_1',
    asks: { room, text: '@_user_1 status' },
    secrets: [state.appSecret, encryptKey, 'verification-token-of-the-app', 't-secret-'],
    takesButtonsOff: true,
    care: { becomes: 'sent' },
    at: (app) => {
      url = app.url;
    },
    says: async (who, chat, text) => {
      const { openId, tenant } = people[who];
      const id = nextMessageId(state);
      const now = Date.now();
      state.messages.push({
        id,
        chat,
        receiver: chat,
        type: 'text',
        content: JSON.stringify({ text }),
        createdAt: now,
        updatedAt: now,
        from: { id: openId, type: 'user', tenant },
        deleted: false,
      });
      const mention = {
        key: '@_user_1',
        id: { open_id: state.botOpenId, union_id: 'on_bot', user_id: '' },
        mentioned_type: 'bot',
        name: 'Tend',
        tenant_key: state.tenant,
      };
      const more = {
        message_id: id,
        chat_id: chat,
        chat_type: chat === direct ? 'p2p' : 'group',
        ...(text.includes(mention.key) ? { mentions: [mention] } : {}),
      };
      await deliver(messageEvent({ content: { text }, more }, { openId, tenant }));
      return id;
    },
    invites: (chat) =>
      deliver(
        envelope('im.chat.member.bot.added_v1', {
          chat_id: chat,
          operator_id: { open_id: colleague.openId, union_id: 'on_colleague', user_id: '' },
          external: chat === room,
          operator_tenant_key: colleague.tenant,
          name: state.chats.get(chat)?.name ?? '',
        }),
      ),
    presses: async (message, label, by = 'mia') => {
      const button = message.buttons.find((each) => label.test(each.label));
      if (!button)
        throw new Error(`No button ${label}: ${message.buttons.map((each) => each.label).join(', ')}`);
      await deliver(
        cardEvent(
          { value: { action: button.action, value: button.value } },
          {
            context: { open_message_id: message.ref, open_chat_id: message.conversation },
            operator: {
              tenant_key: people[by].tenant,
              user_id: '',
              open_id: people[by].openId,
              union_id: `on_${by}`,
            },
          },
        ),
      );
    },
    said: () => state.messages.filter((each) => each.from.type === 'app' && !each.deleted).map(sayOf),
    sentTo: (chat) => {
      const inRoom = new Set(state.messages.filter((each) => each.chat === chat).map((each) => each.id));
      return state.calls
        .filter((each) => each.method !== 'GET' && sends(each.path))
        .filter((each) => each.body['receive_id'] === chat || inRoom.has(each.path.split('/')[3] ?? ''))
        .map((each) => JSON.stringify(each.body));
    },
    isDirect: (said) => said.conversation === direct,
    close: () => standIn.close(),
  };
};
