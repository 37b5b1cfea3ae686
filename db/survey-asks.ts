import { sql } from 'kysely';
import type { Language } from '../core/language.ts';
import type { SurveyKind } from '../core/survey/survey.ts';
import type { Db } from './connect.ts';
import { recordset } from './records.ts';
import { type Survey, surveyById } from './surveys.ts';

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

/** Puts a survey to many who are asked one after the other from `at` on; whose key was there before stays as they are. */
export const saveAsks = async (
  trx: Db,
  surveyId: number,
  asks: readonly (Pick<SurveyAsk, 'personId' | 'roomId' | 'language'> & { readonly key: string })[],
  at: number,
): Promise<void> => {
  const kinds = { key: 'text', personId: 'bigint', roomId: 'bigint', language: 'text' } as const;
  await sql`insert into survey_ask (survey_id, key, person_id, room_id, created_at, retry_at, language)
    select ${surveyId}::bigint, key, "personId", "roomId", ${at}::bigint, ${at}::bigint, language
    from ${recordset(asks, kinds)} on conflict (key) do nothing`.execute(trx);
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

/** Takes those who wait to be asked and whose time has come, at most `limit`, the longest first; they wait no more. */
export const takeWaitingAsks = async (
  trx: Db,
  now: number,
  limit: number,
): Promise<readonly WaitingAsk[]> => {
  const found = await sql<SurveyAsk & { readonly createdAt: number }>`
    update survey_ask k set retry_at = null where id in (
      select id from survey_ask where retry_at <= ${now} order by retry_at, id limit ${limit} for update skip locked)
    returning k.id, k.survey_id as "surveyId", k.person_id as "personId", k.room_id as "roomId", k.language,
      k.created_at as "createdAt"`.execute(trx);
  return withSurveys(trx, found.rows);
};

/** Adds to each ask its survey, each of which is read once. */
const withSurveys = async <Asked extends SurveyAsk>(
  trx: Db,
  asks: readonly Asked[],
): Promise<readonly (Asked & { readonly survey: Survey })[]> => {
  const surveys = new Map<number, Survey>();
  for (const id of new Set(asks.map((each) => each.surveyId))) {
    const survey = await surveyById(trx, id);
    if (survey) surveys.set(id, survey);
  }
  return asks.flatMap((ask) => {
    const survey = surveys.get(ask.surveyId);
    return survey ? [{ ...ask, survey }] : [];
  });
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
export type DueReminder = SurveyAsk & {
  readonly personId: number;
  readonly askedAt: number;
  readonly survey: Survey;
};

/** Takes the people whose reminder is due and who have not answered, at most `limit`; they need none any more. */
export const takeReminders = async (trx: Db, now: number, limit: number): Promise<readonly DueReminder[]> => {
  const found = await sql<SurveyAsk & { readonly askedAt: number; readonly answered: boolean }>`
    update survey_ask k set remind_at = null where id in (
      select id from survey_ask where remind_at <= ${now} order by remind_at, id limit ${limit} for update skip locked)
    returning k.id, k.survey_id as "surveyId", k.person_id as "personId", k.room_id as "roomId", k.language,
      k.asked_at as "askedAt", exists (select from survey_answer a where a.survey_id = k.survey_id
        and a.person_id = k.person_id) as answered`.execute(trx);
  const due = await withSurveys(trx, found.rows);
  return due.flatMap(({ answered, personId, ...ask }) =>
    personId === null || answered || ask.survey.endedAt !== null ? [] : [{ ...ask, personId }],
  );
};
