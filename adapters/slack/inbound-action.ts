import type { InboundEvent } from '../../core/events.ts';
import { clip, type Fields, fieldsOf, firstText, listOf, textOf } from '../../core/payload.ts';
import { formContextOf, formPrefix } from './form-context.ts';
import { conversationOf, type Single } from './inbound-message.ts';
import type { Install } from './install.ts';
import { readMrkdwn } from './mrkdwn.ts';
import { momentOf } from './payload.ts';
import { nobody, personOf } from './people.ts';
import { givenIn, valuesOf } from './view-values.ts';

type MapPress = (body: Fields, install: Install, at: number) => readonly Single[];

const personIn = (body: Fields, install: Install): InboundEvent['person'] => {
  const user = fieldsOf(body['user']);
  const name = firstText(user['real_name'], user['username'], user['name'], body['user_name']);
  const team = firstText(user['team_id'], body['user_team_id'], fieldsOf(body['team'])['id']);
  return personOf(firstText(user['id'], body['user_id'], body['user']), { team, name }, install);
};

/** Where something was pressed; on a page of the app or in a dialogue of it that is the person's own chat. */
const placeIn = (body: Fields, person: string): InboundEvent['conversation'] => {
  const container = fieldsOf(body['container']);
  const channel = firstText(
    fieldsOf(body['channel'])['id'],
    container['channel_id'],
    body['channel_id'],
    body['channel'],
  );
  if (channel === undefined) return { id: person, kind: 'direct' };
  const message = fieldsOf(body['message']);
  const thread = firstText(container['thread_ts'], message['thread_ts']);
  const ts = firstText(container['message_ts'], message['ts'], body['message_ts']);
  const named = textOf(fieldsOf(body['channel'])['name']) ?? textOf(body['channel_name']);
  const type = named === 'directmessage' ? 'im' : undefined;
  return conversationOf(channel, type, { thread_ts: thread, ts });
};

const commonOf = (body: Fields, install: Install, at: number, id: string) => {
  const person = personIn(body, install);
  return {
    id: clip(id, 512),
    at,
    platform: 'slack',
    account: install.account,
    person,
    conversation: placeIn(body, person.id),
  } as const;
};

/** What makes one press one press, also when it is delivered twice. */
const keyOf = (body: Fields, ...more: readonly (string | undefined)[]): string =>
  [
    textOf(body['type']) ?? 'press',
    firstText(body['trigger_id'], fieldsOf(body['view'])['id'], body['action_ts'], body['message_ts']) ??
      'once',
    ...more.filter((each) => each !== undefined),
  ].join('/');

const blockActions: MapPress = (body, install, at) => {
  const actions = listOf(body['actions']).map(fieldsOf);
  if (actions.length === 0) return [{ problem: 'block_actions without an action' }];
  return actions.map((action, index): Single => {
    const name = firstText(action['action_id'], action['name'], action['block_id']);
    if (name === undefined) return { problem: 'an action without a name' };
    const pressedAt = momentOf(action['action_ts']) ?? at;
    const given = givenIn(action);
    const message = firstText(
      fieldsOf(body['container'])['message_ts'],
      fieldsOf(body['message'])['ts'],
      body['message_ts'],
    );
    return {
      event: {
        ...commonOf(body, install, pressedAt, keyOf(body, name, textOf(action['action_ts']), String(index))),
        type: 'action',
        action: clip(actionOf(name), 256),
        value: typeof given === 'string' ? given : given.join(','),
        ...(message === undefined ? {} : { message }),
      },
    };
  });
};

/** Block Kit wants every action id of a message once; the second and later ones are numbered behind `~`. */
export const actionOf = (actionId: string): string => actionId.replace(/~\d{1,3}$/, '');

const viewSubmission: MapPress = (body, install, at) => {
  const view = fieldsOf(body['view']);
  const name = firstText(view['callback_id'], view['external_id'], view['id']);
  if (name === undefined) return [{ problem: 'a view_submission without a view' }];
  const context = formContextOf(view['private_metadata']);
  const common = commonOf(body, install, at, keyOf(body, textOf(view['hash'])));
  return [
    {
      event: {
        ...common,
        conversation: context?.conversation ?? common.conversation,
        type: 'form',
        form: clip(name.startsWith(formPrefix) ? name.slice(formPrefix.length) : name, 256),
        values: { ...valuesOf(view), ...(context === undefined ? {} : { value: context.value }) },
      },
    },
  ];
};

const dialogSubmission: MapPress = (body, install, at) => {
  const given = Object.entries(fieldsOf(body['submission'])).map(([name, value]): [string, string] => [
    name,
    textOf(value) ?? '',
  ]);
  const form = textOf(body['callback_id']);
  if (form === undefined) return [{ problem: 'a dialog_submission without a callback_id' }];
  const common = commonOf(body, install, momentOf(body['action_ts']) ?? at, keyOf(body));
  return [
    { event: { ...common, type: 'form', form: clip(form, 256), values: Object.fromEntries<string>(given) } },
  ];
};

const shortcut: MapPress = (body, install, at) => {
  const action = textOf(body['callback_id']);
  if (action === undefined) return [{ problem: 'a shortcut without a callback_id' }];
  const message = firstText(fieldsOf(body['message'])['ts'], body['message_ts']);
  const common = commonOf(body, install, momentOf(body['action_ts']) ?? at, keyOf(body));
  return [
    {
      event: {
        ...common,
        type: 'action',
        action: clip(action, 256),
        value: message ?? '',
        ...(message === undefined ? {} : { message }),
      },
    },
  ];
};

const command: MapPress = (body, install, at) => {
  const name = textOf(body['command'])?.replace(/^\//, '') ?? '';
  if (name === '') return [{ problem: 'a command without a name' }];
  const common = commonOf(
    { ...body, type: 'command' },
    install,
    at,
    keyOf({ ...body, type: 'command' }, name),
  );
  if (common.person.id === nobody.id) return [{ problem: 'a command of nobody' }];
  return [
    {
      event: {
        ...common,
        type: 'command',
        name: clip(name, 128),
        args: readMrkdwn(textOf(body['text']) ?? ''),
      },
    },
  ];
};

const ignore =
  (why: string): MapPress =>
  () => [{ ignored: why }];

const mappers: Readonly<Record<string, MapPress>> = {
  block_actions: blockActions,
  interactive_message: blockActions,
  view_submission: viewSubmission,
  dialog_submission: dialogSubmission,
  message_action: shortcut,
  shortcut,
  view_closed: ignore('view_closed: nothing was sent'),
  dialog_cancellation: ignore('dialog_cancellation: nothing was sent'),
  block_suggestion: ignore('block_suggestion: asks for options, of which we have none to look up'),
  dialog_suggestion: ignore('dialog_suggestion: asks for options, of which we have none to look up'),
  workflow_step_edit: ignore('workflow_step_edit: a step of a workflow'),
};

/**
 * Returns what a slash command, a press of a button, a shortcut or a submitted form stands for; undefined when the
 * body is none of these. `at` is for what carries no time of its own.
 */
export const mapPress = (body: Fields, install: Install, at: number): readonly Single[] | undefined => {
  const type = textOf(body['type']);
  if (type === undefined) return body['command'] === undefined ? undefined : command(body, install, at);
  const map = Object.hasOwn(mappers, type) ? mappers[type] : undefined;
  return map?.(body, install, at);
};
