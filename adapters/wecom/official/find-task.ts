import type { Sent } from '../../../core/adapter.ts';
import type { Message } from '../../../core/messages.ts';
import { fieldsOf, textOf } from '../../../core/payload.ts';
import type { Api } from '../client.ts';
import { momentOf } from '../payload.ts';
import { allPages, senderOf, type TaskTarget } from './tasks.ts';

/** The platform's clock and ours may differ by this much. */
const clockDriftMs = 60_000;
/** The platform lists tasks of one month at most. */
const longestMs = 30 * 24 * 60 * 60_000;

type Task = { readonly id: string };

const tasksSince = async (
  api: Api,
  to: TaskTarget,
  text: string,
  sinceAt: number,
  now: number,
): Promise<readonly Task[]> => {
  const from = Math.max(sinceAt - clockDriftMs, now - longestMs);
  const list = await allPages(
    api,
    'externalcontact/get_groupmsg_list_v2',
    {
      chat_type: to.kind === 'group' ? 'group' : 'single',
      start_time: Math.floor(from / 1000),
      end_time: Math.ceil((now + clockDriftMs) / 1000),
      filter_type: 0,
      limit: 100,
    },
    'group_msg_list',
  );
  return list.map(fieldsOf).flatMap((task) => {
    const id = textOf(task['msgid']);
    const same = textOf(fieldsOf(task['text'])['content']) === text;
    const at = momentOf(task['create_time']);
    return id !== undefined && same && (at === undefined || at >= from) ? [{ id }] : [];
  });
};

/**
 * Whether a task is for this customer or group. The platform lists the customers of a task at once, but groups only
 * after the employee sent to them: until the task is confirmed it may be.
 */
const isFor = async (
  api: Api,
  { id }: Task,
  to: TaskTarget,
  sender: string | undefined,
): Promise<'yes' | 'maybe' | 'no'> => {
  const path = 'externalcontact/get_groupmsg_task';
  const asked = (await allPages(api, path, { msgid: id, limit: 1000 }, 'task_list')).map(fieldsOf);
  let answer: 'maybe' | 'no' = 'no';
  for (const task of asked) {
    const userid = textOf(task['userid']);
    if (userid === undefined || (sender !== undefined && userid !== sender)) continue;
    const results = await allPages(
      api,
      'externalcontact/get_groupmsg_send_result',
      { msgid: id, userid, limit: 1000 },
      'send_list',
    );
    const target = to.kind === 'group' ? to.chat : to.customer;
    const receivers = results
      .map(fieldsOf)
      .map((each) => textOf(each['external_userid']) ?? textOf(each['chat_id']));
    if (receivers.includes(target)) return 'yes';
    if (to.kind === 'group' && textOf(task['status']) !== '2') answer = 'maybe';
  }
  return answer;
};

/**
 * Looks whether a 群发 task was made whose answer was lost: by its words, its time and whom it is for. Undefined when
 * there surely is none; `unknown` when two are alike, or when it cannot be told (yet) for which group one is: a task
 * that is taken for another would leave a group without its message. @throws CallFailure
 */
export const findTask = async (
  api: Api,
  to: TaskTarget,
  message: Message,
  sinceAt: number,
  now: number,
): Promise<Sent | undefined> => {
  // Earlier than what the platform lists: nobody can look.
  if (now - sinceAt > longestMs) return { status: 'unknown' };
  const sender = await senderOf(api, to);
  const found: Task[] = [];
  let maybe = false;
  for (const task of await tasksSince(api, to, message.text, sinceAt, now)) {
    const answer = await isFor(api, task, to, sender);
    if (answer === 'yes') found.push(task);
    if (answer === 'maybe') maybe = true;
  }
  const [task] = found;
  if (found.length > 1 || (!task && maybe)) return { status: 'unknown' };
  return task && { status: 'pending-human', ref: task.id };
};
