import type { EarnRule, Programme } from '../../core/community/points.ts';
import { InputError } from '../../core/errors.ts';
import { type Language, pick } from '../../core/language.ts';
import type { CardBlock } from '../../core/messages.ts';
import { audit } from '../../db/audit.ts';
import {
  balanceOf,
  earnPoints,
  pointsLines,
  readProgramme,
  spendPoints,
  writeProgramme,
} from '../../db/points.ts';
import { showDate } from '../view/time.ts';
import { cardAnswer, textAnswer } from './answer.ts';
import type { Answer, Command, CommandContext } from './command.ts';
import { requireCustomer } from './find-customer.ts';

const mostByHand = 100_000;
const pageSize = 10;

const words = {
  zh: {
    programme: '积分规则',
    on: (since: string) => `自 ${since} 起积分。`,
    off: '积分尚未开启。主管或经理写“积分 开启”即可。',
    each: (name: string, points: number) => `${name}：${points} 积分`,
    per: (name: string, points: number, per: number) => `${name}：每 ${per} 元 ${points} 积分`,
    reward: (title: string, cost: number, days: number) => `兑换 ${title}：${cost} 积分（${days} 天有效）`,
    switched: (on: boolean) => (on ? '积分已开启，从现在起累计。' : '积分已关闭，已有积分保留。'),
    mayNot: '只有主管或经理可以改积分规则或手工增减积分。',
    balance: (name: string, balance: number) => `${name}：${balance} 积分`,
    set: (what: string) => `已改为：${what}`,
    usage:
      '写法：积分 [客户名]；积分 开启|关闭；积分 规则 编号 积分 [每多少元]；积分 增加|扣减 客户名 数量 [原因]',
    rules: (ids: string) => `规则编号：${ids}。`,
    number: `数量请写 1 到 ${mostByHand} 的整数。`,
    short: (balance: number) => `积分不够，现有 ${balance}。`,
    byHand: '手工',
    unmerged: '取消合并',
  },
  en: {
    programme: 'Points',
    on: (since: string) => `Points are earned since ${since}.`,
    off: 'Points are off. A lead or manager turns them on: points on.',
    each: (name: string, points: number) => `${name}: ${points} points`,
    per: (name: string, points: number, per: number) => `${name}: ${points} points for every ¥${per}`,
    reward: (title: string, cost: number, days: number) => `${title}: ${cost} points (good for ${days} days)`,
    switched: (on: boolean) =>
      on ? 'Points are on and are earned from now.' : 'Points are off; what was earned stays.',
    mayNot: 'Only a lead or manager may change the rules or give and take points.',
    balance: (name: string, balance: number) => `${name}: ${balance} points`,
    set: (what: string) => `Now: ${what}`,
    usage:
      'Write: points [CUSTOMER]; points on|off; points rule ID POINTS [PER-MONEY]; points give|take CUSTOMER NUMBER [REASON]',
    rules: (ids: string) => `The rules are: ${ids}.`,
    number: `The number is a whole one from 1 to ${mostByHand}.`,
    short: (balance: number) => `Not enough points: there are ${balance}.`,
    byHand: 'by hand',
    unmerged: 'a merge was taken back',
  },
} as const;

const leads = new Set(['lead', 'manager', 'admin']);
const requireLead = ({ asker, language }: CommandContext): void => {
  if (!leads.has(asker.role)) throw new InputError(words[language].mayNot);
};

const showRule = ({ name, points, per }: EarnRule, language: Language): string => {
  const say = words[language];
  const what = pick(name, language);
  return per === undefined ? say.each(what, points) : say.per(what, points, per);
};

const showProgramme = async (context: CommandContext): Promise<Answer> => {
  const { db, company, language } = context;
  const say = words[language];
  const programme = await readProgramme(db);
  const { since, earn, rewards } = programme;
  const lines = [
    since === null ? say.off : say.on(showDate(since, company.zone)),
    ...earn.map((each) => `${each.id} · ${showRule(each, language)}`),
    ...rewards.map(({ title, cost, validDays }) => say.reward(pick(title, language), cost, validDays)),
  ];
  return cardAnswer(
    'team',
    say.programme,
    lines.map((text) => ({ kind: 'text', text })),
    programme,
  );
};

const change = async (context: CommandContext, programme: Programme, said: string): Promise<Answer> => {
  const { db, asker, now } = context;
  await writeProgramme(db, programme);
  await audit(db, {
    at: now,
    actorId: asker.id,
    action: 'points-changed',
    detail: { on: programme.since !== null },
  });
  return textAnswer('team', said, programme);
};

const setRule = async (context: CommandContext, args: readonly string[]): Promise<Answer> => {
  const { db, language } = context;
  const say = words[language];
  const programme = await readProgramme(db);
  const [id, points, per] = args;
  const rule = programme.earn.find((each) => each.id === id);
  if (!rule) throw new InputError(say.rules(programme.earn.map((each) => each.id).join(', ')));
  const worth = Number(points);
  const every = per === undefined ? rule.per : Number(per);
  const whole = Number.isInteger(worth) && worth >= 0 && worth <= mostByHand;
  if (!whole || (every !== undefined && !(every > 0 && every <= mostByHand)))
    throw new InputError(say.number);
  const fresh: EarnRule = { ...rule, points: worth, ...(every === undefined ? {} : { per: every }) };
  const earn = programme.earn.map((each) => (each === rule ? fresh : each));
  return change(context, { ...programme, earn }, say.set(showRule(fresh, language)));
};

const giveOrTake = async (
  context: CommandContext,
  sign: 1 | -1,
  args: readonly string[],
): Promise<Answer> => {
  const { db, asker, now, requestKey, language } = context;
  const say = words[language];
  const place = args.findIndex((each) => /^\d+$/.test(each));
  const number = Number(args[place]);
  if (place < 0 || number < 1 || number > mostByHand) throw new InputError(say.number);
  const customer = await requireCustomer(context, place > 0 ? args.slice(0, place).join(' ') : undefined);
  const reason = args
    .slice(place + 1)
    .join(' ')
    .trim();
  const entry = {
    customerId: customer.id,
    key: `hand/${requestKey}`,
    at: now,
    rule: 'hand',
    by: asker.id,
    ...(reason === '' ? {} : { reason: reason.slice(0, 200) }),
  };
  if (sign === 1) await earnPoints(db, [{ ...entry, points: number }]);
  else {
    const spent = await spendPoints(db, { ...entry, cost: number });
    if (spent.status === 'short') throw new InputError(say.short(spent.balance));
  }
  const balance = await balanceOf(db, customer.id);
  return { ...textAnswer('team', say.balance(customer.name, balance), { balance }), about: customer.id };
};

const showCustomer = async (context: CommandContext, name: string): Promise<Answer> => {
  const { db, company, language } = context;
  const say = words[language];
  const customer = await requireCustomer(context, name);
  const [balance, lines, programme] = [
    await balanceOf(db, customer.id),
    await pointsLines(db, customer.id, pageSize),
    await readProgramme(db),
  ];
  const others: Readonly<Record<string, string>> = { hand: say.byHand, unmerged: say.unmerged };
  const named = (rule: string): string => {
    const known = programme.earn.find((each) => each.id === rule);
    return known ? pick(known.name, language) : (others[rule] ?? rule);
  };
  const blocks = lines.map((each): CardBlock => {
    const what = [each.reason ?? named(each.rule), each.by].filter(Boolean).join(' · ');
    return {
      kind: 'text',
      text: `${showDate(each.at, company.zone)} · ${each.points > 0 ? '+' : '−'}${Math.abs(each.points)} · ${what}`,
    };
  });
  return {
    ...cardAnswer('team', say.balance(customer.name, balance), blocks, { balance, lines }),
    about: customer.id,
  };
};

/** `points`: the programme and its rules, a customer's ledger, and changes by hand. */
export const points: Command = {
  name: 'points',
  aliases: ['积分'],
  usage: {
    zh: '积分 [客户名]；积分 开启|关闭；积分 规则 编号 积分 [每多少元]；积分 增加|扣减 客户名 数量 [原因]',
    en: 'points [CUSTOMER]; points on|off; points rule ID POINTS [PER-MONEY]; points give|take CUSTOMER NUMBER [REASON]',
  },
  summary: { zh: '积分规则、余额与流水', en: 'the points programme, balances and what they came from' },
  changes: true,
  run: async (context, args) => {
    const { db, now, language } = context;
    const [first = '', ...rest] = args;
    switch (first.toLowerCase()) {
      case '':
        return showProgramme(context);
      case 'on':
      case '开启':
      case 'off':
      case '关闭': {
        requireLead(context);
        const on = ['on', '开启'].includes(first.toLowerCase());
        const programme = await readProgramme(db);
        const since = on ? (programme.since ?? now) : null;
        return change(context, { ...programme, since }, words[language].switched(on));
      }
      case 'rule':
      case '规则':
        requireLead(context);
        return setRule(context, rest);
      case 'give':
      case '增加':
        requireLead(context);
        return giveOrTake(context, 1, rest);
      case 'take':
      case '扣减':
        requireLead(context);
        return giveOrTake(context, -1, rest);
      default:
        return showCustomer(context, args.join(' '));
    }
  },
};
