import type { AdapterLog } from '../../core/adapter.ts';
import { type Fields, fieldsOf } from '../../core/payload.ts';
import { clientOptions, quietLogger } from './client.ts';
import { toPlatformError } from './errors.ts';
import type { SlackReceiver } from './receiver.ts';

/** An open connection of Socket Mode. */
export type Socket = { close(): Promise<void> };

type Options = {
  readonly appToken: string;
  readonly apiUrl?: string;
  readonly now: () => number;
  readonly log: AdapterLog;
  readonly deliver: SlackReceiver['deliver'];
  /** Is told, after a connection came back, from when to when there was none. */
  readonly onGap: (gap: { readonly fromAt: number; readonly toAt: number }) => void;
};

type Delivered = {
  readonly ack: (answer?: object) => Promise<void>;
  readonly body: unknown;
  readonly retry_num?: number;
  readonly retry_reason?: string;
};

const firstWaitMs = 500;
const longestWaitMs = 30_000;

/**
 * Opens Socket Mode and resolves when Slack has greeted. An envelope is acknowledged when it is stored, and not at all
 * when it is not: Slack then sends it again. A lost connection is replaced without end, after 0.5 s to 30 s.
 * @throws PlatformError when the first connection cannot be had.
 */
export const openSocket = async (options: Options): Promise<Socket> => {
  const { appToken, apiUrl, now, log, deliver, onGap } = options;
  const { SocketModeClient } = await import('@slack/socket-mode');
  let closing = false;
  let timer: NodeJS.Timeout | undefined;
  let current: InstanceType<typeof SocketModeClient> | undefined;

  const receiving = new Set<Promise<void>>();
  const receive = async ({ ack, body, retry_num, retry_reason }: Delivered): Promise<void> => {
    const { stored, answer } = await deliver(fieldsOf(body), {
      ...(retry_num === undefined ? {} : { number: retry_num }),
      ...(retry_reason === undefined ? {} : { reason: retry_reason }),
    });
    if (!stored) return;
    const given: Fields = typeof answer === 'string' ? { text: answer } : (answer ?? {});
    // The connection may be gone by now; then Slack sends it again and it is known already.
    await ack(given).catch(() => undefined);
  };

  const connect = async (): Promise<void> => {
    // Its own way of reconnecting ends the process when Slack says no: it is switched off, see `reconnect`.
    const client = new SocketModeClient({
      appToken,
      autoReconnectEnabled: false,
      logger: quietLogger(log),
      clientOptions: clientOptions(log, apiUrl),
    });
    // Its own listener rejects unheard, and so ends the process, at an envelope without an event.
    const [take] = client.listeners('ws_message') as ((data: string, isBinary: boolean) => Promise<void>)[];
    client.removeAllListeners('ws_message');
    client.on('ws_message', (data: string, isBinary: boolean) => {
      take?.(data, isBinary).catch(() => log.warn({ platform: 'slack' }, 'an envelope could not be read'));
    });
    client.on('slack_event', (delivered: Delivered) => {
      const received = receive(delivered).finally(() => receiving.delete(received));
      receiving.add(received);
    });
    current = client;
    try {
      await client.start();
    } catch (error) {
      throw toPlatformError(error ?? new Error('closed'));
    }
    client.once('disconnected', () => {
      if (!closing) reconnect(now(), firstWaitMs);
    });
  };

  const reconnect = (lostAt: number, waitMs: number): void => {
    log.info({ platform: 'slack', waitMs }, 'the socket was closed; a new one will be opened');
    timer = setTimeout(() => {
      if (closing) return;
      connect().then(
        () => onGap({ fromAt: lostAt, toAt: now() }),
        (error: unknown) => {
          log.warn({ platform: 'slack', err: error }, 'the socket could not be opened');
          if (!closing) reconnect(lostAt, Math.min(longestWaitMs, waitMs * 2));
        },
      );
    }, waitMs);
  };

  await connect();
  return {
    close: async () => {
      closing = true;
      clearTimeout(timer);
      await Promise.allSettled([...receiving]);
      await current?.disconnect().catch(() => undefined);
    },
  };
};
