import { randomBytes } from 'node:crypto';
import { codeFrom, readCode } from '../../core/community/coupon-code.ts';
import { type Language, pick } from '../../core/language.ts';
import { type Card, type CardBlock, type CustomerMessage, customerMessage } from '../../core/messages.ts';
import { dayMs } from '../../core/time.ts';
import { couponsOf } from '../../db/coupons.ts';
import { balanceOf, readProgramme, spendPoints } from '../../db/points.ts';
import { knownSince, noteReferral, ownerOfReferralCode, referralCodeOf } from '../../db/referrals.ts';
import { type Heard, type Outsider, replyTo, unheard } from '../outsiders/outsider.ts';
import { showDate } from '../view/time.ts';
import { issueCoupon } from './issue.ts';

const words = {
  zh: {
    points: (balance: number) => `您的积分：${balance}`,
    rewards: '可兑换：',
    reward: (title: string, cost: number) => `${title}（${cost} 积分）`,
    short: (balance: number, cost: number) => `积分不够：需要 ${cost}，您现在有 ${balance}。`,
    bought: (title: string, code: string, until: string, balance: number) =>
      `兑换成功：${title}，券码 ${code}，${until} 前有效。剩余积分 ${balance}。`,
    noCoupons: '您现在没有可用的优惠券。',
    coupon: (title: string, code: string, until: string) => `${title}：${code}，${until} 前有效`,
    code: (code: string) => `您的推荐码：${code}。新朋友加入后回复“推荐码 ${code}”，您就能得到积分。`,
    welcome: '已记下您的推荐人，谢谢！',
    self: '这是您自己的推荐码，请让新朋友使用。',
    known: '推荐码只适用于新朋友，您已经是我们的老朋友了。',
    already: '您的推荐人之前已经记下了。',
    noCode: '没有这个推荐码，请再核对一下。',
    private: '这里人多，不便显示。请私聊我查询。',
  },
  en: {
    points: (balance: number) => `Your points: ${balance}`,
    rewards: 'They buy:',
    reward: (title: string, cost: number) => `${title} (${cost} points)`,
    short: (balance: number, cost: number) => `Not enough points: it takes ${cost}, you have ${balance}.`,
    bought: (title: string, code: string, until: string, balance: number) =>
      `Done: ${title}, code ${code}, good until ${until}. ${balance} points are left.`,
    noCoupons: 'You have no coupon that can be used.',
    coupon: (title: string, code: string, until: string) => `${title}: ${code}, good until ${until}`,
    code: (code: string) =>
      `Your referral code: ${code}. When a friend joins us and writes "referral ${code}", the points are yours.`,
    welcome: 'Noted who referred you. Thank you!',
    self: 'That is your own code; it is for friends who are new here.',
    known: 'Referral codes are for people who are new here, and you are an old friend.',
    already: 'Who referred you is noted already.',
    noCode: 'There is no such referral code. Please check it.',
    private: 'Not in front of everybody: ask me in a direct chat.',
  },
} as const;

/** Who came within this time is new. */
const newcomerMs = 30 * dayMs;

/** Money matters are between them and us: the room reads only that they are not told here. */
const tell = (outsider: Outsider, key: string, message: CustomerMessage): Promise<boolean> =>
  replyTo(outsider, { key, message, otherwise: customerMessage(words[outsider.language].private) });

const settled = async (replied: Promise<boolean>): Promise<Heard> => ({
  interactions: [],
  replied: await replied,
  settled: true,
});

const pointsCard = (
  balance: number,
  rewards: readonly { readonly id: string; readonly label: string }[],
  language: Language,
): CustomerMessage => {
  const say = words[language];
  const blocks: readonly CardBlock[] =
    rewards.length === 0
      ? []
      : [
          {
            kind: 'text',
            text: `${say.rewards} ${rewards.map((each) => each.label).join(language === 'zh' ? '、' : ', ')}`,
          },
          {
            kind: 'buttons',
            buttons: rewards.map(({ id, label }) => ({ label, action: 'points-spend', value: id })),
          },
        ];
  const card: Card = { title: say.points(balance), blocks };
  return customerMessage(card);
};

/** Tells somebody how many points they have and what these buy; nothing where the company has no points. */
export const hearPoints = async (outsider: Outsider): Promise<Heard> => {
  const { trx, customerId, language } = outsider;
  const programme = await readProgramme(trx);
  if (programme.since === null) return unheard;
  const balance = await balanceOf(trx, customerId);
  const rewards = programme.rewards
    .filter((each) => each.cost <= balance)
    .map(({ id, title, cost }) => ({ id, label: words[language].reward(pick(title, language), cost) }));
  return settled(tell(outsider, 'points', pointsCard(balance, rewards, language)));
};

/** Spends points on the reward whose button was pressed, and hands out its coupon. */
export const pressSpend = async (outsider: Outsider, value: string): Promise<Heard> => {
  const { trx, ingest, customerId, person, event, language, key } = outsider;
  const say = words[language];
  const programme = await readProgramme(trx);
  const reward = programme.rewards.find((each) => each.id === value);
  if (programme.since === null || !reward) return unheard;
  const title = pick(reward.title, language);
  const spent = await spendPoints(trx, {
    customerId,
    key: `spend/${key}`,
    at: event.at,
    cost: reward.cost,
    rule: reward.id,
    reason: title,
  });
  if (spent.status === 'short')
    return settled(tell(outsider, 'spend', customerMessage(say.short(spent.balance, reward.cost))));
  const coupon = await issueCoupon(
    trx,
    ingest,
    {
      key: `points/${key}`,
      flow: 'points',
      customerId,
      personId: person.id,
      title,
      validDays: reward.validDays,
    },
    event.at,
  );
  const until = showDate(coupon.expiresAt, ingest.company.zone);
  return settled(
    tell(outsider, 'spend', customerMessage(say.bought(title, coupon.code, until, spent.balance))),
  );
};

/** Tells somebody which coupons they hold. */
export const hearCoupons = async (outsider: Outsider): Promise<Heard> => {
  const { trx, ingest, customerId, language, now } = outsider;
  const say = words[language];
  const usable = (await couponsOf(trx, customerId, now)).filter(
    (each) => each.redeemedAt === null && each.expiresAt > now,
  );
  const lines = usable.map((each) =>
    say.coupon(each.title, each.code, showDate(each.expiresAt, ingest.company.zone)),
  );
  return settled(
    tell(outsider, 'coupons', customerMessage(lines.length > 0 ? lines.join('\n') : say.noCoupons)),
  );
};

/** Tells somebody their own referral code; nothing where the company gives no points. */
export const hearReferralCode = async (outsider: Outsider): Promise<Heard> => {
  const { trx, customerId, person, language, now } = outsider;
  if ((await readProgramme(trx)).since === null) return unheard;
  const code = await referralCodeOf(trx, customerId, person.id, codeFrom(randomBytes(10)), now);
  return settled(tell(outsider, 'referral-code', customerMessage(words[language].code(code))));
};

/** Notes who referred a newcomer, once; the referrer gets the interaction `referral` and the points for it. */
export const hearReferral = async (outsider: Outsider, typed: string): Promise<Heard> => {
  const { trx, customerId, event, language, key } = outsider;
  const say = words[language];
  const answer = (text: string) =>
    settled(replyTo(outsider, { key: 'referral', message: customerMessage(text) }));
  const code = readCode(typed);
  const owner = code === undefined ? undefined : await ownerOfReferralCode(trx, code);
  if (code === undefined || !owner) return answer(say.noCode);
  if (owner.customerId === customerId) return answer(say.self);
  if (event.at - (await knownSince(trx, customerId)) > newcomerMs) return answer(say.known);
  if (!(await noteReferral(trx, { customerId, code, referrerId: owner.customerId }, event.at)))
    return answer(say.already);
  const fact = {
    customerId: owner.customerId,
    ...(owner.personId === null ? {} : { personId: owner.personId }),
    interaction: { key: `${key}#referral`, at: event.at, kind: 'referral', direction: 'none', data: {} },
  } as const;
  return { ...(await answer(say.welcome)), interactions: [fact] };
};
