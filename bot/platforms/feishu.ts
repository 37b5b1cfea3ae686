import type { Adapter } from '../../core/adapter.ts';
import { forms } from '../commands/forms.ts';
import type { FeishuSettings } from './feishu-settings.ts';
import type { Around, Host } from './host.ts';
import { createOneInstallation } from './one-installation.ts';

const domainOf = (domain: string): 'feishu' | 'lark' | URL =>
  domain === 'feishu' || domain === 'lark' ? domain : new URL(domain);

/** Returns Feishu or Lark as it is configured; its adapter and the vendor's SDK are loaded when it is first needed. */
export const createFeishu = (settings: FeishuSettings, { log, missed }: Around): Host =>
  createOneInstallation(
    'feishu',
    '/feishu/events',
    async () => {
      const { createFeishuAdapter } = await import('../../adapters/feishu/adapter.ts');
      const { appId, appSecret, tenantKey, verificationToken, encryptKey, longConnection } = settings;
      const adapter: Adapter = createFeishuAdapter({
        ...(tenantKey === undefined ? {} : { account: tenantKey }),
        appId,
        appSecret,
        domain: domainOf(settings.domain),
        longConnection,
        ...(verificationToken === undefined ? {} : { verificationToken }),
        ...(encryptKey === undefined ? {} : { encryptKey }),
        forms,
        now: Date.now,
        log,
        onGap: ({ fromAt, toAt }) => missed(adapter, { fromAt, untilAt: toAt }),
      });
      return adapter;
    },
    log,
  );
