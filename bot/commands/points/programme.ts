import type { EarnRule } from '../../../core/community/points.ts';
import { InputError } from '../../../core/errors.ts';
import { type Language, pick } from '../../../core/language.ts';
import { readProgramme } from '../../../db/points.ts';
import type { Company } from '../../ingest/context.ts';
import { showDate } from '../../view/time.ts';
import { cardAnswer } from '../answer.ts';
import type { Answer, CommandContext } from '../command.ts';
import { changeProgramme } from './change-programme.ts';
import { mostPoints, wholeNumber } from './number.ts';
import { showReward } from './rewards.ts';

const words = {
  zh: {
    programme: '积分规则',
    on: (since: string) => `自 ${since} 起积分。`,
    off: '积分尚未开启。主管或经理写“积分 开启”即可。',
    each: (name: string, points: number) => `${name}：${points} 积分`,
    per: (name: string, points: number, per: string) => `${name}：每 ${per} 得 ${points} 积分`,
    switched: (on: boolean) => (on ? '积分已开启，从现在起累计。' : '积分已关闭，已有积分保留。'),
    set: (what: string) => `已改为：${what}`,
    rules: (ids: string) => `规则编号：${ids}。`,
  },
  en: {
    programme: 'Points',
    on: (since: string) => `Points are earned since ${since}.`,
    off: 'Points are off. A lead or manager turns them on: points on.',
    each: (name: string, points: number) => `${name}: ${points} points`,
    per: (name: string, points: number, per: string) => `${name}: ${points} points for every ${per}`,
    switched: (on: boolean) =>
      on ? 'Points are on and are earned from now.' : 'Points are off; what was earned stays.',
    set: (what: string) => `Now: ${what}`,
    rules: (ids: string) => `The rules are: ${ids}.`,
  },
} as const;

const showRule = ({ name, points, per }: EarnRule, { money }: Company, language: Language): string => {
  const say = words[language];
  const what = pick(name, language);
  return per === undefined ? say.each(what, points) : say.per(what, points, money(per));
};

/** Shows what earns points and what they buy. */
export const showProgramme = async (context: CommandContext): Promise<Answer> => {
  const { db, company, language } = context;
  const say = words[language];
  const programme = await readProgramme(db);
  const { since, earn, rewards } = programme;
  const lines = [
    since === null ? say.off : say.on(showDate(since, company.zone)),
    ...earn.map((each) => `${each.id} · ${showRule(each, company, language)}`),
    ...rewards.map((each) => `${each.id} · ${showReward(each, language)}`),
  ];
  return cardAnswer(
    'team',
    say.programme,
    lines.map((text) => ({ kind: 'text', text })),
    programme,
  );
};

/** Turns points on or off; what was earned stays. */
export const switchPoints = async (context: CommandContext, on: boolean): Promise<Answer> => {
  const programme = await readProgramme(context.db);
  const since = on ? (programme.since ?? context.now) : null;
  const said = words[context.language].switched(on);
  return changeProgramme(context, programme, { ...programme, since }, said);
};

/** Changes what a rule gives. @throws InputError when there is no such rule, or the numbers do not fit. */
export const changeRule = async (context: CommandContext, args: readonly string[]): Promise<Answer> => {
  const { db, company, language } = context;
  const say = words[language];
  const programme = await readProgramme(db);
  const [id, points, per] = args;
  const rule = programme.earn.find((each) => each.id === id);
  if (!rule) throw new InputError(say.rules(programme.earn.map((each) => each.id).join(', ')));
  const every = per === undefined ? rule.per : wholeNumber(context, per, 1, mostPoints);
  const worth = wholeNumber(context, points, 0, mostPoints);
  const fresh: EarnRule = { ...rule, points: worth, ...(every === undefined ? {} : { per: every }) };
  const earn = programme.earn.map((each) => (each === rule ? fresh : each));
  const said = say.set(showRule(fresh, company, language));
  return changeProgramme(context, programme, { ...programme, earn }, said);
};
