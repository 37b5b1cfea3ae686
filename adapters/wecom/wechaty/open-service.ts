import { InvariantError } from '../../../core/errors.ts';
import type { Service } from './endpoint.ts';
import type { Wechaty } from './load-wechaty.ts';

type PayloadStore = { storeDir: unknown; start: unknown };

/**
 * The puppet keeps names and members on disk, in the user's home under a path that contains the token, and believes
 * them after a restart though people came and went meanwhile. It is told to keep nothing: memory is enough.
 */
const keepNothingOnDisk = (puppet: object): void => {
  const store = (puppet as { _payloadStore?: PayloadStore })._payloadStore;
  if (typeof store?.start !== 'function' || typeof store.storeDir !== 'string') {
    throw new InvariantError('wechaty-puppet-service is not the version that Tend knows (1.19.9).');
  }
  store.start = async () => undefined;
};

/** Returns a new puppet on a service; it connects when Wechaty starts it. `watchdogMs` is its own last resort. */
export const openService = (wechaty: Wechaty, service: Service, watchdogMs: number): object => {
  const { endpoint, token, tls, caCert } = service;
  const puppet = new wechaty.PuppetService({
    endpoint,
    token,
    timeoutSeconds: Math.ceil(watchdogMs / 1000),
    // Said outright: what is not said here is taken from the environment.
    tls: { disable: tls === false, ...(caCert === undefined ? {} : { caCert }) },
  });
  keepNothingOnDisk(puppet);
  return puppet;
};
