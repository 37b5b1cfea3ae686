import { sql } from 'kysely';
import type { Db } from './connect.ts';
import { type CustomerScope, inScope } from './customer-lists.ts';
import type { Survey } from './surveys.ts';

/** Everybody of the customers' side who was asked: by name, or because they were in a room that was. */
const askedPeople = (survey: ReturnType<typeof sql>) => sql`
  select k.person_id from survey_ask k where k.survey_id = ${survey} and k.person_id is not null and k.asked_at is not null
  union
  select rp.person_id from survey_ask k join room_person rp on rp.room_id = k.room_id join person p on p.id = rp.person_id
  where k.survey_id = ${survey} and k.person_id is null and k.asked_at is not null and p.side = 'customer'
    and (rp.left_at is null or rp.left_at > k.asked_at)`;

/** One line of the list of surveys. */
export type SurveyLine = Survey & { readonly asked: number; readonly answered: number };

/** Returns surveys, the open ones first, then the latest; how many were asked (people, or people of a room) and answered. */
export const listSurveys = async (
  db: Db,
  limit: number,
  offset: number,
): Promise<{ readonly surveys: readonly SurveyLine[]; readonly total: number }> => {
  const found = await sql<SurveyLine & { total: number }>`
    select s.id, s.kind, s.question, s.flow, s.created_at as "createdAt", s.ended_at as "endedAt",
      (select count(*) from (${askedPeople(sql`s.id`)}) x) as asked,
      (select count(*) from survey_answer a where a.survey_id = s.id and not a.skipped) as answered,
      count(*) over () as total
    from survey s order by s.ended_at is not null, s.id desc limit ${limit} offset ${offset}`.execute(db);
  return { surveys: found.rows.map(({ total: _total, ...line }) => line), total: found.rows[0]?.total ?? 0 };
};

/** What a survey brought from the customers in scope. */
export type SurveyResult = {
  readonly asked: number;
  /** How many people or rooms are still to be asked, of all customers. */
  readonly waiting: number;
  readonly skipped: number;
  readonly scores: readonly number[];
  /** Answers in all, scores and words alone. */
  readonly answered: number;
};

/** Returns what a survey brought; a customer outside the scope counts nowhere. */
export const surveyResult = async (db: Db, id: number, scope: CustomerScope): Promise<SurveyResult> => {
  const found = await sql<{
    asked: number;
    waiting: number;
    skipped: number;
    scores: number[] | null;
    answered: number;
  }>`
    select
      (select count(*) from (${askedPeople(sql`${id}::bigint`)}) x join person p on p.id = x.person_id
        join customer c on c.id = p.customer_id where ${inScope(scope)}) as asked,
      (select count(*) from survey_ask k where k.survey_id = ${id} and k.retry_at is not null) as waiting,
      count(*) filter (where a.skipped) as skipped,
      count(*) filter (where not a.skipped) as answered,
      array_agg(a.score) filter (where a.score is not null and not a.skipped) as scores
    from survey_answer a join customer c on c.id = a.customer_id
    where a.survey_id = ${id} and ${inScope(scope)}`.execute(db);
  const row = found.rows[0];
  return {
    asked: row?.asked ?? 0,
    waiting: row?.waiting ?? 0,
    skipped: row?.skipped ?? 0,
    answered: row?.answered ?? 0,
    scores: row?.scores ?? [],
  };
};

/** What somebody wrote with their answer. */
export type SurveyComment = {
  readonly customerId: number;
  readonly customer: string;
  readonly person: string;
  readonly score: number | null;
  readonly comment: string;
  readonly at: number;
};

/** Returns the comments of customers in scope, the lowest scores first, then the latest, and how many there are. */
export const surveyComments = async (
  db: Db,
  id: number,
  scope: CustomerScope,
  limit: number,
  offset: number,
): Promise<{ readonly comments: readonly SurveyComment[]; readonly total: number }> => {
  const found = await sql<SurveyComment & { total: number }>`
    select c.id as "customerId", c.name as customer, p.name as person, a.score, a.comment, a.answered_at as at,
      count(*) over () as total
    from survey_answer a join customer c on c.id = a.customer_id join person p on p.id = a.person_id
    where a.survey_id = ${id} and a.comment is not null and ${inScope(scope)}
    order by a.score nulls last, a.answered_at desc, p.id limit ${limit} offset ${offset}`.execute(db);
  return { comments: found.rows.map(({ total: _total, ...each }) => each), total: found.rows[0]?.total ?? 0 };
};
