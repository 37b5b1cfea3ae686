import type { AdapterLog } from '../../core/adapter.ts';
import { ConfigError, PlatformError } from '../../core/errors.ts';
import { fieldsOf } from '../../core/payload.ts';
import { type Domain, domainOf, redactingLogger } from './client.ts';
import type { HttpInstance } from './http.ts';
import { loadSdk } from './load-sdk.ts';
import type { Deliver } from './receiver.ts';

/** The SDK takes no other app id, and says nothing about it. */
const appIdPattern = /^cli_[0-9a-fA-F]{16}$/;
const handshakeMs = 5_000;
const pongSeconds = 10;
/** So long is waited for the first connection; after that the bot starts and the SDK goes on trying. */
const patienceMs = 15_000;

/** An open long connection. */
export type Connection = { close(): void };

/**
 * Opens the long connection through the SDK's own client: no address of ours is needed, but every one of at most 50
 * connections of an app gets each event in turn, so that a forgotten process takes events away. Resolves when it is
 * connected, or after 15 s of trying. @throws ConfigError for an app id that the SDK does not take, PlatformError when
 * the platform refuses the app.
 */
export const openConnection = async (options: {
  readonly appId: string;
  readonly appSecret: string;
  readonly domain: Domain;
  readonly http: HttpInstance;
  readonly log: AdapterLog;
  readonly deliver: Deliver;
  readonly now: () => number;
  /** Hears of the time in which the connection was lost, once it is back. */
  readonly onGap: (gap: { readonly fromAt: number; readonly toAt: number }) => void;
}): Promise<Connection> => {
  const { appId, appSecret, domain, http, log, deliver, now, onGap } = options;
  if (!appIdPattern.test(appId)) {
    throw new ConfigError('FEISHU_APP_ID is no app id: it looks like cli_ and 16 digits or letters a to f.');
  }
  const sdk = loadSdk();
  type Options = ConstructorParameters<typeof sdk.WSClient>[0];
  type Started = Parameters<InstanceType<typeof sdk.WSClient>['start']>[0];
  const outcome = Promise.withResolvers<void>();
  let lostAt: number | undefined;
  const client = new sdk.WSClient({
    appId,
    appSecret,
    domain: domainOf(domain),
    httpInstance: http as unknown as NonNullable<Options['httpInstance']>,
    logger: redactingLogger(log),
    handshakeTimeoutMs: handshakeMs,
    wsConfig: { pingTimeout: pongSeconds },
    onReady: () => outcome.resolve(),
    onReconnected: () => {
      log.info({}, 'the long connection is back');
      if (lostAt !== undefined) onGap({ fromAt: lostAt, toAt: now() });
      lostAt = undefined;
    },
    onReconnecting: () => {
      log.warn({}, 'the long connection was lost');
      // A dead connection is only noticed when a ping is not answered.
      lostAt ??= now() - pongSeconds * 1000;
    },
    onError: () =>
      outcome.reject(
        new PlatformError(
          'Feishu refuses the long connection. Is the app self-built, the secret right, and 长连接 (long connection) chosen in the console?',
        ),
      ),
  });
  // The SDK's own dispatcher mixes header and event into one object, where fields of one hide the other's.
  const dispatcher = {
    invoke: async (body: unknown) => {
      try {
        return await deliver(fieldsOf(body));
      } catch (error) {
        log.error({}, 'a delivery was not stored');
        throw error;
      }
    },
  };
  const timer = setTimeout(() => {
    log.warn({}, 'the long connection is not there yet; trying goes on');
    outcome.resolve();
  }, patienceMs);
  try {
    await client.start({ eventDispatcher: dispatcher as unknown as Started['eventDispatcher'] });
    await outcome.promise;
  } catch (error) {
    client.close({ force: true });
    throw error;
  } finally {
    clearTimeout(timer);
  }
  return { close: () => client.close({ force: true }) };
};
