import { InputError } from '../../core/errors.ts';
import { audit } from '../../db/audit.ts';
import { textAnswer } from './answer.ts';
import { ChoiceNeeded } from './arguments/choose.ts';
import { type Answer, type Command, type CommandContext, changesWith, type Preview } from './command.ts';
import { actionOf } from './define.ts';
import { offerChoice, offerToConfirm, offerUndo } from './offer.ts';
import { requireRight } from './rights.ts';
import { writeCommand } from './show-understood.ts';

/** What would change: as the command says, or, where it must be shown whatever it says, as one would write it. */
const previewOf = async (
  context: CommandContext,
  command: Command,
  words: readonly string[],
): Promise<Preview | undefined> => {
  const preview = await command.preview?.(context, words);
  if (preview || !context.showFirst || !changesWith(command, words)) return preview;
  // Names that fit several, and words that do not fit, are told of before anything is confirmed.
  await command.check?.(context, words);
  return {
    title: context.language === 'zh' ? '这样做吗？' : 'Shall I do this?',
    lines: [writeCommand(command, words, context.language)],
  };
};

/**
 * Runs a command with its words and returns the answer; who asked about whom goes to the audit log. What it would change
 * is shown first where the command says so; what a name may stand for is offered; what it changed can be taken back. What
 * the person must say differently comes back as an answer to them alone. @throws nothing of the kind InputError.
 */
export const runCommand = async (
  context: CommandContext,
  asked: Command,
  said: readonly string[],
): Promise<Answer> => {
  const { asker, db, now, room } = context;
  const { command, words } = actionOf(asked, said);
  try {
    requireRight(context, command);
    // What stages and rules are called now, whichever process changed it.
    await context.company.policies.refresh(db);
    const preview = context.confirmed ? undefined : await previewOf(context, command, words);
    if (preview) return await offerToConfirm(context, command, words, preview);
    const answer = await command.run(context, words);
    await audit(db, {
      at: now,
      actorId: asker.id,
      action: command.name,
      ...(answer.about === undefined ? {} : { customerId: answer.about }),
      ...(room ? { roomId: room.id } : {}),
    });
    return await offerUndo(context, command, answer);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const offered =
      error instanceof ChoiceNeeded ? await offerChoice(context, command, words, error) : undefined;
    return offered ?? textAnswer('person', error.message, { error: error.message });
  }
};
