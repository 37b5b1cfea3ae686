import type { Programme, Reward } from '../../../core/community/points.ts';
import { InputError } from '../../../core/errors.ts';
import { type Bilingual, type Language, pick } from '../../../core/language.ts';
import { readProgramme } from '../../../db/points.ts';
import type { Answer, CommandContext } from '../command.ts';
import { changeProgramme } from './change-programme.ts';
import { mostPoints, wholeNumber } from './number.ts';

const usualDays = 60;
const mostDays = 730;
const longestTitle = 80;
/** A card has room for as many buttons. */
const mostRewards = 10;

const words = {
  zh: {
    reward: (title: string, cost: number, days: number) => `兑换 ${title}：${cost} 积分（${days} 天有效）`,
    usage:
      '写法：积分 奖励 新建 "免费咖啡豆" ["Free beans"] 积分 [天数]；积分 奖励 修改 编号 积分 [天数]；积分 奖励 结束 编号',
    missing: (ids: string) => `没有这个奖励。现有：${ids}。`,
    title: `奖励名称请写 1 到 ${longestTitle} 个字。`,
    full: `最多 ${mostRewards} 个奖励，请先结束一个。`,
    set: (what: string) => `已改为：${what}`,
    ended: (title: string) => `“${title}”不再可以兑换；已换的券照常有效。`,
  },
  en: {
    reward: (title: string, cost: number, days: number) => `${title}: ${cost} points (good for ${days} days)`,
    usage:
      'Write: points reward new "Free beans" ["免费咖啡豆"] COST [DAYS]; points reward change ID COST [DAYS]; points reward end ID',
    missing: (ids: string) => `There is no such reward. There are: ${ids}.`,
    title: `A reward is called something of 1 to ${longestTitle} characters.`,
    full: `There are at most ${mostRewards} rewards; end one first.`,
    set: (what: string) => `Now: ${what}`,
    ended: (title: string) => `"${title}" can be bought no more; coupons that were bought stay good.`,
  },
} as const;

/** Returns a reward in one line. */
export const showReward = ({ title, cost, validDays }: Reward, language: Language): string =>
  words[language].reward(pick(title, language), cost, validDays);

/** One title is for both languages; of two the one with Chinese characters is the Chinese one. */
const titleOf = (titles: readonly string[]): Bilingual | undefined => {
  const [first, second = first] = titles;
  const fits = titles.every((each) => each.trim() !== '' && each.length <= longestTitle);
  if (first === undefined || second === undefined || titles.length > 2 || !fits) return undefined;
  return /\p{Script=Han}/u.test(first) ? { zh: first, en: second } : { zh: second, en: first };
};

const freeId = ({ rewards }: Programme): string => {
  let number = rewards.length + 1;
  while (rewards.some((each) => each.id === `reward-${number}`)) number++;
  return `reward-${number}`;
};

/** Stores a reward in the place of the one with its id, or as the last. */
const set = (context: CommandContext, programme: Programme, reward: Reward): Promise<Answer> => {
  const known = programme.rewards.some((each) => each.id === reward.id);
  const rewards = known
    ? programme.rewards.map((each) => (each.id === reward.id ? reward : each))
    : [...programme.rewards, reward];
  const said = words[context.language].set(`${reward.id} · ${showReward(reward, context.language)}`);
  return changeProgramme(context, programme, { ...programme, rewards }, said);
};

const make = (context: CommandContext, programme: Programme, args: readonly string[]): Promise<Answer> => {
  const say = words[context.language];
  const at = args.findIndex((each) => /^\d+$/.test(each));
  if (at < 0) throw new InputError(say.usage);
  const title = titleOf(args.slice(0, at));
  if (!title) throw new InputError(say.title);
  if (programme.rewards.length >= mostRewards) throw new InputError(say.full);
  const cost = wholeNumber(context, args[at], 1, mostPoints);
  const days = args[at + 1] === undefined ? usualDays : wholeNumber(context, args[at + 1], 1, mostDays);
  return set(context, programme, { id: freeId(programme), title, cost, validDays: days });
};

/**
 * Makes a reward, changes what it costs and how long its coupon is good, or ends it. @throws InputError when the words do
 * not say which, or the numbers do not fit.
 */
export const changeRewards = async (
  context: CommandContext,
  [verb = '', ...args]: readonly string[],
): Promise<Answer> => {
  const say = words[context.language];
  const programme = await readProgramme(context.db);
  if (['new', 'add', '新建', '添加'].includes(verb.toLowerCase())) return make(context, programme, args);
  const [id, cost, days] = args;
  const reward = programme.rewards.find((each) => each.id === id);
  const isChange = ['change', 'set', '修改', '改'].includes(verb.toLowerCase());
  const isEnd = ['end', 'remove', '结束', '删除'].includes(verb.toLowerCase());
  if (!isChange && !isEnd) throw new InputError(say.usage);
  if (!reward) throw new InputError(say.missing(programme.rewards.map((each) => each.id).join(', ') || '–'));
  if (isEnd) {
    const rewards = programme.rewards.filter((each) => each !== reward);
    const said = say.ended(pick(reward.title, context.language));
    return changeProgramme(context, programme, { ...programme, rewards }, said);
  }
  return set(context, programme, {
    ...reward,
    cost: wholeNumber(context, cost, 1, mostPoints),
    ...(days === undefined ? {} : { validDays: wholeNumber(context, days, 1, mostDays) }),
  });
};
