import { sql } from 'kysely';
import type { Language } from '../core/language.ts';
import type { SurveyKind } from '../core/survey/survey.ts';
import type { Db } from './connect.ts';
import { type CustomerScope, inScope } from './customer-lists.ts';

/** One survey: a kind of question, asked from a time on until it ends. */
export type Survey = {
  readonly id: number;
  readonly kind: SurveyKind;
  readonly question: string | null;
  readonly flow: string | null;
  readonly createdAt: number;
  readonly endedAt: number | null;
};

const columns = ['id', 'kind', 'question', 'flow', 'created_at as createdAt', 'ended_at as endedAt'] as const;
const select = (db: Db) => db.selectFrom('survey').select(columns).$narrowType<Pick<Survey, 'kind'>>();

/** Returns the survey with this id, or undefined. */
export const surveyById = (db: Db, id: number): Promise<Survey | undefined> =>
  select(db).where('id', '=', id).executeTakeFirst();

/** Makes a survey and returns it. A flow has one of each kind: the second time it is the same. */
export const makeSurvey = async (
  trx: Db,
  survey: {
    readonly kind: SurveyKind;
    readonly question?: string;
    readonly flow?: string;
    readonly by?: number | null;
  },
  at: number,
): Promise<Survey> => {
  const { kind, question = null, flow = null, by = null } = survey;
  await sql`insert into survey (kind, question, flow, created_at, created_by)
    values (${kind}, ${question}, ${flow}, ${at}, ${by})
    on conflict (flow, kind) where flow is not null do nothing`.execute(trx);
  let query = select(trx).where('kind', '=', kind).orderBy('id', 'desc').limit(1);
  query = flow === null ? query.where('flow', 'is', null) : query.where('flow', '=', flow);
  return query.executeTakeFirstOrThrow();
};

/** Ends a survey. Returns whether it was open. */
export const endSurvey = async (trx: Db, id: number, at: number): Promise<boolean> => {
  const ended = await trx
    .updateTable('survey')
    .set({ ended_at: at })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  await trx.deleteFrom('survey_ask').where('survey_id', '=', id).where('asked_at', 'is', null).execute();
  await trx.updateTable('survey_ask').set({ remind_at: null }).where('survey_id', '=', id).execute();
  await sql`delete from listening where kind in ('survey-score', 'survey-comment') and ref = ${id}`.execute(
    trx,
  );
  return ended !== undefined;
};

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

/** Everybody of the customers' side who was asked: by name, or because they were in a room that was. */
const askedPeople = (survey: ReturnType<typeof sql>) => sql`
  select k.person_id from survey_ask k where k.survey_id = ${survey} and k.person_id is not null and k.asked_at is not null
  union
  select rp.person_id from survey_ask k join room_person rp on rp.room_id = k.room_id join person p on p.id = rp.person_id
  where k.survey_id = ${survey} and k.person_id is null and k.asked_at is not null and p.side = 'customer'
    and (rp.left_at is null or rp.left_at > k.asked_at)`;

/** What a survey brought from the customers in scope. */
export type SurveyResult = {
  readonly asked: number;
  readonly skipped: number;
  readonly scores: readonly number[];
  /** Answers in all, scores and words alone. */
  readonly answered: number;
};

/** Returns what a survey brought; a customer outside the scope counts nowhere. */
export const surveyResult = async (db: Db, id: number, scope: CustomerScope): Promise<SurveyResult> => {
  const found = await sql<{ asked: number; skipped: number; scores: number[] | null; answered: number }>`
    select
      (select count(*) from (${askedPeople(sql`${id}::bigint`)}) x join person p on p.id = x.person_id
        join customer c on c.id = p.customer_id where ${inScope(scope)}) as asked,
      count(*) filter (where a.skipped) as skipped,
      count(*) filter (where not a.skipped) as answered,
      array_agg(a.score) filter (where a.score is not null and not a.skipped) as scores
    from survey_answer a join customer c on c.id = a.customer_id
    where a.survey_id = ${id} and ${inScope(scope)}`.execute(db);
  const row = found.rows[0];
  return {
    asked: row?.asked ?? 0,
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

/** An answer that somebody gave. */
export type SurveyAnswer = {
  readonly score: number | null;
  readonly skipped: boolean;
  readonly comment: string | null;
  readonly sourceKey: string | null;
};

/** Returns what a person answered to a survey, locked until this transaction ends; undefined when nothing. */
export const lockAnswer = (trx: Db, surveyId: number, personId: number): Promise<SurveyAnswer | undefined> =>
  trx
    .selectFrom('survey_answer')
    .select(['score', 'skipped', 'comment', 'source_key as sourceKey'])
    .where('survey_id', '=', surveyId)
    .where('person_id', '=', personId)
    .forUpdate()
    .executeTakeFirst();

/** Writes down what a person answered to a survey; a second answer replaces the first. */
export const saveAnswer = async (
  trx: Db,
  answer: {
    readonly surveyId: number;
    readonly personId: number;
    readonly customerId: number;
    readonly score: number | null;
    readonly skipped: boolean;
    readonly comment?: string;
    readonly at: number;
    readonly sourceKey: string | null;
  },
): Promise<void> => {
  const row = {
    customer_id: answer.customerId,
    score: answer.score,
    skipped: answer.skipped,
    answered_at: answer.at,
    source_key: answer.sourceKey,
    ...(answer.comment === undefined ? {} : { comment: answer.comment }),
  };
  await trx
    .insertInto('survey_answer')
    .values({ survey_id: answer.surveyId, person_id: answer.personId, ...row })
    .onConflict((conflict) => conflict.columns(['survey_id', 'person_id']).doUpdateSet(row))
    .execute();
};

/** Adds words to an answer. */
export const saveComment = async (
  trx: Db,
  surveyId: number,
  personId: number,
  comment: string,
): Promise<void> => {
  await trx
    .updateTable('survey_answer')
    .set({ comment })
    .where('survey_id', '=', surveyId)
    .where('person_id', '=', personId)
    .execute();
};

/** Returns when a person was last asked by a survey of this kind (but for one time), or answered one; undefined when never. */
export const lastAskedAt = async (
  db: Db,
  personId: number,
  kind: SurveyKind,
  exceptAsk: number,
): Promise<number | undefined> => {
  const found = await sql<{ at: number | null }>`
    select greatest(
      (select max(k.asked_at) from survey_ask k join survey s on s.id = k.survey_id
        where k.person_id = ${personId} and s.kind = ${kind} and k.id <> ${exceptAsk}),
      (select max(a.answered_at) from survey_answer a join survey s on s.id = a.survey_id
        where a.person_id = ${personId} and s.kind = ${kind})) as at`.execute(db);
  return found.rows[0]?.at ?? undefined;
};

/** Somebody, or a whole room, to whom a survey was put. */
export type SurveyAsk = {
  readonly id: number;
  readonly surveyId: number;
  readonly personId: number | null;
  readonly roomId: number | null;
  readonly language: Language;
};

/** Notes that a survey is put to somebody; undefined when this key was there before. */
export const saveAsk = async (
  trx: Db,
  ask: Omit<SurveyAsk, 'id'> & {
    readonly key: string;
    readonly at: number;
  },
): Promise<number | undefined> => {
  const made = await trx
    .insertInto('survey_ask')
    .values({
      survey_id: ask.surveyId,
      key: ask.key,
      person_id: ask.personId,
      room_id: ask.roomId,
      created_at: ask.at,
      language: ask.language,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('id')
    .executeTakeFirst();
  return made?.id;
};

/** Notes when somebody was asked, and when they are to be reminded. */
export const noteAsked = async (
  trx: Db,
  id: number,
  { askedAt, remindAt }: { readonly askedAt: number; readonly remindAt: number | null },
): Promise<void> => {
  await trx
    .updateTable('survey_ask')
    .set({ asked_at: askedAt, remind_at: remindAt, retry_at: null })
    .where('id', '=', id)
    .execute();
};

/** Lets somebody who may not be asked yet be asked at another time. */
export const askAgainAt = async (trx: Db, id: number, at: number): Promise<void> => {
  await trx.updateTable('survey_ask').set({ retry_at: at }).where('id', '=', id).execute();
};

/** Returns those who wait to be asked and whose time has come, at most `limit`; they wait no more. */
export const takeWaitingAsks = async (
  trx: Db,
  now: number,
  limit: number,
): Promise<readonly WaitingAsk[]> => {
  const found = await sql<SurveyAsk & { readonly createdAt: number }>`
    update survey_ask k set retry_at = null where id in (
      select id from survey_ask where retry_at <= ${now} order by retry_at limit ${limit} for update skip locked)
    returning k.id, k.survey_id as "surveyId", k.person_id as "personId", k.room_id as "roomId", k.language,
      k.created_at as "createdAt"`.execute(trx);
  const waiting: WaitingAsk[] = [];
  for (const ask of found.rows) {
    const survey = await surveyById(trx, ask.surveyId);
    if (survey) waiting.push({ ...ask, survey });
  }
  return waiting;
};

/** Lets somebody be reminded at another time. */
export const remindAgain = async (trx: Db, id: number, at: number): Promise<void> => {
  await trx.updateTable('survey_ask').set({ remind_at: at }).where('id', '=', id).execute();
};

/** Takes back that somebody was asked. */
export const dropAsk = async (trx: Db, id: number): Promise<void> => {
  await trx.deleteFrom('survey_ask').where('id', '=', id).execute();
};

/** Somebody who is to be asked as soon as they may be. */
export type WaitingAsk = SurveyAsk & { readonly createdAt: number; readonly survey: Survey };

/** Somebody who was asked and is to be reminded. */
export type DueReminder = SurveyAsk & { readonly askedAt: number; readonly survey: Survey };

/** Returns the people whose reminder is due and who have not answered, at most `limit`, and notes that they need none any more. */
export const takeReminders = async (trx: Db, now: number, limit: number): Promise<readonly DueReminder[]> => {
  const found = await sql<SurveyAsk & { readonly askedAt: number }>`
    update survey_ask k set remind_at = null where id in (
      select id from survey_ask where remind_at <= ${now} order by remind_at limit ${limit} for update skip locked)
    returning k.id, k.survey_id as "surveyId", k.person_id as "personId", k.room_id as "roomId", k.language,
      k.asked_at as "askedAt"`.execute(trx);
  const due: DueReminder[] = [];
  for (const ask of found.rows) {
    const survey = await surveyById(trx, ask.surveyId);
    if (!survey || survey.endedAt !== null || ask.personId === null) continue;
    if (!(await lockAnswer(trx, ask.surveyId, ask.personId))) due.push({ ...ask, survey });
  }
  return due;
};
