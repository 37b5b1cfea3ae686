import { InputError } from '../../core/errors.ts';
import { standInFor } from '../../core/follow-ups/absence.ts';
import { absencesAt, beginAbsence, endAbsence, type NamedAbsence } from '../../db/absences.ts';
import type { Member } from '../../db/people.ts';
import { callMembers } from '../../db/prompts.ts';
import { showAbsence } from '../view/absence.ts';
import { showTime } from '../view/time.ts';
import { textAnswer } from './answer.ts';
import type { Answer, Command, CommandContext } from './command.ts';
import { readDayAhead } from './day-ahead.ts';
import { requireMember } from './find-member.ts';

const deputyWord = /^(?:deputy|cover|代理|代班|替班|由)[:：]?(.*)$/iu;
const untilWord = /^(?:until|till|til|to|到|至|直到)(.*)$/iu;
const listWords: readonly string[] = ['list', 'who', '谁', '名单'];

type Said = { readonly who: string; readonly until: string; readonly deputy: string };

/** "Mia until next Monday deputy 林晓": whoever comes first, then what follows each of the words. */
const readWords = (args: readonly string[]): Said => {
  const parts: Record<keyof Said, string[]> = { who: [], until: [], deputy: [] };
  let part: keyof Said = 'who';
  for (const word of args) {
    const [deputy, until] = [deputyWord.exec(word), untilWord.exec(word)];
    if (deputy) part = 'deputy';
    else if (until) part = 'until';
    const rest = (deputy ?? until)?.[1] ?? (deputy || until ? '' : word);
    if (rest !== '') parts[part].push(rest);
  }
  return { who: parts.who.join(' '), until: parts.until.join(' '), deputy: parts.deputy.join(' ') };
};

/** Oneself, or a member of one's team. */
const whoIsMeant = async (context: CommandContext, said: string): Promise<Member> => {
  const { asker, language } = context;
  const zh = language === 'zh';
  if (said === '' && asker.id === null) {
    throw new InputError(zh ? '请写上同事的名字。' : 'Say which member.');
  }
  const member = await requireMember(context, said === '' ? `#${asker.id}` : said);
  const { owners } = asker.scope;
  if (member.id !== asker.id && owners !== 'all' && (asker.role === 'rep' || !owners.includes(member.id))) {
    throw new InputError(
      zh ? '只能为自己或自己团队的同事设置。' : 'You can only say this of yourself or of your team.',
    );
  }
  return member;
};

const timeOf = (context: CommandContext, said: string): number | null => {
  if (said === '') return null;
  const { now, company, language } = context;
  const at = readDayAhead(said, now, company.calendar);
  if (at !== undefined && at > now) return at;
  throw new InputError(
    language === 'zh'
      ? `没看懂“${said}”是哪天。例如：外出 到周一，外出 到 2026-12-03 代理 林晓。`
      : `"${said}" names no day ahead. For example: away until Monday, away until 2026-12-03 deputy Lin.`,
  );
};

const deputyFor = async (
  context: CommandContext,
  member: Member,
  said: string,
): Promise<Member | undefined> => {
  if (said === '') return undefined;
  const deputy = await requireMember(context, said);
  const absences = new Map(await absencesAt(context.db, context.now));
  const own: NamedAbsence = {
    memberId: member.id,
    untilAt: null,
    deputyId: deputy.id,
    name: member.name,
    deputy: deputy.name,
    fromAt: context.now,
  };
  if (deputy.id !== member.id && standInFor(member.id, absences.set(member.id, own)) !== undefined)
    return deputy;
  throw new InputError(
    context.language === 'zh'
      ? `${deputy.name} 现在不能代理，请换一位同事。`
      : `${deputy.name} cannot stand in now; name somebody else.`,
  );
};

const listAway = async (context: CommandContext): Promise<Answer> => {
  const { db, now, language, company } = context;
  const lines = [...(await absencesAt(db, now)).values()].map((each) =>
    showAbsence(each, company.zone, language),
  );
  const none = language === 'zh' ? '现在没有人外出。' : 'Nobody is away.';
  return textAnswer('team', lines.length > 0 ? lines.join('\n') : none, lines);
};

/** `away [MEMBER] [until DAY] [deputy MEMBER]`: prompts go to the deputy meanwhile, or wait. */
export const away: Command = {
  name: 'away',
  aliases: ['外出', '请假'],
  usage: {
    zh: '外出 [同事] [到 日期] [代理 同事]，外出 谁',
    en: 'away [MEMBER] [until DAY] [deputy MEMBER], away who',
  },
  summary: { zh: '外出期间由代理人接收提醒', en: 'a deputy gets the prompts while somebody is away' },
  run: async (context, args) => {
    const { db, now, language, company } = context;
    const zh = language === 'zh';
    if (args.length === 1 && listWords.includes(args[0]?.toLowerCase() ?? '')) return listAway(context);
    const words = readWords(args);
    // "away 3 days" names a time where the name of a member could stand.
    const isTime = words.until === '' && readDayAhead(words.who, now, company.calendar) !== undefined;
    const said = isTime ? { ...words, who: '', until: words.who } : words;
    const untilAt = timeOf(context, said.until);
    const member = await whoIsMeant(context, said.who);
    const deputy = await deputyFor(context, member, said.deputy);
    await beginAbsence(db, { memberId: member.id, untilAt, deputyId: deputy?.id ?? null, fromAt: now });
    // What waited for the one who is away goes to the deputy.
    await callMembers(db, [deputy?.id ?? member.id], now);
    const until = untilAt === null ? (zh ? '直到回来' : 'until back') : showTime(untilAt, company.zone);
    const meanwhile = deputy
      ? zh
        ? `期间的提醒由 ${deputy.name} 接收。`
        : `${deputy.name} gets the prompts meanwhile.`
      : zh
        ? '期间的提醒会等您回来；可以加“代理 同事”。'
        : 'The prompts wait meanwhile; add "deputy MEMBER" to let somebody stand in.';
    const text = zh
      ? `${member.name} 外出，${until}。${meanwhile}`
      : `${member.name} is away, ${untilAt === null ? until : `until ${until}`}. ${meanwhile}`;
    return textAnswer('team', text, { member: member.id, untilAt, deputy: deputy?.id ?? null });
  },
};

/** `back [MEMBER]`: what waited comes now. */
export const back: Command = {
  name: 'back',
  aliases: ['回来', '销假'],
  usage: { zh: '回来 [同事]', en: 'back [MEMBER]' },
  summary: { zh: '结束外出', en: 'somebody is back' },
  run: async (context, args) => {
    const { db, now, language } = context;
    const zh = language === 'zh';
    const member = await whoIsMeant(context, args.join(' '));
    const was = await endAbsence(db, member.id, now);
    if (!was) throw new InputError(zh ? `${member.name} 并没有外出。` : `${member.name} is not away.`);
    await callMembers(db, [member.id], now);
    const text = zh
      ? `欢迎回来，${member.name}。等着您的提醒这就发来。`
      : `Welcome back, ${member.name}. What waited for you comes now.`;
    return textAnswer('team', text, { member: member.id });
  },
};
