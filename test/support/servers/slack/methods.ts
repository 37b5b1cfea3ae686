import { refuseBlocks } from './blocks.ts';
import type { StoredMessage, Workspace } from './workspace.ts';

type Fields = Record<string, unknown>;
type Method = (space: Workspace, args: Fields, server: { readonly socketUrl: string }) => Fields;

const fail = (error: string, more: Fields = {}): Fields => ({ ok: false, error, ...more });
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const channelFor = (space: Workspace, id: string): string => {
  const user = space.users.get(id);
  return user ? openDirect(space, id) : id;
};

const openDirect = (space: Workspace, user: string): string => {
  const id = `D${user.slice(1)}`;
  if (!space.channels.has(id)) {
    space.channels.set(id, { id, name: '', kind: 'im', members: [space.botUser, user], with: user });
  }
  return id;
};

/** A file has to be there, complete, and processed. */
const refuseFiles = (space: Workspace, blocks: readonly Fields[]) => {
  for (const [index, block] of blocks.entries()) {
    if (block['type'] !== 'image') continue;
    const file = space.files.get(text((block['slack_file'] as Fields | undefined)?.['id']));
    if (file) file.looks += 1;
    if (!file?.complete || file.looks < 2)
      return { error: 'invalid_blocks', at: `/blocks/${index}/slack_file` };
  }
  return undefined;
};

const post = (space: Workspace, args: Fields, onlyFor?: string): Fields => {
  const id = onlyFor === undefined ? channelFor(space, text(args['channel'])) : text(args['channel']);
  const channel = space.channels.get(id);
  if (!channel) return fail('channel_not_found');
  if (!channel.members.includes(space.botUser)) return fail('not_in_channel');
  if (onlyFor !== undefined && !channel.members.includes(onlyFor)) return fail('user_not_in_channel');
  const blocks = args['blocks'] as Fields[] | undefined;
  if (text(args['text']) === '' && !blocks?.length) return fail('no_text');
  if (text(args['text']).length > 40_000) return fail('msg_too_long');
  const wrong = blocks && (refuseBlocks(blocks, 'message') ?? refuseFiles(space, blocks));
  if (wrong)
    return fail(wrong.error, {
      response_metadata: { messages: [`[ERROR] wrong [json-pointer:${wrong.at}]`] },
    });
  const message: StoredMessage = {
    ts: space.nextTs(),
    channel: id,
    user: space.botUser,
    bot_id: space.bot,
    app_id: space.appId,
    team: space.team,
    text: text(args['text']),
    ...(blocks ? { blocks } : {}),
    ...(args['thread_ts'] ? { thread_ts: text(args['thread_ts']) } : {}),
    ...(args['metadata'] ? { metadata: args['metadata'] } : {}),
    ...(onlyFor === undefined ? {} : { onlyFor }),
  };
  space.messages.push(message);
  return onlyFor === undefined
    ? { ok: true, channel: id, ts: message.ts }
    : { ok: true, message_ts: message.ts };
};

const shown = (message: StoredMessage, all: readonly StoredMessage[], metadata: boolean): Fields => {
  const { channel: _channel, onlyFor: _onlyFor, metadata: kept, ...rest } = message;
  const replies = all.filter((each) => each.thread_ts === message.ts && each.ts !== message.ts);
  return {
    type: 'message',
    ...rest,
    ...(metadata && kept ? { metadata: kept } : {}),
    ...(replies.length > 0
      ? { thread_ts: message.ts, reply_count: replies.length, latest_reply: replies.at(-1)?.ts }
      : {}),
  };
};

const page = <Each>(
  all: readonly Each[],
  args: Fields,
  usual: number,
): { part: readonly Each[]; next: string } => {
  const from = Number(text(args['cursor']).replace('cursor:', '') || 0);
  const limit = Math.min(Number(args['limit'] ?? usual) || usual, 999);
  const part = all.slice(from, from + limit);
  return { part, next: from + limit < all.length ? `cursor:${from + limit}` : '' };
};

const readable = (space: Workspace, args: Fields): Fields | undefined => {
  const channel = space.channels.get(text(args['channel']));
  if (!channel) return fail('channel_not_found');
  return channel.members.includes(space.botUser) ? undefined : fail('not_in_channel');
};

const after = (args: Fields) => (message: StoredMessage) => Number(message.ts) > Number(args['oldest'] ?? 0);

const history: Method = (space, args) => {
  const wrong = readable(space, args);
  if (wrong) return wrong;
  const all = space.messages.filter((each) => each.channel === args['channel'] && each.onlyFor === undefined);
  const roots = all
    .filter((each) => each.thread_ts === undefined || each.thread_ts === each.ts)
    .filter(after(args));
  const { part, next } = page(roots.toReversed(), args, 100);
  const messages = part.map((message) => shown(message, all, args['include_all_metadata'] === 'true'));
  return {
    ok: true,
    messages,
    has_more: next !== '',
    ...(space.limited ? { is_limited: true } : {}),
    response_metadata: { next_cursor: next },
  };
};

const replies: Method = (space, args) => {
  const wrong = readable(space, args);
  if (wrong) return wrong;
  const all = space.messages.filter((each) => each.channel === args['channel'] && each.onlyFor === undefined);
  const root = all.find((each) => each.ts === args['ts']);
  if (!root) return fail('thread_not_found');
  const inThread = all
    .filter((each) => each.thread_ts === root.ts && each.ts !== root.ts)
    .filter(after(args));
  const { part, next } = page(inThread, args, 100);
  const messages = [root, ...part].map((message) =>
    shown(message, all, args['include_all_metadata'] === 'true'),
  );
  return { ok: true, messages, has_more: next !== '', response_metadata: { next_cursor: next } };
};

const plainMessage = (space: Workspace, args: Fields): number =>
  space.messages.findIndex((each) => each.channel === args['channel'] && each.ts === args['ts']);

const methods: Readonly<Record<string, Method>> = {
  'auth.test': (space) => ({
    ok: true,
    team_id: space.team,
    team: space.teamName,
    user_id: space.botUser,
    bot_id: space.bot,
    ...(space.enterprise ? { enterprise_id: space.enterprise } : {}),
  }),
  'users.info': (space, args) => {
    const user = space.users.get(text(args['user']));
    return user ? { ok: true, user } : fail('user_not_found');
  },
  'users.list': (space, args) => {
    const { part, next } = page([...space.users.values()], args, 200);
    return { ok: true, members: part, response_metadata: { next_cursor: next } };
  },
  'users.conversations': (space, args) => {
    const mine = [...space.channels.values()].filter((channel) => channel.members.includes(space.botUser));
    const { part, next } = page(mine, args, 100);
    const channels = part.map((each) => ({ id: each.id, name: each.name, is_im: each.kind === 'im' }));
    return { ok: true, channels, response_metadata: { next_cursor: next } };
  },
  'bots.info': (_space, args) => ({ ok: true, bot: { id: args['bot'], name: 'A bot' } }),
  'conversations.open': (space, args) => {
    const user = text(args['users']);
    if (!space.users.has(user)) return fail('user_not_found');
    return { ok: true, channel: { id: openDirect(space, user) } };
  },
  'conversations.members': (space, args) => {
    const channel = space.channels.get(text(args['channel']));
    if (!channel?.members.includes(space.botUser)) return fail('channel_not_found');
    const { part, next } = page(channel.members, args, 100);
    return { ok: true, members: part, response_metadata: { next_cursor: next } };
  },
  'conversations.history': history,
  'conversations.replies': replies,
  'chat.postMessage': (space, args) => post(space, args),
  'chat.postEphemeral': (space, args) => post(space, args, text(args['user'])),
  'chat.update': (space, args) => {
    const index = plainMessage(space, args);
    const before = space.messages[index];
    if (!before || before.onlyFor !== undefined) return fail('message_not_found');
    if (before.user !== space.botUser) return fail('cant_update_message');
    const blocks = args['blocks'] as Fields[] | undefined;
    const wrong = blocks && refuseBlocks(blocks, 'message');
    if (wrong) return fail(wrong.error);
    space.messages[index] = { ...before, text: text(args['text']), ...(blocks ? { blocks } : {}) };
    return { ok: true, channel: before.channel, ts: before.ts };
  },
  'views.publish': (space, args) => {
    const view = args['view'] as Fields;
    const wrong = refuseBlocks((view['blocks'] ?? []) as Fields[], 'home');
    if (wrong) return fail('invalid_arguments');
    space.homes.set(text(args['user_id']), view);
    return { ok: true, view };
  },
  'views.open': (space, args) => {
    const trigger = text(args['trigger_id']);
    if (!space.triggers.delete(trigger)) return fail('expired_trigger_id');
    const view = args['view'] as Fields;
    const title = text((view['title'] as Fields | undefined)?.['text']);
    if (title.length > 24 || refuseBlocks((view['blocks'] ?? []) as Fields[], 'modal'))
      return fail('invalid_arguments');
    space.opened.push({ trigger, view });
    return { ok: true, view: { id: `V${space.opened.length}`, ...view } };
  },
  'files.getUploadURLExternal': (space, args, { socketUrl }) => {
    if (text(args['filename']) === '' || !(Number(args['length']) > 0)) return fail('invalid_arguments');
    const id = `F${space.files.size + 1}`;
    space.files.set(id, { bytes: Buffer.alloc(0), complete: false, looks: 0 });
    return {
      ok: true,
      file_id: id,
      upload_url: `${new URL(socketUrl).origin.replace('ws', 'http')}/upload/${id}`,
    };
  },
  'files.completeUploadExternal': (space, args) => {
    const files = JSON.parse(text(args['files'])) as readonly { readonly id: string }[];
    if (args['channel_id'] !== undefined) return fail('the file would be shown on its own');
    for (const { id } of files) {
      const file = space.files.get(id);
      if (!file?.bytes.length) return fail('file_not_found');
      file.complete = true;
    }
    return { ok: true, files };
  },
  'apps.connections.open': (_space, _args, { socketUrl }) => ({ ok: true, url: socketUrl }),
};

/** Returns what the Web API answers to a call; `unknown_method` for what the stand-in does not have. */
export const callMethod = (
  space: Workspace,
  name: string,
  args: Fields,
  server: { readonly socketUrl: string },
): Fields =>
  (Object.hasOwn(methods, name) ? methods[name]?.(space, args, server) : undefined) ?? fail('unknown_method');
