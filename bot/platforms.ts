import type { Logger } from 'pino';
import type { Adapter, Sink } from '../core/adapter.ts';
import type { Db } from '../db/connect.ts';
import type { Config } from './config.ts';
import { closeGap } from './jobs/gaps.ts';
import { createFeishu } from './platforms/feishu.ts';
import type { Around, Host, Route } from './platforms/host.ts';
import { createSeal } from './platforms/seal.ts';
import { createSlack } from './platforms/slack.ts';
import { createWecom } from './platforms/wecom.ts';
import type { WecomHost } from './platforms/wecom-host.ts';

/** All chat platforms that are on. */
export type Platforms = {
  /** Returns the adapter through which an account's conversations are reached, or undefined when it is off. */
  adapterFor(platform: string, account: string): Promise<Adapter | undefined>;
  /** Returns the adapters of all real platforms that can be opened now; the playground is none of them. */
  adapters(): Promise<readonly Adapter[]>;
  /** Whether any real platform is configured. */
  readonly any: boolean;
  /** Begins to receive on all of them. */
  start(sink: Sink): Promise<void>;
  stop(): Promise<void>;
  readonly routes: readonly Route[];
  /** WeCom, for what only it has: the sidebar, the welcome and the results of 群发. */
  readonly wecom: WecomHost | undefined;
};

/** Returns the platforms that are configured, each with its installations; WeCom once more by itself. */
export const createHosts = (
  config: Config,
  around: Omit<Around, 'language' | 'seal'>,
): { readonly hosts: readonly Host[]; readonly wecom: WecomHost | undefined } => {
  const seal = config.secretKey && createSeal(config.secretKey);
  const all = { ...around, language: config.language, seal };
  const wecom = config.wecom && createWecom(config.wecom, all);
  return {
    hosts: [
      ...(config.slack ? [createSlack(config.slack, all)] : []),
      ...(config.feishu ? [createFeishu(config.feishu, all)] : []),
      ...(wecom ? [wecom] : []),
    ],
    wecom,
  };
};

/**
 * Returns the platforms of the configuration, none of them started. Nothing of a platform is loaded before it is needed,
 * and nothing at all of one that is not configured. The playground takes every account of its own.
 */
export const createPlatforms = (config: Config, db: Db, log: Logger, playground: Adapter): Platforms => {
  const missed: Around['missed'] = (adapter, gap) => {
    closeGap(db, [adapter], gap).catch((error: unknown) =>
      log.warn({ platform: adapter.platform, err: error }, 'what was missed could not be asked for'),
    );
  };
  const { hosts, wecom } = createHosts(config, { db, log, missed });
  return {
    any: hosts.length > 0,
    adapterFor: async (platform, account) => {
      if (platform === playground.platform) return playground;
      return hosts.find((host) => host.platform === platform)?.adapterFor(account);
    },
    adapters: async () => (await Promise.all(hosts.map((host) => host.adapters()))).flat(),
    start: async (sink) => {
      await playground.start(sink);
      await Promise.all(hosts.map((host) => host.start(sink)));
    },
    stop: async () => {
      await Promise.all([playground.stop(), ...hosts.map((host) => host.stop())]);
    },
    routes: hosts.flatMap((host) => host.routes),
    wecom,
  };
};
