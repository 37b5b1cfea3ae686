import { createWecomAdapter, type WecomAdapter } from '../../../../adapters/wecom/adapter.ts';
import type { ArchiveOptions } from '../../../../adapters/wecom/archive/transport.ts';
import type { Bench } from '../../../contract/harness.ts';
import { createTestLog } from './log.ts';
import { colleague, customer, group } from './server.ts';
import type { Fields } from './state.ts';

const token = 'archive-token-that-nobody-may-see';
let count = 0;

/** Returns an item of the archive, decrypted, as the operator's process writes it. */
export const archiveItem = (text: string, more: Fields = {}): Fields => ({
  msgid: `${++count}_1763000000000_external`,
  action: 'send',
  from: customer,
  tolist: [colleague],
  roomid: group,
  msgtime: Date.now(),
  msgtype: 'text',
  text: { content: text },
  consent: 'Agree',
  ...more,
});

/** Returns the request that posts items. */
export const archiveRequest = (items: readonly unknown[], given = token): Request =>
  new Request('http://bot.example/wecom/archive', {
    method: 'POST',
    headers: { authorization: `Bearer ${given}` },
    body: items.map((item) => JSON.stringify(item)).join('\n'),
  });

/** Opens an adapter that has only the archive; items are posted to it. */
export const openArchive = async (
  more: ArchiveOptions = {},
): Promise<Bench & { readonly adapter: WecomAdapter }> => {
  const { log, logged } = createTestLog();
  const adapter = createWecomAdapter({
    corpId: 'ww1234567890abcdef',
    archive: { token, ...more },
    now: Date.now,
    log,
  });
  return {
    adapter,
    room: { conversation: group },
    customer,
    colleague,
    message: ({ text, by = 'customer', id }) =>
      archiveItem(text, {
        from: by === 'customer' ? customer : colleague,
        ...(id === undefined ? {} : { msgid: id }),
      }),
    deliver: async (raw, { signature = 'right' } = {}) => {
      const answer = await adapter.webhook?.(
        archiveRequest([raw], signature === 'right' ? token : 'another'),
      );
      return answer?.status ?? 0;
    },
    sayUnheard: () => [],
    posted: () => [],
    homeOf: () => '',
    opened: () => [],
    fail: () => undefined,
    limitedMs: 0,
    logged,
    secrets: [token],
    close: async () => undefined,
  };
};
