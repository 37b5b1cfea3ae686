import {
  createWecomAdapter,
  type WecomAdapter,
  type WecomOptions,
} from '../../../../adapters/wecom/adapter.ts';
import type { Bench, Fault } from '../../../contract/harness.ts';
import { watchStoring } from './acknowledged.ts';
import { type Gateway, type GatewayFault, startGateway } from './gateway.ts';
import { createTestLog } from './log.ts';
import { readMessage } from './reader.ts';
import type { Fields } from './state.ts';

const secret = 'bot-secret-that-nobody-may-see';
const chat = 'wrINTERNAL';
const member = 'zhangsan';

const faults: Readonly<Record<Fault, GatewayFault>> = {
  'cut-after': { cut: 'after' },
  limited: { code: 846607 },
  'limited-silently': { code: 45033 },
  unauthorised: { code: 40014 },
  refused: { code: 40008 },
  failing: { code: -1 },
};

let count = 0;

/** Returns a frame of the gateway: what a member says to the bot in the internal group. */
export const botMessage = (text: string, more: Fields = {}, id = `M${++count}`): Fields => ({
  cmd: 'aibot_msg_callback',
  headers: { req_id: `req-${id}-${++count}` },
  body: {
    msgid: id,
    aibotid: 'BOT',
    chatid: chat,
    chattype: 'group',
    from: { userid: member },
    create_time: Math.floor(Date.now() / 1000),
    response_url: 'https://example.invalid/once',
    msgtype: 'text',
    text: { content: text },
    ...more,
  },
});

/** A bench of the AI bot, with its stand-in. */
export type AibotBench = Bench & { readonly adapter: WecomAdapter; readonly gateway: Gateway };

/** Opens a gateway and an adapter on it. */
export const openAibot = async (more: Partial<WecomOptions> = {}): Promise<AibotBench> => {
  const gateway = await startGateway(secret);
  const { log, logged } = createTestLog();
  const made = createWecomAdapter({
    corpId: 'ww1234567890abcdef',
    aibot: { botId: 'BOT', secret, wsUrl: gateway.url },
    now: Date.now,
    log,
    ...more,
  });
  const { adapter, outcome } = watchStoring(made);
  return {
    gateway,
    adapter,
    room: { conversation: `aibot:${chat}` },
    customer: 'nobody',
    colleague: member,
    // Members alone talk with the bot.
    message: ({ text, id }) => botMessage(text, {}, id),
    deliver: (raw) => {
      const { body } = raw as { readonly body: { readonly msgid: string } };
      const done = outcome(`aibot:${body.msgid}`);
      if (!gateway.push(raw)) return Promise.resolve(500);
      return Promise.race([done, gateway.ended().then(() => 500)]);
    },
    sayUnheard: () => [],
    posted: () =>
      gateway.said.map(({ ref, conversation, body }) => ({
        ref,
        conversation: `aibot:${conversation}`,
        ...readMessage(body),
      })),
    homeOf: () => '',
    opened: () => [],
    fail: (fault) => void gateway.faults.push(faults[fault]),
    limitedMs: 60_000,
    logged,
    secrets: [secret],
    close: () => gateway.close(),
  };
};
