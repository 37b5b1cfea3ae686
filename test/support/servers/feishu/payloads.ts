import { encryptBody, signBody } from './crypto.ts';

let counted = 0;

/** Returns an event as version 2.0 wraps it. */
export const envelope = (type: string, event: object, header: object = {}): object => ({
  schema: '2.0',
  header: {
    event_id: `event-${++counted}`,
    token: 'verification-token-of-the-app',
    create_time: String(Date.now()),
    event_type: type,
    tenant_key: 'tenant-us',
    app_id: 'cli_0123456789abcdef',
    ...header,
  },
  event,
});

/** Returns the event of a new message; `content` is what the message's JSON string says. */
export const messageEvent = (
  message: { readonly type?: string; readonly content: unknown; readonly more?: object },
  sender: { readonly openId: string; readonly tenant: string; readonly type?: string } = {
    openId: 'ou_customer',
    tenant: 'tenant-customer',
  },
  header: object = {},
): object =>
  envelope(
    'im.message.receive_v1',
    {
      sender: {
        sender_id: { union_id: `on_${sender.openId.slice(3)}`, user_id: '', open_id: sender.openId },
        sender_type: sender.type ?? 'user',
        tenant_key: sender.tenant,
      },
      message: {
        message_id: `om_said_${++counted}`,
        create_time: String(Date.now()),
        update_time: String(Date.now()),
        chat_id: 'oc_room',
        chat_type: 'group',
        message_type: message.type ?? 'text',
        content: typeof message.content === 'string' ? message.content : JSON.stringify(message.content),
        user_agent: 'Mozilla/5.0',
        ...message.more,
      },
    },
    header,
  );

/** Returns the callback of a pressed button or of a form that was sent. */
export const cardEvent = (action: object, more: object = {}, header: object = {}): object =>
  envelope(
    'card.action.trigger',
    {
      operator: {
        tenant_key: 'tenant-us',
        user_id: 'u1',
        open_id: 'ou_colleague',
        union_id: 'on_colleague',
      },
      token: `c-token-${++counted}`,
      action: { tag: 'button', timezone: 'Asia/Shanghai', ...action },
      host: 'im_message',
      context: { open_message_id: 'om_card', open_chat_id: 'oc_room' },
      ...more,
    },
    { create_time: `${Date.now()}000`, ...header },
  );

/** How a pushed request is made. */
export type Push = {
  readonly key?: string | undefined;
  readonly at?: number;
  readonly signature?: 'right' | 'forged' | 'missing';
  readonly raw?: string;
};

/** Returns a delivery as the platform posts it: encrypted and signed when there is a key. */
export const pushRequest = (
  body: unknown,
  { key, at = Date.now(), signature = 'right', raw }: Push,
): Request => {
  const plain = JSON.stringify(body);
  const text = raw ?? (key === undefined ? plain : JSON.stringify({ encrypt: encryptBody(plain, key) }));
  const timestamp = String(Math.floor(at / 1000));
  const nonce = 'a-nonce';
  const signed = signBody(text, signature === 'forged' ? 'another key' : (key ?? ''), timestamp, nonce);
  return new Request('http://localhost/feishu', {
    method: 'POST',
    body: text,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      ...(key === undefined || signature === 'missing'
        ? {}
        : {
            'x-lark-request-timestamp': timestamp,
            'x-lark-request-nonce': nonce,
            'x-lark-signature': signed,
          }),
    },
  });
};
