import type { WebClient } from '@slack/web-api';
import { PlatformError } from '../../core/errors.ts';
import { fieldsOf, textOf } from '../../core/payload.ts';
import { toPlatformError } from './errors.ts';

/** The name of the metadata that every message of ours carries: an opaque key, which other apps may read too. */
export const metadataType = 'tend_message';

/** The parts of a message that stand in a channel: their `ts` by number from 0, and how many there are in all. */
export type FoundParts = { readonly refs: ReadonlyMap<number, string>; readonly of: number | undefined };

/** Clocks differ; a message is looked for from this long before it was sent. */
const clockToleranceMs = 60_000;
const mostPages = 50;

/**
 * Returns which parts of the message with this key stand, looking through the channel (or the thread) since `sinceAt`.
 * @throws PlatformError when Slack does not tell, or when more was said since than can be looked through.
 */
export const findParts = async (
  client: WebClient,
  channel: string,
  thread: string | undefined,
  key: string,
  sinceAt: number,
): Promise<FoundParts> => {
  const refs = new Map<number, string>();
  let of: number | undefined;
  const oldest = (Math.max(0, sinceAt - clockToleranceMs) / 1000).toFixed(6);
  let cursor: string | undefined;
  for (let pages = 0; pages < mostPages; pages++) {
    const common = { channel, oldest, limit: 200, include_all_metadata: true, ...(cursor ? { cursor } : {}) };
    const page = await (thread === undefined
      ? client.conversations.history(common)
      : client.conversations.replies({ ...common, ts: thread })
    ).catch((error: unknown) => Promise.reject(toPlatformError(error)));
    for (const message of page.messages ?? []) {
      const metadata = fieldsOf(message.metadata);
      const payload = fieldsOf(metadata['event_payload']);
      if (metadata['event_type'] !== metadataType || payload['key'] !== key) continue;
      const [ts, part] = [textOf(message.ts), Number(payload['part'] ?? 0)];
      if (ts !== undefined && Number.isSafeInteger(part)) refs.set(part, ts);
      of = Number(payload['of'] ?? 1) || 1;
    }
    cursor = page.response_metadata?.next_cursor || undefined;
    if (cursor === undefined || (of !== undefined && refs.size >= of)) return { refs, of };
  }
  throw new PlatformError('Too much was said since to find out whether a message arrived.', {
    platformCode: 'too_many_pages',
  });
};
