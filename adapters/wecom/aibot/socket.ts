import type { TemplateCard, WSClient, WsFrameHeaders } from '@wecom/aibot-node-sdk';
import type { AdapterLog } from '../../../core/adapter.ts';
import { ConfigError } from '../../../core/errors.ts';
import { type Fields, fieldsOf, textOf } from '../../../core/payload.ts';
import { CallFailure } from '../errors.ts';
import type { TemplateCard as Card } from '../render.ts';

/** So long is waited for the first connection; after that the bot starts and trying goes on. */
const patienceMs = 15_000;

/** Why a connection ended for good; the operator has to act. */
export type ConnectionEnd = 'kicked' | 'secret-refused';

/** What the AI bot says: markdown, or one of the platform's cards. */
export type BotBody = { readonly markdown: string } | { readonly card: Card };

/** An open connection of the AI bot. */
export type BotConnection = {
  isConnected(): boolean;
  /** Says something in a conversation. @throws CallFailure */
  push(chat: string, body: BotBody): Promise<string>;
  /** Answers a message within the connection, which it came over. @throws CallFailure */
  reply(frame: Fields, streamId: string, body: BotBody): Promise<string>;
  close(): void;
};

/** The SDK logs messages, and tokens with its errors: nothing of what it says is repeated. */
const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** An answer with a code comes as the frame itself; everything else is an Error of the SDK. */
const failureOf = (error: unknown): CallFailure => {
  if (!(error instanceof Error)) {
    const code = fieldsOf(error)['errcode'];
    return new CallFailure({ reached: true, ...(typeof code === 'number' ? { code } : {}) });
  }
  const unsent = /not connected|exceeds max size/.test(error.message);
  return new CallFailure({ reached: unsent ? false : undefined });
};

const acknowledged = async (
  sending: Promise<{ readonly headers?: { readonly req_id?: string } }>,
): Promise<string> => {
  try {
    return (await sending).headers?.req_id ?? '';
  } catch (error) {
    throw failureOf(error);
  }
};

const requestOf = (frame: Fields): WsFrameHeaders => ({
  headers: { req_id: textOf(fieldsOf(frame['headers'])['req_id']) ?? '' },
});

const opened = (client: WSClient): BotConnection => ({
  isConnected: () => client.isConnected,
  push: (chat, body) =>
    acknowledged(
      client.sendMessage(
        chat,
        'markdown' in body
          ? { msgtype: 'markdown', markdown: { content: body.markdown } }
          : { msgtype: 'template_card', template_card: body.card as unknown as TemplateCard },
      ),
    ),
  reply: (frame, streamId, body) =>
    acknowledged(
      'markdown' in body
        ? client.replyStream(requestOf(frame), streamId, body.markdown, true)
        : client.replyTemplateCard(requestOf(frame), body.card as unknown as TemplateCard),
    ),
  close: () => client.disconnect(),
});

/**
 * Opens the AI bot's connection through the vendor's SDK, which is loaded here. A bot has one connection: whoever
 * connects later takes it over, and this one then stops for good, as the other would be taken over again. Resolves when
 * it is connected, or after 15 s of trying. @throws ConfigError when the bot id or the secret is refused at first.
 */
export const openBotConnection = async (options: {
  readonly botId: string;
  readonly secret: string;
  readonly wsUrl: string | undefined;
  readonly log: AdapterLog;
  readonly deliver: (frame: Fields) => void;
  readonly ended: (why: ConnectionEnd) => void;
}): Promise<BotConnection> => {
  const { botId, secret, wsUrl, log } = options;
  const { WSClient: Client, WSAuthFailureError } = await import('@wecom/aibot-node-sdk');
  const first = Promise.withResolvers<void>();
  let wasConnected = false;
  const client = new Client({
    botId,
    secret,
    logger: silent,
    maxReconnectAttempts: -1,
    ...(wsUrl === undefined ? {} : { wsUrl }),
  });
  client.on('message', (frame) => options.deliver(fieldsOf(frame)));
  client.on('event', (frame) => options.deliver(fieldsOf(frame)));
  client.on('event.disconnected_event', () => options.ended('kicked'));
  client.on('authenticated', () => {
    if (wasConnected) log.info({}, "the AI bot's connection is back");
    wasConnected = true;
    first.resolve();
  });
  client.on('disconnected', () => log.warn({}, "the AI bot's connection was lost"));
  client.on('error', (error) => {
    if (!wasConnected && error.message.startsWith('Authentication failed')) {
      first.reject(
        new ConfigError(
          'WeCom refuses the AI bot. Check its bot id and secret: 管理工具 > 智能机器人 > API模式 > 长连接.',
        ),
      );
    } else if (error instanceof WSAuthFailureError) options.ended('secret-refused');
  });
  const timer = setTimeout(() => {
    log.warn({}, "the AI bot's connection is not there yet; trying goes on");
    first.resolve();
  }, patienceMs);
  try {
    client.connect();
    await first.promise;
  } catch (error) {
    client.disconnect();
    throw error;
  } finally {
    clearTimeout(timer);
  }
  return opened(client);
};
