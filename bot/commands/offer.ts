import type { Language } from '../../core/language.ts';
import type { Button, Card, CardBlock, InternalMessage, PlainBlock } from '../../core/messages.ts';
import { cardText } from '../../core/messages.ts';
import { dayMs } from '../../core/time.ts';
import { type PendingCommand, storePending } from '../../db/pending-commands.ts';
import type { StoredChoice } from '../../db/schema/commands.ts';
import { storeUndoable } from '../../db/undoable.ts';
import { cardAnswer } from './answer.ts';
import type { ChoiceNeeded } from './arguments/choose.ts';
import { placeOf } from './arguments/choose.ts';
import type { Answer, Command, CommandContext, Preview } from './command.ts';

/** For how long a choice or a confirmation waits, and a change can be taken back. */
export const pendingMs = dayMs;
export const undoMs = dayMs;

/** As many choices as platforms show buttons beside each other. */
export const choicesPerPage = 8;

const keep = (
  context: CommandContext,
  command: Command,
  words: readonly string[],
  offer: Pick<PendingCommand, 'hole' | 'choices'>,
): Promise<number> =>
  storePending(context.db, {
    askerId: context.asker.id,
    roomId: context.room?.id ?? null,
    command: command.name,
    words,
    ...offer,
    language: context.language,
    at: context.now,
    untilAt: context.now + pendingMs,
  });

const labelOf = ({ id, label, detail }: StoredChoice, number: number): string =>
  `${number}. ${label} (#${id})${detail === '' ? '' : ` — ${detail}`}`;

/**
 * Returns the choices of a waiting command: all of them as a list to choose from, where there are more than a page of
 * buttons and the platform has such lists, else one page of them, as lines and as buttons that go on with the command.
 */
export const choicesCard = (
  { id, choices, language }: Pick<PendingCommand, 'id' | 'choices' | 'language'>,
  title: string,
  page: number,
): Card => {
  const zh = language === 'zh';
  const all = choices ?? [];
  const pages = Math.max(1, Math.ceil(all.length / choicesPerPage));
  const from = (page - 1) * choicesPerPage;
  const shown = all.slice(from, from + choicesPerPage);
  const pickValue = (choice: StoredChoice): string => `${id}/${choice.id}`;
  const lines = shown.map(
    (each, index): PlainBlock => ({ kind: 'text', text: labelOf(each, from + index + 1) }),
  );
  const pick = shown.map(
    (each, index): Button => ({
      label: `${from + index + 1}. ${each.label}`,
      action: 'pick',
      value: pickValue(each),
    }),
  );
  const turn = (label: string, to: number): Button => ({ label, action: 'choices', value: `${id}/${to}` });
  const turns = [
    ...(page > 1 ? [turn(zh ? '上一页' : 'Previous', page - 1)] : []),
    ...(page < pages ? [turn(zh ? '下一页' : 'Next', page + 1)] : []),
  ];
  const hint: PlainBlock = {
    kind: 'text',
    text: zh ? '点按钮，或回复序号。' : 'Press a button, or answer with the number in front.',
  };
  const otherwise: readonly PlainBlock[] = [
    ...lines,
    hint,
    { kind: 'buttons', buttons: pick },
    ...(turns.length > 0 ? [{ kind: 'buttons', buttons: turns } as const] : []),
  ];
  if (pages === 1) return { title, blocks: otherwise };
  const select: CardBlock = {
    kind: 'select',
    label: zh ? '请选一个' : 'Choose one',
    action: 'pick',
    options: all.map((each, index) => ({ label: labelOf(each, index + 1), value: pickValue(each) })),
    otherwise,
  };
  return { title: `${title} (${page}/${pages})`, blocks: [select] };
};

/** Offers what was said to choose from; the buttons go on with the command. Undefined where it is not among the words. */
export const offerChoice = async (
  context: CommandContext,
  command: Command,
  words: readonly string[],
  needed: ChoiceNeeded,
): Promise<Answer | undefined> => {
  const hole = placeOf(needed.said, words);
  if (!hole || needed.choices.length === 0) return undefined;
  const { choices } = needed;
  const id = await keep(context, command, words, { hole, choices });
  const { blocks, title: full } = choicesCard({ id, choices, language: context.language }, needed.title, 1);
  return cardAnswer('person', full, blocks, { error: needed.message, pending: id, choices });
};

/** Shows what a command would change, with a button that does it and one that drops it. */
export const offerToConfirm = async (
  context: CommandContext,
  command: Command,
  words: readonly string[],
  { title, lines }: Preview,
): Promise<Answer> => {
  const zh = context.language === 'zh';
  const id = await keep(context, command, words, { hole: null, choices: null });
  const blocks: CardBlock[] = [
    ...lines.map((text): CardBlock => ({ kind: 'text', text })),
    { kind: 'text', text: zh ? '点“确认”，或回复“确认”。' : 'Press the button, or answer "confirm".' },
    {
      kind: 'buttons',
      buttons: [
        { label: zh ? '确认' : 'Confirm', action: 'confirm', value: String(id), style: 'primary' },
        { label: zh ? '取消' : 'Cancel', action: 'dismiss', value: String(id) },
      ],
    },
  ];
  return cardAnswer('person', title, blocks, { pending: id, title, lines });
};

const withButton = (message: InternalMessage, button: Button): InternalMessage => {
  const card: Card = message.card ?? { title: message.text, blocks: [] };
  const blocks: readonly CardBlock[] = [...card.blocks, { kind: 'buttons', buttons: [button] }];
  const full: Card = { ...card, blocks };
  return { ...message, text: message.card ? cardText(full) : message.text, card: full };
};

const undoLabel = (language: Language): string => (language === 'zh' ? '撤销' : 'Undo');

/** Keeps how to take back what an answer changed, and gives the answer a button for it. */
export const offerUndo = async (
  context: CommandContext,
  command: Pick<Command, 'name' | 'undo'>,
  answer: Answer,
): Promise<Answer> => {
  if (!answer.undo || !command.undo) return answer;
  const id = await storeUndoable(context.db, {
    askerId: context.asker.id,
    command: command.name,
    customerId: answer.about ?? null,
    memo: answer.undo.memo,
    says: answer.undo.says,
    at: context.now,
    untilAt: context.now + undoMs,
  });
  const button: Button = { label: undoLabel(context.language), action: 'undo', value: String(id) };
  return { ...answer, message: withButton(answer.message, button) };
};
