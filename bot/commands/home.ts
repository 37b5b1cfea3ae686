import type { Language } from '../../core/language.ts';
import { cardText, customerMessage, type OutboundMessage } from '../../core/messages.ts';
import { dayMs } from '../../core/time.ts';
import type { Db } from '../../db/connect.ts';
import { listCustomers } from '../../db/customer-lists.ts';
import { openFollowUps, openPromises } from '../../db/follow-ups.ts';
import type { Company } from '../ingest/context.ts';
import { homeCard, strangerCard } from '../view/home-card.ts';
import type { Asker } from './command.ts';

const mostFollowUps = 8;
const mostPromises = 8;
const mostCustomers = 15;

/** Returns what the own page of a member shows at `at`; of a manager the whole company's, of a stranger nothing. */
export const homeMessage = async (
  db: Db,
  company: Company,
  asker: Asker | undefined,
  at: number,
  language: Language,
): Promise<OutboundMessage> => {
  if (!asker) {
    const card = strangerCard(language);
    return customerMessage(card);
  }
  const { scope } = asker;
  const { customers, total } = await listCustomers(db, { scope, order: 'risk', limit: mostCustomers });
  const facts = {
    name: asker.name,
    all: scope.owners === 'all',
    followUps: await openFollowUps(db, scope, mostFollowUps),
    promises: await openPromises(db, scope, at - 14 * dayMs, mostPromises),
    customers,
    total,
    at,
  };
  const card = homeCard(facts, company, language);
  return { audience: 'person', text: cardText(card), card };
};
