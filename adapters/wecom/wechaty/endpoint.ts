import { isIP } from 'node:net';
import type { AdapterLog } from '../../../core/adapter.ts';
import { ConfigError } from '../../../core/errors.ts';
import { requireAllowedPuppet } from './refusals.ts';

/** A puppet service and how it is reached. */
export type Service = {
  /** `host:port`, always given: looking it up by the token would tell the token to a third party. */
  readonly endpoint: string;
  /** `<name>_<uuid>`: its beginning is the name in the service's certificate. A secret. */
  readonly token: string;
  /** The authority of the service's certificate as PEM, where it is not Wechaty's own. */
  readonly caCert?: string;
  /** False reaches the service without TLS: on this machine, or with {@link Service.allowPlaintext}. */
  readonly tls?: boolean;
  /** Lets the token and everything customers say cross the network readable. Said in the log at every start. */
  readonly allowPlaintext?: true;
};

/** The name for which the certificate's key is published in the package: everyone can pose as such a service. */
const publishedName = 'insecure';

const tokenPattern = /^([a-z0-9][a-z0-9_-]*)_[a-z0-9-]{8,64}$/i;

/** Returns whether an address `host:port` is on this machine. */
export const isLoopback = (endpoint: string): boolean => {
  const host = endpoint
    .replace(/:\d+$/, '')
    .replace(/^\[|\]$/g, '')
    .toLowerCase();
  if (host === 'localhost' || host === '::1') return true;
  return isIP(host) === 4 && host.startsWith('127.');
};

/**
 * @throws ConfigError when the service is not to be used: a refused puppet, no address, a token that is none, or off
 * this machine without TLS, or with a certificate whose key everyone has.
 */
export const requireSafeService = (service: Service): void => {
  const { endpoint, token, tls, caCert, allowPlaintext } = service;
  const name = tokenPattern.exec(token)?.[1]?.toLowerCase();
  if (name === undefined) {
    throw new ConfigError('The Wechaty token is none: it looks like puppet_workpro_ and a UUID.');
  }
  requireAllowedPuppet(name);
  if (!/^(\[[0-9a-f:]+\]|[a-z0-9.-]+):\d{1,5}$/i.test(endpoint)) {
    throw new ConfigError('The address of the Wechaty puppet service is given as host:port.');
  }
  if (isLoopback(endpoint) || allowPlaintext === true) return;
  if (tls === false) {
    throw new ConfigError(
      'The Wechaty puppet service is not on this machine and has no TLS: the token and everything customers say would cross the network readable. Put TLS in front of it, or a tunnel that ends on this machine.',
    );
  }
  if (name === publishedName && caCert === undefined) {
    throw new ConfigError(
      'A token that begins with insecure_ stands for a certificate whose key is published, which protects nothing. Give the service its own certificate and name its authority.',
    );
  }
};

/** Says loudly that the connection is not protected, when it is not. */
export const warnOfPlaintext = (service: Service, log: AdapterLog): void => {
  if (service.allowPlaintext !== true || isLoopback(service.endpoint)) return;
  log.error(
    {},
    'WITHOUT PROTECTION: the Wechaty token and everything customers say cross the network readable, because the configuration allows it. Anyone on the way reads it and can act as the account.',
  );
};
