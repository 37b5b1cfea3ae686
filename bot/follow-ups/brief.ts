import type { Language } from '../../core/language.ts';
import type { Card } from '../../core/messages.ts';
import { dayMs } from '../../core/time.ts';
import type { Db } from '../../db/connect.ts';
import { followUpsOf, promisesOf } from '../../db/follow-ups.ts';
import { evidenceFor, linesOf } from '../../db/interactions.ts';
import type { Company } from '../ingest/context.ts';
import { briefCard } from '../view/brief-card.ts';
import { viewCustomer } from '../view/customer-view.ts';

const lastLines = 6;
const lastNotes = 5;

/**
 * Returns what whoever takes a customer over needs to know, from what is stored: how the relationship stands and came
 * there, what is open on both sides, what is at risk, the last words and the notes. `by` gave the customer over.
 */
export const briefOf = async (
  db: Db,
  company: Company,
  customerId: number,
  now: number,
  language: Language,
  by?: string,
): Promise<Card> => {
  const view = await viewCustomer(db, company, customerId, now, now);
  const { openQuestions } = view.state;
  const asked = await evidenceFor(
    db,
    customerId,
    openQuestions.filter((each) => each.at > now - 14 * dayMs).map((each) => each.key),
  );
  const facts = {
    view,
    now,
    promises: (await promisesOf(db, customerId)).filter(
      ({ status }) => status === 'open' || status === 'broken',
    ),
    questions: [...asked.values()],
    followUps: await followUpsOf(db, customerId),
    lines: await linesOf(db, customerId, ['message'], lastLines),
    notes: await linesOf(db, customerId, ['note', 'call'], lastNotes),
    ...(by === undefined ? {} : { by }),
  };
  return briefCard(facts, company, language);
};
