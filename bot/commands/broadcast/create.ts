import { templateNamed } from '../../../db/broadcast-templates.ts';
import { createBroadcast } from '../../../db/broadcasts.ts';
import { textAnswer } from '../answer.ts';
import type { Answer, CommandContext } from '../command.ts';
import { fail, failWithForm, requireText, splitAtColon } from './usage.ts';
import { readWanted } from './wanted.ts';

const testPercent = 5;
const stopPercent = 5;

const templateWords = ['template', '模板'];

/** Whom it is for and what it says: the text after a colon, or the saved one that is named last. */
const readText = async (
  context: CommandContext,
  args: readonly string[],
): Promise<{ readonly before: readonly string[]; readonly text: string }> => {
  const written = splitAtColon(args);
  if (written) return written;
  const at = args.findLastIndex((each) => templateWords.includes(each.toLowerCase()));
  const name = args.slice(at + 1).join(' ');
  if (at < 0 || name === '') return failWithForm(context);
  const template = await templateNamed(context.db, name);
  if (!template) return fail(context, `没有“${name}”这个模板。`, `There is no template "${name}".`);
  return { before: args.slice(0, at), text: template.text };
};

/** Makes a broadcast that is planned next. @throws InputError when it is not said for whom, or what. */
export const createNew = async (context: CommandContext, args: readonly string[]): Promise<Answer> => {
  const { db, asker, now, language } = context;
  const { before, text } = await readText(context, args);
  requireText(context, text);
  const wanted = await readWanted(context, before);
  const id = await createBroadcast(
    db,
    { ...wanted, text, language, authorId: asker.id, testPercent, stopPercent },
    now,
  );
  return textAnswer(
    'team',
    language === 'zh'
      ? `群发 #${id} 正在计算名单。算好后我会私下发给您人数、不发的原因，并请主管批准。`
      : `Broadcast #${id} is being planned. You will get the numbers in private, and a lead is asked to approve it.`,
    { id },
  );
};
