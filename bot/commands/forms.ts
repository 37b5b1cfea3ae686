import type { InboundEvent } from '../../core/events.ts';
import type { Form, FormField } from '../../core/forms.ts';
import { stageNames } from '../../core/stages/presets.ts';
import { stageKeys } from '../../core/stages/stage.ts';
import { roomById } from '../../db/rooms.ts';
import { textAnswer } from './answer.ts';
import type { Answer, Command, CommandContext } from './command.ts';
import { link } from './link.ts';
import { note } from './note.ts';
import { room } from './room.ts';
import { runCommand } from './run-command.ts';
import { stage } from './stage.ts';

const customer: FormField = {
  name: 'customer',
  kind: 'text',
  label: { zh: '客户（在客户群里可不填）', en: "Customer (not needed in a customer's room)" },
  optional: true,
};

/** The forms that members fill in, by name: the same as the commands of these names, for whoever prefers fields. */
export const forms: Readonly<Record<'note' | 'stage' | 'link' | 'room', Form>> = {
  note: {
    name: 'note',
    title: { zh: '客户备注', en: 'Note on customer' },
    fields: [customer, { name: 'text', kind: 'many', label: { zh: '内容', en: 'Note' } }],
  },
  stage: {
    name: 'stage',
    title: { zh: '设定阶段', en: 'Set a stage' },
    fields: [
      customer,
      {
        name: 'stage',
        kind: 'select',
        label: { zh: '阶段', en: 'Stage' },
        options: stageKeys.map((key) => ({ value: key, label: { zh: stageNames[key].zh, en: key } })),
      },
      {
        name: 'days',
        kind: 'text',
        label: { zh: '有效天数（默认 30）', en: 'For how many days (30)' },
        optional: true,
      },
      { name: 'reason', kind: 'many', label: { zh: '理由', en: 'Reason' }, optional: true },
    ],
  },
  link: {
    name: 'link',
    title: { zh: '关联联系人', en: 'Link a person' },
    fields: [
      { name: 'person', kind: 'text', label: { zh: '联系人', en: 'Person' } },
      { name: 'customer', kind: 'text', label: { zh: '归到哪个客户', en: 'Customer they belong to' } },
    ],
  },
  room: {
    name: 'room',
    title: { zh: '群的用途', en: 'What a room is for' },
    fields: [
      {
        name: 'purpose',
        kind: 'select',
        label: { zh: '用途', en: 'Purpose' },
        options: [
          { value: 'customer', label: { zh: '客户群', en: "A customer's room" } },
          { value: 'community', label: { zh: '社群', en: 'A community' } },
          { value: 'team', label: { zh: '团队群', en: "The team's room" } },
          { value: 'managers', label: { zh: '管理群', en: "The managers' room" } },
          { value: 'unlinked', label: { zh: '不关联', en: 'None of these' } },
        ],
      },
      { name: 'customer', kind: 'text', label: { zh: '客户名称', en: 'Customer' }, optional: true },
    ],
  },
};

type FormEvent = Extract<InboundEvent, { type: 'form' }>;

/** What was filled in, as the command's arguments; `here` is the customer of the place where it was filled in. */
type Fill = {
  readonly command: Command;
  readonly args: (given: (name: string) => string, here: string) => readonly string[];
};

const fills: Readonly<Record<string, Fill>> = {
  note: { command: note, args: (given, here) => [given('customer') || here, given('text')] },
  stage: {
    command: stage,
    args: (given, here) => [given('customer') || here, given('stage'), given('days'), given('reason')],
  },
  link: { command: link, args: (given, here) => [given('person'), given('customer') || here] },
  room: { command: room, args: (given) => [given('purpose'), given('customer')] },
};

/** Whom the button that opened the form was about (`#12`), else whose the room is. */
const customerHere = (value: string, context: CommandContext): string => {
  if (/^#\d{1,15}$/.test(value)) return value;
  const id = context.room?.customerId ?? null;
  return id === null ? '' : `#${id}`;
};

/** The room that the button was about, else the one that it was pressed in. */
const inRoom = async (context: CommandContext, value: string): Promise<CommandContext> => {
  const meant = /^\d{1,15}$/.test(value) ? await roomById(context.db, Number(value)) : undefined;
  return meant ? { ...context, room: meant } : context;
};

/** Does what a form says, by the command of its name, and returns the command's answer. */
export const submitForm = async (context: CommandContext, event: FormEvent): Promise<Answer> => {
  const fill = Object.hasOwn(fills, event.form) ? fills[event.form] : undefined;
  if (!fill) {
    const gone = context.language === 'zh' ? '这个表单已失效。' : 'This form does nothing any more.';
    return textAnswer('person', gone);
  }
  const given = (name: string): string => {
    const value = event.values[name] ?? '';
    return (typeof value === 'string' ? value : value.join(', ')).trim();
  };
  const value = given('value');
  const args = fill.args(given, customerHere(value, context));
  // An empty field in the middle would be an argument; at the end it is none.
  const last = args.findLastIndex((each) => each !== '');
  const filled =
    event.form === 'stage' ? args.filter((each, index) => index < 2 || each !== '') : args.slice(0, last + 1);
  const at = event.form === 'room' ? await inRoom(context, value) : context;
  return runCommand(at, fill.command, filled);
};

/**
 * Does what a button of a proposal says about a room (`12/customer`), by the command `room`; a customer room gets the
 * name that `nameOf` finds in the room's.
 */
export const sayWhatRoomIs = async (
  context: CommandContext,
  value: string,
  nameOf: (room: string) => string,
): Promise<Answer> => {
  const [id = '', purpose = ''] = value.split('/');
  const there = await inRoom(context, id);
  if (there === context || !there.room) {
    const gone = context.language === 'zh' ? '这个群已经不在了。' : 'That room is not there any more.';
    return textAnswer('person', gone);
  }
  return runCommand(there, room, purpose === 'customer' ? [purpose, nameOf(there.room.name)] : [purpose]);
};

/** Where a platform has no forms, a button that would open one says how to write it instead. */
export const howToWrite = (context: CommandContext, action: string): Answer => {
  const name = action.slice('form:'.length);
  const fill = Object.hasOwn(fills, name) ? fills[name] : undefined;
  const { zh, en } = fill?.command.usage ?? { zh: '帮助', en: 'help' };
  return textAnswer('person', context.language === 'zh' ? `请写：${zh}` : `Write: ${en}`);
};
