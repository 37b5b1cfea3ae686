import { InputError } from '../../../core/errors.ts';
import { pick } from '../../../core/language.ts';
import type { CardBlock } from '../../../core/messages.ts';
import { balanceOf, earnPoints, pointsLines, readProgramme, spendPoints } from '../../../db/points.ts';
import type { Memo } from '../../../db/undoable.ts';
import { showDate } from '../../view/time.ts';
import { cardAnswer, textAnswer } from '../answer.ts';
import type { Answer, CommandContext } from '../command.ts';
import { requireCustomer } from '../find-customer.ts';
import { mostPoints, wholeNumber } from './number.ts';

const pageSize = 10;

const words = {
  zh: {
    balance: (name: string, balance: number) => `${name}：${balance} 积分`,
    short: (balance: number) => `积分不够，现有 ${balance}。`,
    byHand: '手工',
    unmerged: '取消合并',
    memberDay: '会员日',
  },
  en: {
    balance: (name: string, balance: number) => `${name}: ${balance} points`,
    short: (balance: number) => `Not enough points: there are ${balance}.`,
    byHand: 'by hand',
    unmerged: 'a merge was taken back',
    memberDay: 'Member day',
  },
} as const;

/** Gives (1) or takes (−1) points by hand. @throws InputError when there are not as many, or it is not said how many. */
export const giveOrTake = async (
  context: CommandContext,
  sign: 1 | -1,
  args: readonly string[],
): Promise<Answer> => {
  const { db, asker, now, requestKey, language } = context;
  const say = words[language];
  const place = args.findIndex((each) => /^\d+$/.test(each));
  const number = wholeNumber(context, args[place], 1, mostPoints);
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
  const { id, name } = customer;
  return {
    ...textAnswer('team', say.balance(name, balance), { balance }),
    about: id,
    undo: {
      memo: { customerId: id, name, key: entry.key, points: sign * number },
      says: { zh: `${name} 的积分改动`, en: `the change of the points of ${name}` },
    },
  };
};

/** Takes back points that were given or taken by hand; of what was given at most what is still there. */
export const takeBackEntry = async (context: CommandContext, memo: Memo): Promise<Answer> => {
  const { db, asker, now, language } = context;
  const customerId = Number(memo['customerId']);
  const points = -Number(memo['points']);
  const key = `undo/${String(memo['key'])}`;
  await earnPoints(db, [{ customerId, key, at: now, points, rule: 'hand', by: asker.id }]);
  const balance = await balanceOf(db, customerId);
  return textAnswer('team', words[language].balance(String(memo['name']), balance), { balance });
};

/** Shows a customer's balance and what it came from. */
export const showCustomer = async (context: CommandContext, name: string): Promise<Answer> => {
  const { db, company, language } = context;
  const say = words[language];
  const customer = await requireCustomer(context, name);
  const [balance, lines, programme] = [
    await balanceOf(db, customer.id),
    await pointsLines(db, customer.id, pageSize),
    await readProgramme(db),
  ];
  const named = (rule: string): string => {
    const known = programme.earn.find((each) => each.id === rule);
    if (known) return pick(known.name, language);
    return { hand: say.byHand, unmerged: say.unmerged, 'member-day': say.memberDay }[rule] ?? rule;
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
