import { composeDigest, type DigestContent } from '../../core/digest/content.ts';
import { replyTimes } from '../../core/digest/replies.ts';
import { trendFrom } from '../../core/digest/trend.ts';
import type { Rule } from '../../core/rules/rule.ts';
import { dayMs } from '../../core/time.ts';
import type { Db } from '../../db/connect.ts';
import { communitiesBetween } from '../../db/digest-communities.ts';
import { complaintsBetween, overdueAt, questionsBetween, worstOverdue } from '../../db/digest-facts.ts';
import { gradedHistory, riskSteps, shiftsBetween } from '../../db/digest-moves.ts';
import { surveysBetween } from '../../db/digest-surveys.ts';
import { modelDay } from '../../db/models/calls.ts';
import { movesBetween } from '../../db/moves.ts';
import type { Company } from '../ingest/context.ts';
import { callAccuracy } from '../nightly/accuracy.ts';
import { careDone } from './care.ts';
import type { DigestOrder } from './order.ts';
import { reviewFor } from './review.ts';

/** After so many minutes of business time an answer is late where the rule is switched off. */
const usualLimit = 15;

/** How many overdue follow-ups stand in a digest with their buttons. */
const mostOverdue = 3;

const answerLimit = (rules: readonly Rule[]): number => {
  const test = rules.find((rule) => rule.test.kind === 'unanswered')?.test;
  return test?.kind === 'unanswered' ? test.businessMinutes : usualLimit;
};

/** The moments at which those at risk are counted: 30 days, 13 weeks or 12 months back. */
const momentsOf = ({ edition, until }: DigestOrder, { zone, calendar }: Company): readonly number[] => {
  const back = (count: number, at: (index: number) => number): readonly number[] =>
    Array.from({ length: count + 1 }, (_, index) => at(count - index));
  if (edition === 'monthly') {
    const month = calendar.monthOf(until);
    return back(12, (index) => calendar.startOfMonth(month + 1 - index) - 1);
  }
  const day = zone.dayOf(until);
  const minute = Math.round((until - zone.startOfDay(day)) / 60_000);
  const step = edition === 'weekly' ? 7 : 1;
  return [
    ...back(edition === 'weekly' ? 13 : 30, (index) => zone.at(day - index * step, minute)).slice(0, -1),
    until,
  ];
};

/** Returns the content of a digest, from what is stored: of any time that has begun, as it was then. */
export const digestFor = async (db: Db, company: Company, order: DigestOrder): Promise<DigestContent> => {
  const { edition, from, until, late } = order;
  const calls = await callAccuracy(db, until);
  // What the model cost is of the present alone: its calls have real times.
  const models = edition === 'daily' ? await modelDay(db, Date.now() - dayMs, Date.now()) : undefined;
  const moments = momentsOf(order, company);
  const risk = await riskSteps(db, moments);
  const limitMinutes = answerLimit(company.rules);
  return composeDigest({
    edition,
    from,
    at: until,
    ...(late ? { late } : {}),
    moves: await movesBetween(db, from, until),
    shifts: await shiftsBetween(db, from, until),
    overdue: await overdueAt(db, until),
    overdueWorst: edition === 'daily' ? await worstOverdue(db, until, mostOverdue) : [],
    complaints: await complaintsBetween(db, from, until),
    communities: await communitiesBetween(db, from, until),
    care: await careDone(db, from, until),
    surveys: await surveysBetween(db, from, until),
    replies: replyTimes(await questionsBetween(db, from, until), {
      calendar: company.calendar,
      limitMinutes,
      at: until,
    }),
    history: await gradedHistory(db, until),
    trend: trendFrom(moments, risk.steps, risk.now),
    ...(calls.calls > 0 ? { calls } : {}),
    ...(models ? { models } : {}),
    ...(await reviewFor(db, company, order)),
  });
};
