import type { Db } from './connect.ts';

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
