import { createFeishuAdapter } from '../../../../adapters/feishu/adapter.ts';
import type { Form } from '../../../../core/forms.ts';
import type { Bench, Fault, Posted, Signature } from '../../../contract/harness.ts';
import { cardEvent, messageEvent, pushRequest } from './payloads.ts';
import { formOn, imageKeys, readMessage } from './reader.ts';
import { colleague, customer, type FeishuStandIn, room, startFeishu } from './server.ts';
import type { StandInFault, StandInMessage, StandInState } from './state.ts';

const encryptKey = 'encrypt-key-that-nobody-may-see';
const verificationToken = 'verification-token-of-the-app';
const limitedMs = 7000;

const limit = { code: 99991400, msg: 'request trigger frequency limit' };
const invalid = { status: 400, body: { code: 99991663, msg: 'Invalid access token for authorization.' } };

const faults: Readonly<Record<Fault, readonly StandInFault[]>> = {
  'cut-after': [{ cut: 'after' }],
  limited: [
    { status: 429, body: limit, headers: { 'x-ogw-ratelimit-limit': '100', 'x-ogw-ratelimit-reset': '7' } },
  ],
  'limited-silently': [
    { status: 400, body: { code: 230020, msg: 'This operation triggers the frequency limit.' } },
  ],
  // Also the token that is fetched anew is refused.
  unauthorised: [invalid, invalid],
  refused: [{ status: 400, body: { code: 230002, msg: 'Bot can NOT be out of the chat.' } }],
  failing: [{ status: 500, body: { code: 1, msg: 'internal error' } }],
};

const minutes = 60_000;
const skews: Readonly<Record<Signature, number>> = {
  right: 0,
  forged: 0,
  missing: 0,
  stale: -10 * minutes,
  future: 10 * minutes,
};

const speakers = {
  customer,
  colleague,
  bot: { openId: 'ou_bot', tenant: 'tenant-us', type: 'bot' },
} as const;

const posted =
  (state: StandInState) =>
  (message: StandInMessage): Posted => ({
    ref: message.id,
    conversation: message.receiver,
    ...(message.root === undefined ? {} : { thread: message.root }),
    ...readMessage(message),
    pictures: imageKeys(JSON.parse(message.content)).flatMap((key) => state.images.get(key) ?? []),
  });

/** How the bench delivers: by HTTP to the webhook, or over the long connection. */
export type Way = 'webhook' | 'long connection';

const deliverBySocket = async (server: FeishuStandIn, raw: unknown): Promise<number> => {
  const { code } = await server.pushOverSocket(raw, 3);
  return code === 0 ? 503 : code;
};

/** A time in which nothing could be heard. */
type Gap = { readonly fromAt: number; readonly toAt: number };

/** Opens a stand-in and an adapter on it, for the contract and for tests of the adapter. */
export const openFeishu = async (
  forms: Readonly<Record<string, Form>>,
  way: Way = 'webhook',
): Promise<Bench & { readonly server: FeishuStandIn; readonly gaps: readonly Gap[] }> => {
  const server = await startFeishu();
  const { state } = server;
  const lines: string[] = [];
  const gaps: Gap[] = [];
  const write = (fields: object, words: string): void => void lines.push(JSON.stringify([fields, words]));
  const adapter = createFeishuAdapter({
    account: state.tenant,
    appId: state.appId,
    appSecret: state.appSecret,
    verificationToken,
    encryptKey,
    domain: server.url,
    longConnection: way === 'long connection',
    forms,
    now: Date.now,
    log: { debug: write, info: write, warn: write, error: write },
    onGap: (gap) => gaps.push(gap),
  });
  return {
    server,
    gaps,
    adapter,
    room: { conversation: room },
    customer: customer.openId,
    colleague: colleague.openId,
    message: ({ text, by = 'customer', id }) =>
      messageEvent({ content: { text }, more: id === undefined ? {} : { message_id: id } }, speakers[by]),
    deliver: async (raw, { signature = 'right' } = {}) => {
      if (way === 'long connection') return deliverBySocket(server, raw);
      const at = Date.now() + skews[signature];
      const how = signature === 'forged' || signature === 'missing' ? signature : 'right';
      const answer = await adapter.webhook?.(pushRequest(raw, { key: encryptKey, at, signature: how }));
      return answer?.status ?? 0;
    },
    sayUnheard: (texts) =>
      texts.map((text, index) => {
        const id = `om_unheard_${index}`;
        const at = Date.now() - (texts.length - index) * 1000;
        state.messages.push({
          id,
          chat: room,
          receiver: room,
          type: 'text',
          content: JSON.stringify({ text }),
          createdAt: at,
          updatedAt: at,
          from: { id: customer.openId, type: 'user', tenant: customer.tenant },
          deleted: false,
        });
        return id;
      }),
    posted: () =>
      state.messages.filter((each) => each.from.type === 'app' && !each.deleted).map(posted(state)),
    homeOf: () => '',
    opened: () =>
      state.messages
        .flatMap((each) => (each.from.type === 'app' ? (formOn(each)?.['form'] ?? []) : []))
        .map(String),
    formPress: (form, value) => cardEvent({ value: { action: `form:${form}`, value } }),
    formSubmit: (form, values) => {
      const sent = state.messages.findLast(
        (each) => each.from.type === 'app' && formOn(each)?.['form'] === form,
      );
      return cardEvent(
        { value: sent && formOn(sent), name: 'submit', form_value: values },
        { context: { open_message_id: sent?.id, open_chat_id: sent?.chat } },
      );
    },
    fail: (fault) => void state.faults.push(...faults[fault]),
    limitedMs,
    logged: () => lines.join('\n'),
    secrets: [state.appSecret, encryptKey, verificationToken, 't-secret-1', 't-secret-2'],
    close: () => server.close(),
  };
};
