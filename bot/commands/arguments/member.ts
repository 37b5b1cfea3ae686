import { InputError } from '../../../core/errors.ts';
import type { Bilingual } from '../../../core/language.ts';
import { foldCharacters } from '../../../core/text/normalise.ts';
import { findMembers, type Member, membersWithIds } from '../../../db/people.ts';
import { loadSpeller } from '../../spell.ts';
import type { CommandContext } from '../context.ts';
import { showRole } from '../role-names.ts';
import type { Argument, Reading } from './argument.ts';
import { ChoiceNeeded } from './choose.ts';

const mostWords = 4;
const fold = (name: string): string => foldCharacters(name).toLowerCase().replace(/\s+/g, '');
const selfWords: readonly string[] = ['me', 'myself', '我', '自己'];

const several = async (
  { language }: CommandContext,
  said: string,
  fits: readonly Member[],
): Promise<Reading<Member>> => ({
  title: language === 'zh' ? `“${said}”对应 ${fits.length} 位同事` : `"${said}" fits ${fits.length} members`,
  choices: fits.map((each) => ({ id: each.id, label: each.name, detail: showRole(each.role, language) })),
});

const readMember = async (words: readonly string[], context: CommandContext): Promise<Reading<Member>> => {
  const { db, language, asker } = context;
  const said = words.join(' ');
  const members = await findMembers(db);
  const number = /^#(\d{1,15})$/.exec(said);
  const one = (member: Member | undefined, sure: number): Reading<Member> | undefined =>
    member && { sure, value: member };
  const mention = /^<@([^>|\s]{1,200})(?:\|[^>]*)?>$/.exec(said);
  const mentioned =
    mention && (await membersWithIds(db)).find((each) => each.externalIds.includes(mention[1] ?? ''));
  const wanted = fold(said.replace(/^[@＠]/, ''));
  const self = selfWords.includes(wanted) ? asker.id : null;
  const id = number ? Number(number[1]) : (mentioned?.id ?? self);
  const named = one(
    members.find((each) => each.id === id),
    1,
  );
  if (named) return named;
  const sames = members.filter((each) => fold(each.name) === wanted);
  const begins = members.filter((each) => fold(each.name).startsWith(wanted));
  const holds = members.filter((each) => fold(each.name).includes(wanted));
  for (const [fits, sure] of [
    [sames, 1],
    [begins, 0.8],
    [holds, 0.6],
  ] as const) {
    const [only] = fits;
    if (fits.length === 1 && only) return { sure, value: only };
    if (fits.length > 1) return several(context, said, fits);
  }
  if (/^[a-z]{1,40}$/.test(wanted)) {
    const spell = await loadSpeller();
    const spelled = members.filter((each) => {
      const { spelled: whole, initials } = spell(each.name);
      return whole.startsWith(wanted) || initials === wanted;
    });
    const [only] = spelled;
    if (spelled.length === 1 && only) return { sure: 0.6, value: only };
    if (spelled.length > 1) return several(context, said, spelled);
  }
  const names = members.slice(0, 12).map((each) => each.name);
  return {
    problem:
      language === 'zh'
        ? `没有找到同事“${said}”。可选：${names.join('、')}。`
        : `There is no member "${said}". Choose one of: ${names.join(', ')}.`,
  };
};

/** Returns an argument that names one of our own people: a name or the beginning of one, @name, "me", or `#number`. */
export const memberArgument = (label: Bilingual): Argument<Member> => ({
  kind: 'member',
  label,
  most: mostWords,
  read: readMember,
});

/**
 * Returns the member that these words name.
 * @throws ChoiceNeeded where several are called so; InputError where nobody is, with the names to choose from.
 */
export const requireMember = async (context: CommandContext, words: readonly string[]): Promise<Member> => {
  const reading = await readMember(words, context);
  if ('value' in reading) return reading.value;
  if ('choices' in reading) throw new ChoiceNeeded(reading.title, words.join(' '), reading.choices);
  throw new InputError(typeof reading.problem === 'string' ? reading.problem : await reading.problem());
};
