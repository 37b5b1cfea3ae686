import { InputError } from '../../core/errors.ts';
import {
  lockLatestPending,
  lockPending,
  type PendingCommand,
  settlePending,
} from '../../db/pending-commands.ts';
import { roomById } from '../../db/rooms.ts';
import { lockLatestUndoable, lockUndoable, type StoredUndoable, settleUndoable } from '../../db/undoable.ts';
import { cardAnswer, textAnswer } from './answer.ts';
import { type Answer, type Command, type CommandContext, changesWith } from './command.ts';
import { choicesCard, choicesPerPage } from './offer.ts';
import { leadWith } from './show-understood.ts';

/** How a waiting command is run, and found by its name; given by whoever knows them all. */
export type Carrier = {
  readonly named: (name: string) => Command | undefined;
  /** Returns how a change is taken back that was kept under this name. */
  readonly undoOf: (name: string) => Command['undo'];
  readonly run: (context: CommandContext, command: Command, words: readonly string[]) => Promise<Answer>;
};

/** A choice or confirmation in so many words is for what was asked within this time. */
const answerMs = 10 * 60 * 1000;

const says = {
  gone: { zh: '这个请求已失效，请重新发一次。', en: 'That request is no longer there; ask again.' },
  others: { zh: '只有提出请求的人可以决定。', en: 'Only the one who asked can decide that.' },
  done: { zh: '已经处理过了。', en: 'That has been done already.' },
  dropped: { zh: '已取消，没有改动。', en: 'Dropped; nothing was changed.' },
  none: { zh: '没有等待确认的请求。', en: 'There is nothing to confirm.' },
  noChoice: { zh: '没有这个选项。', en: 'There is no such choice.' },
  nothing: { zh: '没有可以撤销的改动。', en: 'There is nothing to undo.' },
  late: {
    zh: '超过 24 小时，不能再撤销。',
    en: 'That was more than 24 hours ago and can no longer be undone.',
  },
  undone: { zh: '已经撤销过了。', en: 'That has been undone already.' },
} as const;

const refuse = (context: CommandContext, why: keyof typeof says): never => {
  throw new InputError(says[why][context.language]);
};

const requirePending = async (context: CommandContext, id: string): Promise<PendingCommand> => {
  const found = /^\d{1,15}$/.test(id) ? await lockPending(context.db, Number(id)) : undefined;
  if (!found || found.untilAt <= context.now) return refuse(context, 'gone');
  if (found.askerId !== context.asker.id) return refuse(context, 'others');
  return found;
};

/** Goes on with a waiting command where it was asked; the same press twice is the same request. */
const goOn = async (
  context: CommandContext,
  carrier: Carrier,
  pending: PendingCommand,
  words: readonly string[],
  key: string,
): Promise<Answer> => {
  const { db, now, room: here, ...rest } = context;
  const command = carrier.named(pending.command);
  if (!command) return refuse(context, 'gone');
  const once = pending.hole === null || changesWith(command, pending.words);
  if (once && pending.doneAt !== null) return refuse(context, 'done');
  if (once) await settlePending(db, pending.id, now);
  const room = pending.roomId === null ? here : await roomById(db, pending.roomId);
  const there: CommandContext = {
    ...rest,
    db,
    now,
    language: pending.language,
    requestKey: once ? `pending/${key}` : context.requestKey,
    ...(room ? { room } : {}),
    ...(pending.hole === null ? { confirmed: true as const } : {}),
  };
  return carrier.run(there, command, words);
};

const pick = (
  context: CommandContext,
  carrier: Carrier,
  pending: PendingCommand,
  choice: number,
): Promise<Answer> => {
  const { hole, choices, words, id } = pending;
  if (!hole || !choices?.some((each) => each.id === choice)) return refuse(context, 'noChoice');
  const filled = [...words.slice(0, hole[0]), `#${choice}`, ...words.slice(hole[1])];
  return goOn(context, carrier, pending, filled, `${id}/${choice}`);
};

const turnTo = (context: CommandContext, pending: PendingCommand, page: number): Answer => {
  const count = pending.choices?.length ?? 0;
  if (!(page >= 1 && (page - 1) * choicesPerPage < count)) return refuse(context, 'noChoice');
  const title = pending.language === 'zh' ? `${count} 个选项，请选一个` : `${count} to choose from`;
  const card = choicesCard(pending, title, page);
  return cardAnswer('person', card.title, card.blocks, { pending: pending.id, choices: pending.choices });
};

const drop = async (context: CommandContext, pending: PendingCommand): Promise<Answer> => {
  if (pending.doneAt !== null) return refuse(context, 'done');
  await settlePending(context.db, pending.id, context.now);
  return textAnswer('person', says.dropped[context.language]);
};

/** Takes back a change, by its number or the asker's last one. @throws InputError when that is not possible any more. */
export const takeBack = async (
  context: CommandContext,
  carrier: Carrier,
  id: number | undefined,
): Promise<Answer> => {
  const { db, asker, now, language } = context;
  const found: StoredUndoable | undefined =
    id === undefined ? await lockLatestUndoable(db, asker.id, now) : await lockUndoable(db, id);
  if (!found) return refuse(context, 'nothing');
  const mayAll = asker.role === 'manager' || asker.role === 'admin';
  if (found.askerId !== asker.id && !mayAll) return refuse(context, 'others');
  if (found.doneAt !== null) return refuse(context, 'undone');
  if (found.untilAt <= now) return refuse(context, 'late');
  const undo = carrier.undoOf(found.command);
  if (!undo) return refuse(context, 'nothing');
  const answer = await undo(context, found.memo);
  await settleUndoable(db, found.id, now);
  const said = language === 'zh' ? `已撤销：${found.says.zh}。` : `Undone: ${found.says.en}.`;
  const about = found.customerId === null ? {} : { about: found.customerId };
  const { text, card } = answer.message;
  const message = card
    ? leadWith(answer.message, said)
    : { ...answer.message, text: `${said}${language === 'zh' || text === '' ? '' : ' '}${text}` };
  return { ...answer, ...about, message };
};

/** What a button of a waiting command or a change does, by its action. */
const presses: Readonly<
  Record<string, (context: CommandContext, carrier: Carrier, value: string) => Promise<Answer>>
> = {
  pick: async (context, carrier, value) => {
    const [id = '', choice = ''] = value.split('/');
    return pick(context, carrier, await requirePending(context, id), Number(choice));
  },
  choices: async (context, _, value) => {
    const [id = '', page = ''] = value.split('/');
    return turnTo(context, await requirePending(context, id), Number(page));
  },
  confirm: async (context, carrier, value) => {
    const pending = await requirePending(context, value);
    return goOn(context, carrier, pending, pending.words, String(pending.id));
  },
  dismiss: async (context, _, value) => drop(context, await requirePending(context, value)),
  undo: (context, carrier, value) =>
    takeBack(context, carrier, /^\d{1,15}$/.test(value) ? Number(value) : -1),
};

/** Whether a button's action is one of {@link carryOn}. */
export const carriesOn = (action: string): boolean => Object.hasOwn(presses, action);

/**
 * Does what a button of a waiting command or of a change says: goes on with it, turns the page, drops it, takes it back.
 * A button that was pressed before, or by somebody else, does nothing. @throws InputError with the reason.
 */
export const carryOn = (
  context: CommandContext,
  carrier: Carrier,
  action: string,
  value: string,
): Promise<Answer> => presses[action]?.(context, carrier, value) ?? Promise.resolve(refuse(context, 'gone'));

/** Answers what waits for the asker in so many words: a number chooses, a yes confirms, a no drops. */
export const answerPending = async (
  context: CommandContext,
  carrier: Carrier,
  answer: number | boolean,
): Promise<Answer> => {
  const kind = typeof answer === 'number' ? 'choice' : 'confirm';
  const pending = await lockLatestPending(context.db, context.asker.id, kind, context.now - answerMs);
  if (!pending) return refuse(context, kind === 'choice' ? 'noChoice' : 'none');
  if (answer === false) return drop(context, pending);
  if (answer === true) return goOn(context, carrier, pending, pending.words, String(pending.id));
  return pick(context, carrier, pending, pending.choices?.[answer - 1]?.id ?? Number.NaN);
};
