import { type MemberDayBenefit, nextMemberDayAt } from '../../core/community/member-day.ts';
import { type Language, toLanguage } from '../../core/language.ts';
import { customerMessage } from '../../core/messages.ts';
import type { Db } from '../../db/connect.ts';
import { customersInRoom, lockDueMemberDays, type MemberDay, putOffMemberDay } from '../../db/member-days.ts';
import { contact } from '../care/contact.ts';
import { issueCoupon } from '../coupon/issue.ts';
import type { Ingest } from '../ingest/ingest.ts';

const words = {
  zh: {
    hello: '今天是会员日！',
    points: (times: number) => `今天消费，积分 ×${times}。`,
    coupon: (title: string) => `送您一张优惠券：${title}。回复“我的优惠券”查看券码。`,
  },
  en: {
    hello: 'Today is member day!',
    points: (times: number) => `Points count ×${times} today.`,
    coupon: (title: string) => `There is a coupon for you: ${title}. Write "my coupons" to see its code.`,
  },
} as const;

/** Returns what a community reads on its member day: its own words or ours, then what the day brings. */
export const memberDayText = (own: string | null, benefit: MemberDayBenefit, language: Language): string => {
  const say = words[language];
  const brings = benefit.kind === 'points' ? say.points(benefit.times) : say.coupon(benefit.title);
  return `${own ?? say.hello}\n${brings}`;
};

/** Everybody who is there gets one coupon a day, however often this is tried. */
const issueTo = async (trx: Db, ingest: Ingest, day: MemberDay, date: string, now: number): Promise<void> => {
  const { roomId, benefit } = day;
  if (benefit.kind !== 'coupon') return;
  const { title, validDays } = benefit;
  const flow = `member-day:${roomId}`;
  for (const { customerId, personId } of await customersInRoom(trx, roomId)) {
    const key = `member-day/${roomId}/${date}/${customerId}`;
    await issueCoupon(trx, ingest, { key, flow, customerId, personId, title, validDays }, now);
  }
};

const holdOne = async (trx: Db, ingest: Ingest, day: MemberDay, now: number): Promise<boolean> => {
  const { zone } = ingest.company;
  const { roomId, schedule } = day;
  const nextAt = nextMemberDayAt(schedule, now, zone);
  // A day that nobody was there to hold is over.
  if (zone.dayOf(day.nextAt) !== zone.dayOf(now)) {
    await putOffMemberDay(trx, roomId, nextAt);
    return false;
  }
  const date = zone.isoDate(zone.dayOf(now));
  await issueTo(trx, ingest, day, date, now);
  const outcome = await contact(
    trx,
    ingest,
    {
      key: `member-day/${roomId}/${date}`,
      flow: `member-day:${roomId}`,
      to: { roomId },
      purpose: 'community',
      priority: 6,
      occasion: true,
      message: customerMessage(memberDayText(day.words, day.benefit, toLanguage(day.language))),
    },
    now,
  );
  const again = outcome.status === 'blocked' ? outcome.retryAt : undefined;
  const isToday = again !== undefined && zone.dayOf(again) === zone.dayOf(now);
  await putOffMemberDay(trx, roomId, isToday ? again : nextAt);
  return outcome.status === 'queued';
};

/**
 * Announces the member days whose hour has come and hands out their coupons. A community that may not be written to today
 * keeps its points and coupons all the same. Returns how many messages there are to send.
 */
export const holdMemberDays = (ingest: Ingest, now: number): Promise<number> =>
  ingest.db.transaction().execute(async (trx) => {
    let count = 0;
    for (const day of await lockDueMemberDays(trx, now)) if (await holdOne(trx, ingest, day, now)) count++;
    return count;
  });
