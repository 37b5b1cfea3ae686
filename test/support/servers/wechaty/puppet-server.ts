import { createServer } from 'node:net';
import { PuppetServer } from 'wechaty-puppet-service';
import type { Service } from '../../../../adapters/wecom/wechaty/endpoint.ts';
import { until } from '../../until.ts';
import { createWorld, type World } from './world.ts';

/** Its beginning is the name in the certificate that the package brings. */
export const serviceToken = 'insecure_11111111-2222-4333-8444-555555555555';

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });

type GrpcServer = { forceShutdown(): void };

/** A real puppet server on loopback, with a world behind it. */
export type PuppetService = {
  readonly service: Service;
  readonly world: World;
  /** Cuts all connections at once, in the middle of whatever is said. */
  cut(): void;
  /** Comes back on the same port with the same world. */
  restart(): Promise<void>;
  close(): Promise<void>;
};

/** Starts one. */
export const startPuppetService = async (tls: boolean): Promise<PuppetService> => {
  const endpoint = `127.0.0.1:${await freePort()}`;
  const world = createWorld();
  const make = () =>
    new PuppetServer({
      endpoint,
      puppet: world.puppet,
      token: serviceToken,
      ...(tls ? {} : { tls: { disable: true } }),
    });
  let server = make();
  let isUp = true;
  await server.start();
  const cut = (): void => {
    isUp = false;
    (server as unknown as { grpcServer: GrpcServer }).grpcServer.forceShutdown();
  };
  return {
    service: { endpoint, token: serviceToken, tls },
    world,
    cut,
    restart: async () => {
      server = make();
      await until(
        () =>
          server
            .start()
            .then(() => true)
            .catch(() => false),
        'the puppet server does not come back',
      );
      isUp = true;
    },
    close: async () => {
      if (isUp) cut();
      await world.puppet.stop();
    },
  };
};
