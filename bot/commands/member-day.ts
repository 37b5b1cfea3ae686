import {
  type MemberDayBenefit,
  type MemberDaySchedule,
  nextMemberDayAt,
} from '../../core/community/member-day.ts';
import { InputError } from '../../core/errors.ts';
import type { Language } from '../../core/language.ts';
import type { CardBlock } from '../../core/messages.ts';
import { endMemberDay, type MemberDay, memberDays, setMemberDay } from '../../db/member-days.ts';
import { showTime } from '../view/time.ts';
import { cardAnswer, textAnswer } from './answer.ts';
import type { Answer, CommandContext } from './command.ts';
import { communityOf } from './find-community.ts';
import { defineVerbs, type Verb } from './verbs.ts';

const longest = 300;
const longestTitle = 80;
const usualDays = 7;
const mostTimes = 10;

const weekdays = [
  { zh: '周一', en: 'Monday' },
  { zh: '周二', en: 'Tuesday' },
  { zh: '周三', en: 'Wednesday' },
  { zh: '周四', en: 'Thursday' },
  { zh: '周五', en: 'Friday' },
  { zh: '周六', en: 'Saturday' },
  { zh: '周日', en: 'Sunday' },
] as const;

const words = {
  zh: {
    usage:
      '写法：会员日 设置 每月 18|每周 周五 积分 2|优惠券 "9 折" [天数] ["群里的话"] [在 群名]；会员日 取消 [在 群名]；会员日',
    none: '还没有会员日。',
    title: '会员日',
    month: (day: number) => `每月 ${day} 日`,
    week: (day: string) => `每${day}`,
    points: (times: number) => `积分 ×${times}`,
    coupon: (title: string, days: number) => `优惠券“${title}”（${days} 天有效）`,
    line: (room: string, when: string, what: string, next: string) =>
      `${room}：${when}，${what}；下一次 ${next}`,
    ended: (room: string) => `${room} 不再有会员日。`,
    missing: (room: string) => `${room} 没有会员日。`,
    long: `群里的话最多 ${longest} 个字，优惠内容最多 ${longestTitle} 个字。`,
  },
  en: {
    usage:
      'Write: member-day set monthly 18|weekly Friday points 2|coupon "10 % off" [DAYS] ["WORDS FOR THE ROOM"] [in ROOM]; member-day end [in ROOM]; member-day',
    none: 'There is no member day yet.',
    title: 'Member days',
    month: (day: number) => `day ${day} of every month`,
    week: (day: string) => `every ${day}`,
    points: (times: number) => `points ×${times}`,
    coupon: (title: string, days: number) => `coupon "${title}" (good for ${days} days)`,
    line: (room: string, when: string, what: string, next: string) =>
      `${room}: ${when}, ${what}; next ${next}`,
    ended: (room: string) => `${room} has no member day any more.`,
    missing: (room: string) => `${room} has no member day.`,
    long: `The words for the room have at most ${longest} characters, a coupon's title ${longestTitle}.`,
  },
} as const;

const showSchedule = ({ every, day }: MemberDaySchedule, language: Language): string => {
  const say = words[language];
  return every === 'month' ? say.month(day) : say.week(weekdays[day - 1]?.[language] ?? '');
};

const showBenefit = (benefit: MemberDayBenefit, language: Language): string => {
  const say = words[language];
  return benefit.kind === 'points' ? say.points(benefit.times) : say.coupon(benefit.title, benefit.validDays);
};

const showDay = (
  { room, schedule, benefit, nextAt }: MemberDay,
  { company, language }: CommandContext,
): string =>
  words[language].line(
    room,
    showSchedule(schedule, language),
    showBenefit(benefit, language),
    showTime(nextAt, company.zone),
  );

/** `monthly 18`, `weekly Friday`, 每月 18, 每周 五: the schedule; undefined when the words are none. */
const readSchedule = (every = '', day = ''): MemberDaySchedule | undefined => {
  const number = Number(/^(\d{1,2})[日号]?(?:st|nd|rd|th)?$/.exec(day)?.[1]);
  if (['monthly', 'month', '每月'].includes(every.toLowerCase()))
    return number >= 1 && number <= 31 ? { every: 'month', day: number } : undefined;
  if (!['weekly', 'week', '每周'].includes(every.toLowerCase())) return undefined;
  const asked = day.toLowerCase().replace('星期', '周').replace('周天', '周日');
  const found = weekdays.findIndex(
    ({ zh, en }) =>
      zh === asked || zh === `周${asked}` || (asked.length >= 3 && en.toLowerCase().startsWith(asked)),
  );
  return found < 0 ? undefined : { every: 'week', day: found + 1 };
};

/** What the day brings, and how many words said so; undefined when the words say nothing of the kind. */
const readBenefit = (
  kind = '',
  value = '',
  days = '',
): { readonly benefit: MemberDayBenefit; readonly taken: number } | undefined => {
  if (['points', '积分'].includes(kind.toLowerCase())) {
    const times = Number(value.replace(/^[x×]|倍$/gi, ''));
    return times > 1 && times <= mostTimes ? { benefit: { kind: 'points', times }, taken: 2 } : undefined;
  }
  if (!['coupon', '优惠券'].includes(kind.toLowerCase()) || value.trim() === '') return undefined;
  const validDays = /^\d{1,3}$/.test(days) ? Number(days) : undefined;
  if (validDays === 0) return undefined;
  const benefit = { kind: 'coupon', title: value.trim(), validDays: validDays ?? usualDays } as const;
  return { benefit, taken: validDays === undefined ? 2 : 3 };
};

const list = async (context: CommandContext): Promise<Answer> => {
  const say = words[context.language];
  const days = await memberDays(context.db);
  if (days.length === 0) return textAnswer('team', `${say.none} ${say.usage}`, days);
  const blocks = days.map((each): CardBlock => ({ kind: 'text', text: showDay(each, context) }));
  return cardAnswer('team', `${say.title} (${days.length})`, blocks, days);
};

const set = async (context: CommandContext, args: readonly string[]): Promise<Answer> => {
  const { db, company, asker, language, now } = context;
  const say = words[language];
  const { room, rest } = await communityOf(context, args);
  const [every, day, ...more] = rest;
  const schedule = readSchedule(every, day);
  const read = readBenefit(more[0], more[1], more[2]);
  if (!schedule || !read) throw new InputError(say.usage);
  const { benefit, taken } = read;
  const own = more.slice(taken).join(' ').trim();
  if (own.length > longest || (benefit.kind === 'coupon' && benefit.title.length > longestTitle))
    throw new InputError(say.long);
  const nextAt = nextMemberDayAt(schedule, now, company.zone);
  const made = { roomId: room.id, schedule, benefit, words: own === '' ? null : own, language, nextAt };
  await setMemberDay(db, made, asker.id, now);
  return textAnswer('team', showDay({ ...made, room: room.name }, context), made);
};

const end = async (context: CommandContext, args: readonly string[]): Promise<Answer> => {
  const { db, language } = context;
  const say = words[language];
  const { room } = await communityOf(context, args);
  if (!(await endMemberDay(db, room.id))) throw new InputError(say.missing(room.name));
  return textAnswer('team', say.ended(room.name), { room: room.externalId });
};

const leads = ['lead', 'manager', 'admin'] as const;
const listVerb: Verb = { words: ['list', '列表', 'show', '查看'], run: list };

/** `member-day`: the day of the month or week on which a community has more points or a coupon. */
export const memberDay = defineVerbs({
  name: 'member-day',
  aliases: ['会员日', 'memberday'],
  usage: {
    zh: '会员日 设置 每月 18|每周 周五 积分 2|优惠券 "9 折" [天数] ["群里的话"] [在 群名]；会员日 取消 [在 群名]；会员日',
    en: 'member-day set monthly 18|weekly Friday points 2|coupon "10 % off" [DAYS] ["WORDS"] [in ROOM]; member-day end [in ROOM]; member-day',
  },
  summary: { zh: '社群会员日：多倍积分或优惠券', en: 'member days of communities: more points or a coupon' },
  examples: [{ zh: '会员日 设置 每月 18 积分 2 在 club', en: 'member-day set monthly 18 points 2 in club' }],
  verbs: [
    listVerb,
    { words: ['set', 'new', '设置', '新建'], changes: true, roles: leads, run: set },
    { words: ['end', 'off', '取消', '关闭'], changes: true, roles: leads, run: end },
  ],
  bare: ([first]) => (first === undefined ? listVerb : undefined),
});
