import { ConfigError } from '../../../core/errors.ts';
import type { Bot } from './shape.ts';

/** The parts of Wechaty that are used. */
export type Wechaty = {
  build(options: { readonly puppet: object }): Bot;
  PuppetService: new (options: object) => object;
};

type Brolog = { level(): string; level(name: string): void };

const versions = 'wechaty@1.20.2 wechaty-puppet-service@1.19.9';

/** At these levels Wechaty writes what customers say, and takes over the errors of the whole process. */
const tellingLevels: ReadonlySet<string> = new Set(['verbose', 'silly']);

/**
 * Returns Wechaty, loading it when it is asked for the first time: about 1.2 s and 110 MB. It writes no logs.
 * @throws ConfigError when it is not installed, or set to write what customers say.
 */
export const loadWechaty = async (): Promise<Wechaty> => {
  const [wechaty, service] = await Promise.all([import('wechaty'), import('wechaty-puppet-service')]).catch(
    (cause: unknown) => {
      const missing = (cause as { code?: unknown }).code === 'ERR_MODULE_NOT_FOUND';
      throw new ConfigError(
        missing
          ? `Wechaty is configured but not installed. Run: npm install --save-optional ${versions}`
          : `Wechaty cannot be loaded. Install it anew: npm install --save-optional ${versions}`,
        { cause },
      );
    },
  );
  const log = wechaty.log as unknown as Brolog;
  if (tellingLevels.has(log.level())) {
    throw new ConfigError(
      'WECHATY_LOG is verbose or silly: Wechaty would write what customers say. Remove the variable.',
    );
  }
  log.level('silent');
  return {
    build: (options) => wechaty.WechatyBuilder.build(options as never) as unknown as Bot,
    PuppetService: service.PuppetService as unknown as Wechaty['PuppetService'],
  };
};
