import { InputError } from '../../core/errors.ts';
import type { Language } from '../../core/language.ts';
import type { CardBlock } from '../../core/messages.ts';
import { readDue, resolveDue } from '../../core/text/due.ts';
import { cleanText } from '../../core/text/normalise.ts';
import type { Zone } from '../../core/zone.ts';
import { addTask, openTasks, removeTask, settleTask, type Task, taskOf } from '../../db/tasks.ts';
import { showTime } from '../view/time.ts';
import { cardAnswer, textAnswer } from './answer.ts';
import { type Argument, optional } from './arguments/argument.ts';
import { choiceArgument } from './arguments/choice.ts';
import { customerArgument } from './arguments/customer.ts';
import { textArgument } from './arguments/text.ts';
import type { Answer, CommandContext } from './command.ts';
import { defineCommand } from './define.ts';

const mostShown = 20;
/** Whoever begins a to-do with half a name may mean something else. */
const surely = 0.9;

/** The customer that a to-do begins with, only where the name is beyond doubt. */
const plainCustomer: Argument<{ readonly id: number; readonly name: string } | undefined> = optional({
  ...customerArgument,
  read: async (words, context) => {
    const reading = await customerArgument.read(words, context);
    return 'value' in reading && reading.sure >= surely ? reading : { problem: '' };
  },
});

const lineOf = (task: Task, now: number, zone: Zone, language: Language): string => {
  const zh = language === 'zh';
  const due = task.dueAt === null ? '' : ` · ${showTime(task.dueAt, zone)}`;
  const late = task.dueAt !== null && task.dueAt < now ? (zh ? ' · 已过期' : ' · overdue') : '';
  return `${task.customer === null ? '' : `${task.customer}: `}${task.text}${due}${late}`;
};

/** Returns a member's open to-dos as lines with a button each that says done. */
export const taskBlocks = (
  tasks: readonly Task[],
  now: number,
  zone: Zone,
  language: Language,
): readonly CardBlock[] =>
  tasks.flatMap((each, index): readonly CardBlock[] => [
    { kind: 'text', text: `${index + 1}. ${lineOf(each, now, zone, language)}` },
    {
      kind: 'buttons',
      buttons: [
        { label: language === 'zh' ? '完成' : 'Done', action: 'run', value: `task done #${each.id}` },
      ],
    },
  ]);

const requireSelf = ({ asker, language }: CommandContext): number => {
  if (asker.id !== null) return asker.id;
  throw new InputError(language === 'zh' ? '请用 --as 指定同事。' : 'Say who you are with --as.');
};

const listTasks = async (context: CommandContext): Promise<Answer> => {
  const { db, now, company, language } = context;
  const tasks = await openTasks(db, requireSelf(context), mostShown);
  const zh = language === 'zh';
  const none: CardBlock = { kind: 'text', text: zh ? '没有待办。' : 'Nothing to do.' };
  const blocks = tasks.length > 0 ? taskBlocks(tasks, now, company.zone, language) : [none];
  return cardAnswer('person', zh ? `待办 (${tasks.length})` : `To do (${tasks.length})`, blocks, { tasks });
};

/** `#12` is a to-do by its id, `2` the second of the list. */
const findTask = async (context: CommandContext, which: string): Promise<Task> => {
  const self = requireSelf(context);
  const id = /^#(\d{1,15})$/.exec(which.trim());
  const number = /^\d{1,3}$/.test(which.trim()) ? Number(which) : Number.NaN;
  const found = id
    ? await taskOf(context.db, self, Number(id[1]))
    : (await openTasks(context.db, self, mostShown))[number - 1];
  if (found) return found;
  throw new InputError(
    context.language === 'zh'
      ? `没有第 ${which} 条待办。发“待办”看编号。`
      : `There is no to-do ${which}. "task" shows the numbers.`,
  );
};

const finish = async (context: CommandContext, which: string): Promise<Answer> => {
  const { db, now, language } = context;
  const found = await findTask(context, which);
  if (found.doneAt !== null) {
    throw new InputError(language === 'zh' ? '这条待办已经完成。' : 'That was done already.');
  }
  await settleTask(db, found.id, now);
  return {
    ...textAnswer('person', language === 'zh' ? `完成：${found.text}` : `Done: ${found.text}`, {
      task: found.id,
    }),
    undo: {
      memo: { task: found.id, was: 'open' },
      says: { zh: `“${found.text}”重新打开`, en: `"${found.text}" is open again` },
    },
  };
};

/** What is to be done, without the words that say when; all of it where nothing else is left. */
const partDue = (
  said: string,
  now: number,
  zone: Zone,
): { readonly text: string; readonly dueAt: number | null } => {
  const clean = cleanText(said);
  const match = readDue(clean);
  const dueAt = match && resolveDue(clean, now, zone);
  if (!match || dueAt === undefined) return { text: said, dueAt: null };
  const left = `${clean.slice(0, match.from)} ${clean.slice(match.until)}`
    .replace(/(?:^|\s)(?:by|on|at|before|前|之前|以前)(?=\s|$)/g, ' ')
    .replace(/(\p{Script=Han})\s+(?=\p{Script=Han})/gu, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  return { text: left === '' ? said : left, dueAt };
};

/** `task [CUSTOMER] TEXT`: something to do, due when its words say so; alone the list; `done 2` closes one. */
export const task = defineCommand({
  name: 'task',
  aliases: ['待办', 'todo', '任务'],
  usage: {
    zh: '待办 [客户名] 内容 [时间] · 待办 · 待办 完成 编号',
    en: 'task [NAME] TEXT [TIME] · task · task done NUMBER',
  },
  summary: { zh: '我的待办，到时提醒', en: 'my to-dos; I remind you when they are due' },
  examples: [
    { zh: '待办 Acme 发报价 下周五', en: 'task Acme send the quote next Friday' },
    { zh: '待办 完成 1', en: 'task done 1' },
  ],
  arguments: {
    action: optional(
      choiceArgument({ zh: '动作', en: 'ACTION' }, [
        { value: 'done', name: { zh: '完成', en: 'done' }, words: ['已完成', '做完'] },
        { value: 'list', name: { zh: '列表', en: 'list' }, words: ['全部'] },
      ] as const),
    ),
    customer: plainCustomer,
    text: optional(textArgument({ zh: '内容', en: 'TEXT' })),
  },
  changes: true,
  undo: async ({ db, language }, memo) => {
    const id = Number(memo['task']);
    if (memo['was'] === 'open') await settleTask(db, id, null);
    else await removeTask(db, id);
    return textAnswer('person', '', { task: id, language });
  },
  run: async (context, { action, customer, text }) => {
    const { db, now, company, language, room } = context;
    if (action === 'done' && text !== undefined) return finish(context, text);
    if (text === undefined && !customer) return listTasks(context);
    const zh = language === 'zh';
    if (text === undefined) throw new InputError(zh ? '请写上要做什么。' : 'Say what is to be done.');
    const what = partDue(action === undefined ? text : `${action} ${text}`, now, company.zone);
    const about = customer?.id ?? room?.customerId ?? null;
    const id = await addTask(db, { ownerId: requireSelf(context), customerId: about, ...what, at: now });
    const due = what.dueAt === null ? '' : ` · ${showTime(what.dueAt, company.zone)}`;
    const whose = customer ? `${customer.name}: ` : '';
    return {
      ...textAnswer('person', `${zh ? '已记下待办' : 'To do'}: ${whose}${what.text}${due}`, {
        task: id,
        ...what,
      }),
      ...(about === null ? {} : { about }),
      undo: { memo: { task: id }, says: { zh: `待办“${what.text}”`, en: `the to-do "${what.text}"` } },
    };
  },
});
