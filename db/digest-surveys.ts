import { sql } from 'kysely';
import { keptOfList } from '../core/digest/listed.ts';
import type { LowScore, SurveyAnswers, SurveyNews } from '../core/digest/surveys.ts';
import { surveyForms } from '../core/survey/survey.ts';
import type { Db } from './connect.ts';

const { nps, csat } = surveyForms;

/** Returns what was answered to surveys in (from, at], by kind, and the low scores with the most at stake first. */
export const surveysBetween = async (db: Db, from: number, at: number): Promise<SurveyAnswers> => {
  const given = sql`survey_answer a join survey s on s.id = a.survey_id
    where a.answered_at > ${from} and a.answered_at <= ${at} and not a.skipped`;
  const { rows: kinds } = await sql<SurveyNews>`
    select s.kind, count(*) as answers,
      coalesce(array_agg(a.score order by a.score) filter (where a.score is not null), '{}') as scores
    from ${given} group by s.kind order by s.kind desc`.execute(db);
  const { rows: low } = await sql<LowScore & { readonly count: number }>`
    select c.id as "customerId", c.name, p.name as owner, l.kind, l.score, l.comment, count(*) over () as count
    from (select a.customer_id, s.kind, a.score, a.comment from ${given}
      and a.score <= case s.kind when 'nps' then ${nps.scale.low}::integer else ${csat.scale.low}::integer end) l
    join customer c on c.id = l.customer_id left join person p on p.id = c.owner_id
    order by c.value_at_risk desc, c.id limit ${keptOfList}`.execute(db);
  return {
    kinds,
    low: { count: low[0]?.count ?? 0, top: low.map(({ count: _count, ...each }) => each) },
  };
};
