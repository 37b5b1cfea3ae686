import { imageKeys } from './reader.ts';
import { nextMessageId, type StandInCall, type StandInMessage, type StandInState } from './state.ts';

/** An answer of the API. */
export type Answer = { readonly status: number; readonly body: object };

const ok = (data: object): Answer => ({ status: 200, body: { code: 0, msg: 'success', data } });
const no = (code: number, msg: string, status = 400): Answer => ({ status, body: { code, msg } });

const item = (message: StandInMessage): object => ({
  message_id: message.id,
  ...(message.root === undefined ? {} : { root_id: message.root, parent_id: message.root }),
  ...(message.thread === undefined ? {} : { thread_id: message.thread }),
  msg_type: message.type,
  create_time: String(message.createdAt),
  update_time: String(message.updatedAt),
  deleted: message.deleted,
  updated: message.updatedAt !== message.createdAt,
  chat_id: message.chat,
  sender: {
    id: message.from.id,
    id_type: message.from.type === 'app' ? 'app_id' : 'open_id',
    sender_type: message.from.type,
    tenant_key: message.from.tenant,
  },
  body: { content: message.deleted ? 'This message was recalled' : message.content },
});

const countTags = (value: unknown): number => {
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + countTags(each), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((sum: number, each) => sum + countTags(each), 'tag' in value ? 1 : 0);
};

/** What the platform says of content that it does not take. */
const problemWith = (state: StandInState, type: unknown, content: unknown): Answer | undefined => {
  if (typeof content !== 'string') return no(230001, 'content is not a string');
  let parsed: { schema?: unknown; text?: unknown; body?: unknown };
  try {
    parsed = JSON.parse(content) as typeof parsed;
  } catch {
    return no(230001, 'content is not JSON');
  }
  if (type === 'text') {
    if (typeof parsed.text !== 'string' || parsed.text === '') return no(230001, 'text is empty');
    return Buffer.byteLength(content) > 150 * 1024 ? no(230025, 'too long') : undefined;
  }
  if (type !== 'interactive') return no(230001, 'unknown msg_type');
  if (parsed.schema !== '2.0' || typeof parsed.body !== 'object')
    return no(230099, 'not a card of version 2.0');
  if (Buffer.byteLength(content) > 30 * 1024) return no(230025, 'too long');
  if (imageKeys(parsed).some((key) => !state.images.has(key))) return no(230099, 'image key is invalid');
  return countTags(parsed) > 200 ? no(230099, 'too many elements') : undefined;
};

const post = (
  state: StandInState,
  receiver: string,
  root: StandInMessage | undefined,
  call: StandInCall,
): Answer => {
  const { msg_type: type, content, uuid } = call.body;
  const problem = problemWith(state, type, content);
  if (problem) return problem;
  if (typeof uuid === 'string') {
    if (uuid.length > 50) return no(230001, 'uuid is too long');
    const before = state.byUuid.get(uuid);
    if (before && state.now() - before.createdAt < 60 * 60_000) return ok(item(before));
  }
  const id = nextMessageId(state);
  const message: StandInMessage = {
    id,
    chat: receiver.startsWith('oc_') ? receiver : `oc_p2p_${receiver}`,
    receiver,
    ...(root === undefined ? {} : { root: root.id }),
    type: String(type),
    content: String(content),
    createdAt: state.now(),
    updatedAt: state.now(),
    from: { id: state.appId, type: 'app', tenant: state.tenant },
    deleted: false,
  };
  state.messages.push(message);
  if (typeof uuid === 'string') state.byUuid.set(uuid, message);
  return ok(item(message));
};

const create = (state: StandInState, call: StandInCall): Answer => {
  const given = call.body['receive_id'];
  const receiver = typeof given === 'string' ? given : '';
  const wanted = { oc_: 'chat_id', ou_: 'open_id', on_: 'union_id' }[receiver.slice(0, 3)] ?? 'user_id';
  if (call.query['receive_id_type'] !== wanted) return no(230001, 'receive_id_type does not fit');
  const chat = state.chats.get(receiver);
  if (wanted === 'chat_id' && !chat) return no(230034, 'invalid receive_id');
  if (chat && !chat.hasBot) return no(230002, 'Bot can NOT be out of the chat.');
  const people = [...state.chats.values()].flatMap((each) => each.members.map((member) => member.openId));
  if (wanted === 'open_id' && !people.includes(receiver))
    return no(230013, 'Bot has NO availability to this user.');
  return post(state, receiver, undefined, call);
};

const own = (state: StandInState, id: string, act: (message: StandInMessage) => Answer): Answer => {
  const message = state.messages.find((each) => each.id === id);
  if (!message || message.deleted) return no(230011, 'The message was recalled.');
  return message.from.type === 'app' ? act(message) : no(230017, 'not the owner');
};

const change = (state: StandInState, id: string, call: StandInCall): Answer =>
  own(state, id, (message) => {
    const type = call.method === 'PATCH' ? 'interactive' : call.body['msg_type'];
    const problem =
      type === message.type ? problemWith(state, type, call.body['content']) : no(230001, 'another type');
    if (problem) return problem;
    message.content = String(call.body['content']);
    message.updatedAt = state.now();
    return ok({});
  });

const page = <Item>(
  items: readonly Item[],
  { query }: StandInCall,
  size: number,
  show: (item: Item) => object,
) => {
  const start = Number(query['page_token'] ?? 0);
  const count = Math.min(size, Number(query['page_size'] ?? 20));
  const more = start + count < items.length;
  return ok({
    items: items.slice(start, start + count).map(show),
    has_more: more,
    page_token: more ? String(start + count) : '',
  });
};

const list = (state: StandInState, call: StandInCall): Answer => {
  const { container_id_type: kind, container_id: id, start_time: start } = call.query;
  if (kind === 'thread') {
    return page(
      state.messages.filter((each) => each.thread === id),
      call,
      50,
      item,
    );
  }
  const chat = state.chats.get(id ?? '');
  if (!chat?.hasBot && !id?.startsWith('oc_p2p_')) return no(230002, 'Bot can NOT be out of the chat.');
  const since = Number(start ?? 0) * 1000;
  // The list of a chat shows the beginnings of threads only.
  const shown = state.messages.filter(
    (each) =>
      each.chat === id && each.createdAt >= since && !(each.thread !== undefined && each.root !== undefined),
  );
  return page(shown, call, 50, item);
};

const chatAnswer = (state: StandInState, id: string, members: boolean, call: StandInCall): Answer => {
  const chat = state.chats.get(id);
  if (!chat) return no(232006, 'invalid chat_id');
  if (!chat.hasBot) return no(232011, 'Operator can NOT be out of the chat.');
  const external = chat.members.some((each) => each.tenant !== state.tenant);
  if (!members) {
    return ok({
      name: chat.name,
      chat_mode: chat.mode,
      external,
      tenant_key: state.tenant,
      chat_status: 'normal',
    });
  }
  return page(chat.members, call, 100, (member) => ({
    member_id_type: 'open_id',
    member_id: member.openId,
    name: member.name,
    tenant_key: member.tenant,
  }));
};

const withoutData = (body: object): Answer => ({ status: 200, body: { code: 0, msg: 'ok', ...body } });

/** Returns whether a call posts something, which is what faults are for. */
export const posts = ({ method, path }: StandInCall): boolean =>
  method === 'POST' && /^im\/v1\/messages(\/[^/]+\/reply)?$/.test(path);

/** Answers one call of the API, below `/open-apis/`. */
export const answerCall = (state: StandInState, call: StandInCall): Answer => {
  const { method, path } = call;
  if (path === 'auth/v3/tenant_access_token/internal') {
    if (call.body['app_id'] !== state.appId) return no(10003, 'invalid app_id', 200);
    if (call.body['app_secret'] !== state.appSecret) return no(10014, 'app secret invalid', 200);
    state.tokenCount += 1;
    const token = `t-secret-${state.tokenCount}`;
    state.tokens.add(token);
    return withoutData({ tenant_access_token: token, expire: 7200 });
  }
  if (call.authorization === undefined) return no(99991661, 'Missing access token for authorization.');
  if (!state.tokens.has(call.authorization.replace('Bearer ', ''))) {
    return no(99991663, 'Invalid access token for authorization.');
  }
  if ([...state.forbidden].some((prefix) => `${method} ${path}`.startsWith(prefix))) {
    return no(99991672, 'Access denied. One of the following scopes is required.');
  }
  if (path === 'bot/v3/info') {
    return withoutData({ bot: { activate_status: 2, app_name: 'Tend', open_id: state.botOpenId } });
  }
  if (path === 'tenant/v2/tenant/query') return ok({ tenant: { name: 'Us', tenant_key: state.tenant } });
  const [, , kind, id, more] = path.split('/');
  if (path.startsWith('im/v1/messages')) {
    const message = state.messages.find((each) => each.id === id);
    if (method === 'POST' && id === undefined) return create(state, call);
    if (method === 'GET' && id === undefined) return list(state, call);
    if (method === 'GET')
      return message ? ok({ items: [item(message)] }) : no(230110, 'The message is deleted.');
    if (method === 'POST' && more === 'reply') {
      if (!message || message.deleted) return no(230011, 'The message was recalled.');
      return post(state, message.chat, message, call);
    }
    if (method === 'PATCH' || method === 'PUT') return change(state, id ?? '', call);
    if (method === 'DELETE') {
      return own(state, id ?? '', (mine) => {
        mine.deleted = true;
        return ok({});
      });
    }
  }
  if (path === 'im/v1/images') {
    if (call.body['image_type'] !== 'message' || !call.file?.length)
      return no(234001, 'Invalid request param.');
    const key = `img_v3_${state.images.size + 1}`;
    state.images.set(key, call.file);
    return ok({ image_key: key });
  }
  if (path === 'im/v1/chats') {
    const groups = [...state.chats.values()].filter((chat) => chat.hasBot && chat.mode !== 'p2p');
    return page(groups, call, 100, (chat) => ({
      chat_id: chat.id,
      name: chat.name,
      tenant_key: state.tenant,
    }));
  }
  if (kind === 'chats' && id !== undefined) return chatAnswer(state, id, more === 'members', call);
  return no(99991672, `not there: ${method} ${path}`, 404);
};
