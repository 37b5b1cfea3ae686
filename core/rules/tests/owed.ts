import { dayMs } from '../../time.ts';
import { answerLimit } from '../rule.ts';
import { no, type Test, yes } from './verdict.ts';

/** A question has waited for us so many minutes of business time, and is not yet too old to matter. */
export const testUnanswered: Test<'unanswered'> = (state, at, test, { calendar }) => {
  if (state.openQuestions.length === 0) return no();
  const open = state.openQuestions.filter((each) => each.at > at - test.staleDays * dayMs);
  const first = open[0];
  if (!first) return no();
  const minutes = answerLimit(test, state.tier);
  const reachesAt = calendar.businessReaches(first.at, minutes);
  if (at < reachesAt) return no(reachesAt);
  const late = open.filter((each) => calendar.businessReaches(each.at, minutes) <= at);
  return yes(
    { minutes, questions: late.length },
    late.map((each) => each.key),
    first.at + test.staleDays * dayMs,
  );
};

/** So many complaints in so many days. */
export const testComplaints: Test<'complaints'> = (state, at, test) => {
  if (state.complaints.length < test.count) return no();
  const windowMs = test.days * dayMs;
  const recent = state.complaints.filter((each) => each.at > at - windowMs);
  const leaving = recent[recent.length - test.count];
  if (!leaving) return no();
  return yes(
    { count: recent.length, days: test.days },
    recent.map((each) => each.key),
    leaving.at + windowMs,
  );
};

/** A complaint has had no reply, and is not yet too old for one. */
export const testOpenComplaint: Test<'open-complaint'> = ({ openComplaint }, at, test) => {
  if (!openComplaint) return no();
  const staleAt = openComplaint.at + test.staleDays * dayMs;
  return at < staleAt ? yes({}, [openComplaint.key], staleAt) : no();
};

/** A promise of ours is past its time, and not so long that nobody waits any more. */
export const testBrokenPromise: Test<'broken-promise'> = (state, at, test) => {
  const broken = state.brokenPromises.filter((each) => each.at > at - test.staleDays * dayMs);
  const oldest = broken[0];
  if (!oldest) return no();
  return yes(
    { promises: broken.length },
    broken.map((each) => each.key),
    oldest.at + test.staleDays * dayMs,
  );
};
