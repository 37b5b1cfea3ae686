import type { WebClient } from '@slack/web-api';
import type { InboundEvent } from '../../core/events.ts';
import { type Fields, fieldsOf, jsonOf, listOf, textOf } from '../../core/payload.ts';
import { toPlatformError } from './errors.ts';
import { mapMessage } from './inbound-message.ts';
import type { Install } from './install.ts';
import { momentOf } from './payload.ts';

/** A page of the history, as core/adapter.ts describes it. */
export type HistoryPage = {
  readonly events: readonly InboundEvent[];
  readonly next?: string;
  readonly reachesBack: boolean;
};

const pageSize = 100;
/** Threads that began up to so long before the time asked for are looked into for replies after it. */
const threadsBackMs = 7 * 24 * 60 * 60 * 1000;

/** Where to go on: the list's cursor, the threads still to be read, and the cursor within the first of them. */
type Place = {
  readonly list?: string;
  readonly done: boolean;
  readonly threads: readonly string[];
  readonly thread?: string;
};

const readPlace = (next: string | undefined): Place => {
  if (next === undefined) return { done: false, threads: [] };
  const kept = fieldsOf(jsonOf(next));
  const [list, thread] = [textOf(kept['l']), textOf(kept['c'])];
  return {
    ...(list === undefined ? {} : { list }),
    done: kept['d'] === 1,
    threads: listOf(kept['t']).flatMap((each) => textOf(each) ?? []),
    ...(thread === undefined ? {} : { thread }),
  };
};

const keepPlace = ({ list, done, threads, thread }: Place): { readonly next?: string } =>
  done && threads.length === 0
    ? {}
    : {
        next: JSON.stringify({
          ...(list ? { l: list } : {}),
          ...(done ? { d: 1 } : {}),
          t: threads,
          ...(thread ? { c: thread } : {}),
        }),
      };

const secondsOf = (at: number): string => (Math.max(0, at) / 1000).toFixed(6);

const eventsOf = (
  message: Fields,
  conversation: string,
  install: Install,
  sinceAt: number,
): readonly InboundEvent[] => {
  const ts = textOf(message['ts']) ?? '';
  const at = momentOf(ts);
  if (at === undefined || at <= sinceAt) return [];
  const event = { ...message, type: 'message', channel: conversation };
  const mapped = mapMessage(event, { id: `history/${conversation}/${ts}`, at, install });
  if (!('event' in mapped) || mapped.event.type !== 'message') return [];
  const said = mapped.event;
  const editedAt = momentOf(fieldsOf(message['edited'])['ts']);
  if (editedAt === undefined) return [said];
  const { mentionsBot: _mentions, attachments: _attachments, ...rest } = said;
  const id = `history/${conversation}/${ts}/${editedAt}`;
  return [said, { ...rest, id, type: 'message-edited', at: Math.max(editedAt, said.at) }];
};

const inOrder = (events: readonly InboundEvent[]): readonly InboundEvent[] =>
  events.toSorted((a, b) => a.at - b.at);

/**
 * Returns one page of what was said in a conversation after `sinceAt`: one call of `conversations.history` or, for the
 * replies of a thread, of `conversations.replies`, so that a caller can keep the pace that Slack allows (for an app
 * that is distributed outside its Marketplace: one call a minute, 15 messages each). An edited message comes with its
 * last words, twice: as said, and as edited, so that a copy that was stored before the edit is put right.
 * @throws PlatformError when Slack does not tell, with the time to wait where it limits.
 */
export const readHistory = async (
  client: WebClient,
  install: Install,
  conversation: string,
  sinceAt: number,
  next?: string,
): Promise<HistoryPage> => {
  const place = readPlace(next);
  try {
    return place.threads.length > 0
      ? await readThread(client, install, conversation, sinceAt, place)
      : await readList(client, install, conversation, sinceAt, place);
  } catch (error) {
    throw toPlatformError(error);
  }
};

const readList = async (
  client: WebClient,
  install: Install,
  conversation: string,
  sinceAt: number,
  place: Place,
): Promise<HistoryPage> => {
  const page = await client.conversations.history({
    channel: conversation,
    oldest: secondsOf(sinceAt - threadsBackMs),
    limit: pageSize,
    ...(place.list ? { cursor: place.list } : {}),
  });
  const messages = (page.messages ?? []).map(fieldsOf);
  const threads = messages.flatMap((message) => {
    const root = textOf(message['thread_ts']);
    const isRoot = root !== undefined && root === message['ts'] && Number(message['reply_count'] ?? 0) > 0;
    return isRoot && (momentOf(message['latest_reply']) ?? Number.POSITIVE_INFINITY) > sinceAt ? [root] : [];
  });
  const list = page.response_metadata?.next_cursor || undefined;
  return {
    events: inOrder(messages.flatMap((message) => eventsOf(message, conversation, install, sinceAt))),
    ...keepPlace({ ...(list ? { list } : {}), done: list === undefined, threads }),
    // A workspace on the free plan shows the last 90 days only.
    reachesBack: (page as { readonly is_limited?: boolean }).is_limited !== true,
  };
};

const readThread = async (
  client: WebClient,
  install: Install,
  conversation: string,
  sinceAt: number,
  place: Place,
): Promise<HistoryPage> => {
  const [thread = '', ...others] = place.threads;
  const page = await client.conversations.replies({
    channel: conversation,
    ts: thread,
    oldest: secondsOf(sinceAt),
    limit: pageSize,
    ...(place.thread ? { cursor: place.thread } : {}),
  });
  const replies = (page.messages ?? []).map(fieldsOf).filter((message) => message['ts'] !== thread);
  const cursor = page.response_metadata?.next_cursor || undefined;
  const { thread: _before, ...rest } = place;
  return {
    events: inOrder(replies.flatMap((message) => eventsOf(message, conversation, install, sinceAt))),
    ...keepPlace(cursor ? { ...rest, thread: cursor } : { ...rest, threads: others }),
    reachesBack: true,
  };
};
