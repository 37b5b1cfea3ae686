import { InputError } from '../../core/errors.ts';
import { standInFor } from '../../core/follow-ups/absence.ts';
import { absencesAt, beginAbsence, endAbsence, type NamedAbsence } from '../../db/absences.ts';
import { findMembers, type Member } from '../../db/people.ts';
import { callMembers } from '../../db/prompts.ts';
import { showAbsence } from '../view/absence.ts';
import { showTime } from '../view/time.ts';
import { textAnswer } from './answer.ts';
import { led, optional } from './arguments/argument.ts';
import { memberArgument } from './arguments/member.ts';
import { dayAheadArgument } from './arguments/moment.ts';
import type { Command, CommandContext } from './command.ts';
import { defineCommand, withActions } from './define.ts';

/** Oneself, or a member of one's team. */
const whoIsMeant = async (context: CommandContext, named: Member | undefined): Promise<Member> => {
  const { db, asker, language } = context;
  const zh = language === 'zh';
  const [self] = named || asker.id === null ? [] : await findMembers(db, [asker.id]);
  const member = named ?? self;
  if (!member) throw new InputError(zh ? '请写上同事的名字。' : 'Say which member.');
  const { owners } = asker.scope;
  if (member.id !== asker.id && owners !== 'all' && (asker.role === 'rep' || !owners.includes(member.id))) {
    throw new InputError(
      zh ? '只能为自己或自己团队的同事设置。' : 'You can only say this of yourself or of your team.',
    );
  }
  return member;
};

const deputyFor = async (
  context: CommandContext,
  member: Member,
  deputy: Member | undefined,
): Promise<Member | undefined> => {
  if (!deputy) return undefined;
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

const who = defineCommand({
  name: 'away who',
  aliases: ['外出 谁', 'away list', '外出 名单'],
  summary: { zh: '现在谁外出', en: 'who is away now' },
  arguments: {},
  run: async ({ db, now, language, company }) => {
    const lines = [...(await absencesAt(db, now)).values()].map((each) =>
      showAbsence(each, company.zone, language),
    );
    const none = language === 'zh' ? '现在没有人外出。' : 'Nobody is away.';
    return textAnswer('team', lines.length > 0 ? lines.join('\n') : none, lines);
  },
});

const member = memberArgument({ zh: '同事', en: 'MEMBER' });

const begin = defineCommand({
  name: 'away',
  aliases: ['外出', '请假'],
  usage: { zh: '外出 [同事] [到 日期] [代理 同事]', en: 'away [MEMBER] [until DAY] [deputy MEMBER]' },
  summary: { zh: '外出期间由代理人接收提醒', en: 'a deputy gets the prompts while somebody is away' },
  examples: [{ zh: '外出 到周一 代理 林晓', en: 'away until Monday deputy Lin' }],
  arguments: {
    member: optional(member),
    untilAt: optional(
      led(dayAheadArgument({ zh: '日期', en: 'DAY' }), ['until', 'till', 'til', 'to', '直到', '到', '至'], {
        bare: true,
      }),
    ),
    deputy: optional(led(member, ['deputy', 'cover', '代理', '代班', '替班', '由'])),
  },
  changes: true,
  run: async (context, { member: named, untilAt = null, deputy: cover }) => {
    const { db, now, language, company } = context;
    const zh = language === 'zh';
    const member = await whoIsMeant(context, named);
    const deputy = await deputyFor(context, member, cover);
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
});

/** `away [MEMBER] [until DAY] [deputy MEMBER]`: prompts go to the deputy meanwhile, or wait. */
export const away: Command = withActions(begin, [who]);

/** `back [MEMBER]`: what waited comes now. */
export const back = defineCommand({
  name: 'back',
  aliases: ['回来', '销假'],
  summary: { zh: '结束外出', en: 'somebody is back' },
  arguments: { member: optional(member) },
  changes: true,
  run: async (context, { member: named }) => {
    const { db, now, language } = context;
    const zh = language === 'zh';
    const member = await whoIsMeant(context, named);
    const was = await endAbsence(db, member.id, now);
    if (!was) throw new InputError(zh ? `${member.name} 并没有外出。` : `${member.name} is not away.`);
    await callMembers(db, [member.id], now);
    const text = zh
      ? `欢迎回来，${member.name}。等着您的提醒这就发来。`
      : `Welcome back, ${member.name}. What waited for you comes now.`;
    return textAnswer('team', text, { member: member.id });
  },
});
