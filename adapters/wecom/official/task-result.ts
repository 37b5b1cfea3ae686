import { fieldsOf, textOf } from '../../../core/payload.ts';
import type { Api } from '../client.ts';
import { toPlatformError } from '../errors.ts';
import { momentOf } from '../payload.ts';
import { allPages } from './tasks.ts';

/**
 * What became of a 群发 task for one customer or group. `waiting`: the employee has not confirmed. `not-a-contact`: the
 * customer removed the employee. `quota`: the customer got as many as the month allows.
 */
export type TaskOutcome = 'waiting' | 'sent' | 'not-a-contact' | 'quota';

/** One receiver of a 群发 task: of a group the chat id. */
export type TaskResult = {
  readonly receiver: string;
  readonly member: string;
  readonly outcome: TaskOutcome;
  /** Epoch milliseconds; only of what was sent. */
  readonly sentAt?: number;
};

/** Whether the employees who were asked have confirmed, and what came of it. */
export type TaskResults = {
  /** Everybody who was asked, and whether they confirmed. */
  readonly members: readonly { readonly member: string; readonly confirmed: boolean }[];
  /** Of groups only those are listed to which it was sent. */
  readonly results: readonly TaskResult[];
};

const outcomes: Readonly<Record<string, TaskOutcome>> = {
  '0': 'waiting',
  '1': 'sent',
  '2': 'not-a-contact',
  '3': 'quota',
};

/**
 * Returns what became of a 群发 task until now. `ref` is what the send answered. Nothing is delivered before its outcome
 * is `sent`. @throws PlatformError when it cannot be had.
 */
export const readTaskResults = async (api: Api, ref: string): Promise<TaskResults> => {
  try {
    const tasks = await allPages(
      api,
      'externalcontact/get_groupmsg_task',
      { msgid: ref, limit: 1000 },
      'task_list',
    );
    const members = tasks.map(fieldsOf).flatMap((task) => {
      const member = textOf(task['userid']);
      return member === undefined ? [] : [{ member, confirmed: textOf(task['status']) === '2' }];
    });
    const results: TaskResult[] = [];
    for (const { member } of members) {
      const path = 'externalcontact/get_groupmsg_send_result';
      for (const each of await allPages(
        api,
        path,
        { msgid: ref, userid: member, limit: 1000 },
        'send_list',
      )) {
        const fields = fieldsOf(each);
        const receiver = textOf(fields['external_userid']) ?? textOf(fields['chat_id']);
        const outcome = outcomes[textOf(fields['status']) ?? ''];
        if (receiver === undefined || outcome === undefined) continue;
        const sentAt = outcome === 'sent' ? momentOf(fields['send_time']) : undefined;
        results.push({ receiver, member, outcome, ...(sentAt === undefined ? {} : { sentAt }) });
      }
    }
    return { members, results };
  } catch (error) {
    throw toPlatformError(error);
  }
};
