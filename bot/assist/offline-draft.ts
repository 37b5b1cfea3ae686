import type { Language } from '../../core/language.ts';
import type { CardBlock } from '../../core/messages.ts';
import { detectLanguage } from '../../core/text/language.ts';
import { findStyle, inStyle } from '../../core/text/style.ts';
import { dayMs } from '../../core/time.ts';
import { keepDraft, wordsOfMember } from '../../db/drafts.ts';
import { followUpsOf, type OpenFollowUpRow, promisesOf } from '../../db/follow-ups.ts';
import { evidenceFor, linesOf } from '../../db/interactions.ts';
import { urgenciesOf } from '../follow-ups/urgencies.ts';
import { type DraftCause, draftFor } from '../sidebar/draft.ts';
import { viewCustomer } from '../view/customer-view.ts';
import type { AssistLook } from './assist.ts';
import { causeOf } from './causes.ts';

const lastLines = 12;
const ownWords = 60;

/** What a follow-up is about, with the customer's question or what we promised in its own words. */
const causeOfFollowUp = async (
  { db, company, customer }: AssistLook,
  { rule, evidence }: OpenFollowUpRow,
): Promise<readonly DraftCause[]> => {
  const test = company.rules.find((each) => each.id === rule)?.test;
  if (!test) return [];
  if (test.kind === 'broken-promise') {
    const promise = (await promisesOf(db, customer.id)).find((each) => evidence.includes(each.key));
    return [causeOf(test, promise?.phrase)];
  }
  const [first] = evidence;
  const found = first === undefined ? undefined : (await evidenceFor(db, customer.id, [first])).get(first);
  return [causeOf(test, found?.direction === 'in' ? (found.quote ?? undefined) : undefined)];
};

const silentDays = 30;

/** What stands between us now, where nothing asks for a follow-up yet. */
const causesNow = async ({ db, company, customer, now }: AssistLook): Promise<readonly DraftCause[]> => {
  const { state } = await viewCustomer(db, company, customer.id, now, now);
  const [asked] = state.openQuestions;
  if (asked) {
    const words = (await evidenceFor(db, customer.id, [asked.key])).get(asked.key)?.quote;
    return [{ kind: 'question', ...(words ? { words } : {}) }];
  }
  const silent = state.lastIn !== null && now - state.lastIn.at > silentDays * dayMs;
  return silent ? [{ kind: 'silence' }] : [];
};

/** Returns what a message to the customer would be about: what the follow-up asks for, or the most urgent open one does. */
export const causesFor = async (
  look: AssistLook,
  followUp?: OpenFollowUpRow,
): Promise<readonly DraftCause[]> => {
  if (followUp) return causeOfFollowUp(look, followUp);
  const urgency = urgenciesOf(look.company.rules);
  const [first] = [...(await followUpsOf(look.db, look.customer.id))].sort(
    (a, b) => (urgency[b.rule] ?? 0) - (urgency[a.rule] ?? 0),
  );
  return first ? causeOfFollowUp(look, first) : causesNow(look);
};

/** Returns the button that gives a draft's text alone, to be copied; none at the terminal. */
export const copyButton = async (
  { db, customer, askerId, now, language }: AssistLook,
  text: string,
): Promise<readonly CardBlock[]> => {
  if (askerId === null) return [];
  const id = await keepDraft(db, { customerId: customer.id, memberId: askerId, at: now, text });
  const label = language === 'zh' ? '复制正文' : 'Copy the text';
  return [
    { kind: 'buttons', buttons: [{ label, action: 'draft-copy', value: String(id), style: 'primary' }] },
  ];
};

/**
 * Returns a draft made without a model: fixed words made for customers and what was said in the conversation, in the
 * language that the customer writes and with the greeting and ending that the asker uses.
 */
export const writeOffline = async (
  look: AssistLook,
  causes: readonly DraftCause[],
  language: Language,
): Promise<string> => {
  const { db, customer, askerId } = look;
  const theirs = (await linesOf(db, customer.id, ['message'], lastLines)).filter(
    (each) => each.direction === 'in',
  );
  const name = customer.kind === 'person' ? customer.name : (theirs.at(-1)?.person ?? undefined);
  const own = askerId === null ? [] : await wordsOfMember(db, askerId, ownWords);
  const style = findStyle(
    own.filter((each) => detectLanguage(each) === language),
    language,
  );
  return inStyle(draftFor(causes, name, language).text, style, language);
};
