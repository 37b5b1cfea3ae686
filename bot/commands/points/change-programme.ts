import { isDeepStrictEqual } from 'node:util';
import type { Programme } from '../../../core/community/points.ts';
import { InputError } from '../../../core/errors.ts';
import type { Bilingual } from '../../../core/language.ts';
import { audit } from '../../../db/audit.ts';
import { readProgramme, writeProgramme } from '../../../db/points.ts';
import type { Memo } from '../../../db/undoable.ts';
import { textAnswer } from '../answer.ts';
import type { Answer, CommandContext } from '../command.ts';

const words = {
  zh: {
    since: '之后又有人改过积分规则，不能撤销。',
    back: '积分规则已恢复原样。',
  },
  en: {
    since: 'Somebody has changed the programme since; that cannot be undone.',
    back: 'The points programme is as it was.',
  },
} as const;

/** Stores a changed programme, which can be taken back while nobody has changed it since. */
export const changeProgramme = async (
  context: CommandContext,
  before: Programme,
  programme: Programme,
  said: string,
): Promise<Answer> => {
  const { db, asker, now } = context;
  await writeProgramme(db, programme);
  await audit(db, {
    at: now,
    actorId: asker.id,
    action: 'points-changed',
    detail: { on: programme.since !== null },
  });
  const says: Bilingual = { zh: '积分规则的改动', en: 'the change of the points programme' };
  const memo = { before: JSON.stringify(before), after: JSON.stringify(programme) };
  return { ...textAnswer('team', said, programme), undo: { memo, says } };
};

/** Puts the programme back as it was. @throws InputError when somebody has changed it since. */
export const takeBackProgramme = async (context: CommandContext, memo: Memo): Promise<Answer> => {
  const say = words[context.language];
  // As values: PostgreSQL keeps the fields of what it stores in an order of its own.
  if (!isDeepStrictEqual(await readProgramme(context.db), JSON.parse(String(memo['after']))))
    throw new InputError(say.since);
  const before = JSON.parse(String(memo['before'])) as Programme;
  await writeProgramme(context.db, before);
  return textAnswer('team', say.back, before);
};
