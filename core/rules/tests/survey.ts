import { surveyForms, toSatisfaction } from '../../survey/survey.ts';
import { dayMs } from '../../time.ts';
import { no, type Test, yes } from './verdict.ts';

const { nps, csat } = surveyForms;

/** An answer to a survey is low on its own scale (without one, as on that of CSAT) and not older than so many days. */
export const testLowSurvey: Test<'low-survey'> = (state, at, test) => {
  if (state.surveys.length === 0) return no();
  const most = { nps: toSatisfaction(test.nps, nps.scale), csat: toSatisfaction(test.csat, csat.scale) };
  const windowMs = test.days * dayMs;
  const low = state.surveys.filter(
    (each) => each.at > at - windowMs && each.satisfaction <= most[each.scale ?? 'csat'],
  );
  const [first] = low;
  if (!first) return no();
  return yes(
    { answers: low.length, satisfaction: Math.min(...low.map((each) => each.satisfaction)), days: test.days },
    low.map((each) => each.key),
    first.at + windowMs,
  );
};
