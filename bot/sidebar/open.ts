import type { Hono } from 'hono';
import type { Sink } from '../../core/adapter.ts';
import type { Db } from '../../db/connect.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Company } from '../ingest/context.ts';
import type { WecomHost } from '../platforms/wecom-host.ts';
import { createSidebar } from './pages.ts';

/**
 * Returns the pages of WeCom's chat toolbar; undefined unless the official route is on and it is known where browsers
 * reach this server, which WeCom's login and signatures need. Where another route hears the chats, what is sent from the
 * sidebar is heard by it and not taken in twice.
 */
export const openSidebar = (around: {
  readonly db: Db;
  readonly company: Company;
  readonly clock: Clock;
  readonly config: Config;
  readonly wecom: WecomHost | undefined;
  readonly hear: Sink;
}): Hono | undefined => {
  const { config, wecom, hear, ...rest } = around;
  const settings = config.wecom;
  if (!wecom || !settings?.official || settings.publicUrl === undefined) return undefined;
  const isHeard = settings.archive !== undefined || settings.wechaty !== undefined;
  return createSidebar({
    ...rest,
    defaultLanguage: config.language,
    corpId: settings.corpId,
    secret: settings.official.secret,
    publicUrl: settings.publicUrl,
    adapter: () => wecom.official(),
    hear: isHeard ? undefined : hear,
  });
};
