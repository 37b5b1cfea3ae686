import { ConfigError } from '../../core/errors.ts';

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Checks an address that secrets and words are sent to. @throws ConfigError unless it is encrypted, or on this machine.
 */
export const requireSafeAddress = (name: string, address: string): void => {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    throw new ConfigError(`${name} is no address.`);
  }
  if (['https:', 'wss:'].includes(url.protocol) || loopback.test(url.hostname)) return;
  throw new ConfigError(
    `${name} has to begin with https:// or wss://: over anything else secrets and words would be readable.`,
  );
};
