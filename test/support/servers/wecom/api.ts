import { createHash } from 'node:crypto';
import type { Fields, StandInCall, Task, WecomState } from './state.ts';

const ok = (more: object = {}): Fields => ({ errcode: 0, errmsg: 'ok', ...more });
const no = (errcode: number, errmsg = 'refused'): Fields => ({ errcode, errmsg });

const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);
const wordOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const contentOf = (value: unknown): string => wordOf((value as Fields | undefined)?.['content']);

const nextId = (state: WecomState, kind: string): string => {
  state.count += 1;
  return `${kind}${String(state.count).padStart(6, '0')}`;
};

const sendMessage = (state: WecomState, body: Fields): Fields => {
  const user = String(body['touser']);
  if (!/^[a-z]/.test(user) || user === 'stranger') return no(81013, 'user & party & tag all invalid');
  // The same body within the interval is taken once.
  const content = JSON.stringify(body);
  const there = state.byContent.get(content);
  if (there !== undefined) return ok({ msgid: there });
  const id = nextId(state, 'app');
  state.messages.push({ id, user, body });
  if (body['enable_duplicate_check'] === 1) state.byContent.set(content, id);
  return ok({ msgid: id, ...(body['msgtype'] === 'template_card' ? { response_code: `code-${id}` } : {}) });
};

const addTask = (state: WecomState, body: Fields): Fields => {
  const kind = body['chat_type'] === 'group' ? 'group' : 'single';
  const given = texts(kind === 'group' ? body['chat_id_list'] : body['external_userid']);
  const failed = given.filter((each) => state.unreachable.has(each));
  const receivers = given.filter((each) => !state.unreachable.has(each));
  const id = nextId(state, 'msgGCAAA');
  const task: Task = {
    id,
    kind,
    receivers,
    sender: wordOf(body['sender']) || 'zhangsan',
    text: contentOf(body['text']),
    createdAt: state.now(),
    outcomes: new Map(receivers.map((each) => [each, 0])),
    confirmed: false,
  };
  if (receivers.length > 0) state.tasks.push(task);
  return ok({ fail_list: failed, msgid: id });
};

const listTasks = (state: WecomState, body: Fields): Fields => {
  const all = state.tasks.filter(
    (task) =>
      task.kind === body['chat_type'] &&
      task.createdAt >= Number(body['start_time']) * 1000 &&
      task.createdAt <= Number(body['end_time']) * 1000,
  );
  // Pages of one, so that whoever reads only the first is found out.
  const at = Number(body['cursor'] ?? 0);
  return ok({
    group_msg_list: all.slice(at, at + 1).map((task) => ({
      msgid: task.id,
      creator: 'app',
      create_time: String(Math.floor(task.createdAt / 1000)),
      create_type: 0,
      text: { content: task.text },
    })),
    ...(at + 1 < all.length ? { next_cursor: String(at + 1) } : {}),
  });
};

const taskOf = (state: WecomState, body: Fields): Task | undefined =>
  state.tasks.find((task) => task.id === body['msgid']);

const sendResult = (task: Task): Fields =>
  ok({
    send_list: [...task.outcomes]
      .filter(([, outcome]) => task.kind === 'single' || outcome === 1)
      .map(([receiver, status]) => ({
        [task.kind === 'single' ? 'external_userid' : 'chat_id']: receiver,
        userid: task.sender,
        status,
        ...(status === 1 ? { send_time: 1_763_000_000 } : {}),
      })),
  });

const welcome = (state: WecomState, body: Fields): Fields => {
  const code = String(body['welcome_code']);
  if (state.welcomed.has(code)) return no(41051, 'externaluser has started chatting');
  state.welcomed.set(code, contentOf(body['text']));
  return ok();
};

const group = (state: WecomState, body: Fields): Fields => {
  const chat = String(body['chat_id']);
  const found = state.groups.get(chat);
  if (!found) return no(86003, 'invalid chat id');
  const members = found.members.map((each) => ({ ...each, join_time: 1, join_scene: 1 }));
  return ok({
    group_chat: { chat_id: chat, name: found.name, owner: found.owner, member_list: members, admin_list: [] },
  });
};

const markTag = (state: WecomState, body: Fields): Fields => {
  const key = `${String(body['userid'])}/${String(body['external_userid'])}`;
  const tags = state.tags.get(key) ?? new Set<string>();
  for (const tag of texts(body['add_tag'])) tags.add(tag);
  for (const tag of texts(body['remove_tag'])) tags.delete(tag);
  state.tags.set(key, tags);
  return ok();
};

const ticket = (state: WecomState, kind: 'corp' | 'agent'): Fields => {
  state.ticketCount += 1;
  return ok({ ticket: state.tickets[kind], expires_in: 7200 });
};

const methods: Readonly<Record<string, (state: WecomState, body: Fields) => Fields>> = {
  'message/send': sendMessage,
  'agent/get': () => ok({ agentid: 1_000_002, name: 'Tend' }),
  'externalcontact/add_msg_template': addTask,
  'externalcontact/get_groupmsg_list_v2': listTasks,
  'externalcontact/get_groupmsg_task': (state, body) => {
    const task = taskOf(state, body);
    return task ? ok({ task_list: [{ userid: task.sender, status: task.confirmed ? 2 : 0 }] }) : no(40058);
  },
  'externalcontact/get_groupmsg_send_result': (state, body) => {
    const task = taskOf(state, body);
    return task ? sendResult(task) : no(40058);
  },
  'externalcontact/send_welcome_msg': welcome,
  'externalcontact/groupchat/get': group,
  'externalcontact/groupchat/list': (state) =>
    ok({ group_chat_list: [...state.groups.keys()].map((id) => ({ chat_id: id, status: 0 })) }),
  'externalcontact/get_corp_tag_list': () =>
    ok({
      tag_group: [
        {
          group_id: 'g',
          group_name: '等级',
          tag: [
            { id: 't1', name: 'VIP' },
            { id: 't2', name: '旧', deleted: true },
          ],
        },
      ],
    }),
  'externalcontact/mark_tag': markTag,
  get_jsapi_ticket: (state) => ticket(state, 'corp'),
};

/** Calls that say everything in their address. */
const queries: Readonly<Record<string, (state: WecomState, query: Fields) => Fields>> = {
  'ticket/get': (state, query) => (query['type'] === 'agent_config' ? ticket(state, 'agent') : no(40058)),
  'auth/getuserinfo': (state, query) => {
    const code = String(query['code']);
    const user = state.logins.get(code);
    // A code is good for one use.
    state.logins.delete(code);
    if (user === undefined) return no(40029, 'invalid code');
    return ok(user.startsWith('wm') ? { external_userid: user } : { userid: user });
  },
  'externalcontact/get': (state, query) => {
    const contact = state.contacts.get(String(query['external_userid']));
    return contact ? ok(contact) : no(84061, 'not external contact');
  },
};

const sending = new Set([
  'message/send',
  'externalcontact/add_msg_template',
  'externalcontact/send_welcome_msg',
  'webhook/send',
]);

/** Whether a call sends something: these meet the faults. */
export const sends = ({ path }: StandInCall): boolean => sending.has(path);

const robot = (state: WecomState, { query, body }: StandInCall): Fields => {
  const key = String(query['key']);
  if (![...state.robotKeys.values()].includes(key)) return no(93000, 'invalid webhook url');
  if (body['msgtype'] === 'image') {
    const { base64, md5 } = body['image'] as Readonly<Record<string, string>>;
    const bytes = Buffer.from(base64 ?? '', 'base64');
    if (bytes.length > 2 * 1024 * 1024) return no(40009, 'invalid image size');
    if (createHash('md5').update(bytes).digest('hex') !== md5) return no(301019, 'image md5 not match');
  }
  state.robotMessages.push({ key, body });
  return ok();
};

/** Answers a call as WeCom does: everything with 200 and a code. */
export const answerCall = async (state: WecomState, call: StandInCall): Promise<Fields> => {
  if (call.path === 'gettoken') {
    if (call.query['corpid'] !== state.corpId) return no(40013, 'invalid corpid');
    if (call.query['corpsecret'] !== state.secret) return no(40001, 'invalid credential');
    // Long enough for others to ask at the same time.
    await new Promise((resolve) => setTimeout(resolve, 20));
    state.tokenCount += 1;
    state.token = `access-token-${state.tokenCount}`;
    return ok({ access_token: state.token, expires_in: 7200 });
  }
  if (call.path === 'webhook/send') return robot(state, call);
  if (call.query['access_token'] !== state.token) return no(42001, 'access_token expired');
  const refusal = state.refusals.get(call.path);
  if (refusal) return refusal;
  const query = Object.hasOwn(queries, call.path) ? queries[call.path] : undefined;
  if (query) return query(state, call.query);
  const method = Object.hasOwn(methods, call.path) ? methods[call.path] : undefined;
  return method ? method(state, call.body) : no(40066, 'invalid url');
};
