import { sql } from 'kysely';
import type { SurveyKind } from '../core/survey/survey.ts';
import type { Db } from './connect.ts';

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
