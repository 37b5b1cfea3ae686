import type { Logger } from 'pino';
import { type Language, toLanguage } from '../../core/language.ts';
import type { Db } from '../../db/connect.ts';
import { maySendCustomer } from '../../db/models/bans.ts';
import { conversationOf } from '../../db/models/conversation.ts';
import { otherCustomersIn } from '../../db/models/names.ts';
import { draftOf, type OpenDraft, openDrafts, storeDraft, wantDraft } from '../../db/playbook-drafts.ts';
import { care } from '../../prompts/care.ts';
import { isGrounded } from '../../prompts/grounding.ts';
import type { Clock } from '../clock.ts';
import type { Model } from '../models/model.ts';
import { armOfWalk } from './arms.ts';
import type { PlaybookRunner } from './runner.ts';
import { noteStep, type Walk } from './walk.ts';

/** So long a message waits for the model; then its fixed words stand. */
const patienceMs = 10 * 60_000;
/** A prompt takes no longer occasion. */
const longestFixed = 300;

/**
 * Returns the words of a walk's message, which would read `fixed`: a model's where a lead approved that for this version and
 * the model has written any, else the fixed ones. Undefined while it is waited for, {@link waitForDraft}.
 */
export const wordsOfStep = async (
  trx: Db,
  { hasModel }: PlaybookRunner,
  walk: Walk,
  fixed: string,
  language: Language,
): Promise<string | undefined> => {
  const { task, stored, at } = walk;
  if (task?.step.do !== 'message' || !task.step.model || !hasModel || fixed.length > longestFixed)
    return fixed;
  const draft = await draftOf(trx, stored.id, task.index);
  if (draft) return draft.words || fixed;
  if (((await armOfWalk(trx, walk)) ?? 'treated') !== 'treated') return fixed;
  const wanted = { runId: stored.id, step: task.index, language, fixed };
  return (await wantDraft(trx, wanted, at)) ? undefined : fixed;
};

/** Lets a walk wait until its message is written, for ten minutes at most. */
export const waitForDraft = (walk: Walk): void => {
  noteStep(walk, 'held', 'draft');
  walk.run = { ...walk.run, heldSince: walk.run.heldSince ?? walk.at, wakeAt: walk.at + patienceMs };
  walk.task = undefined;
};

/** What writing drafts needs. */
export type Drafting = {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Logger;
  readonly model: Model;
};

const atOnce = 8;
/** How we wrote to the customer: so many of our messages among their latest, and so much of each. */
const [lookedThrough, mostTone, longestTone] = [30, 8, 400];

/**
 * What the model makes of one message; '' where the fixed words stand. It is given those words and how we wrote to this
 * customer, and nothing that the customer wrote or that others were told: so nobody can talk it into a promise, and nothing
 * of another customer is there to be repeated. Figures, links and codes are those of the fixed words alone.
 */
const write = async ({ db, clock, model }: Drafting, draft: OpenDraft): Promise<string> => {
  const { customerId, coupon, fixed, language } = draft;
  if (!(await maySendCustomer(db, customerId))) return '';
  const spoken = await conversationOf(db, customerId, clock.now(), lookedThrough);
  const tone = spoken
    .filter((each) => each.direction === 'out')
    .slice(-mostTone)
    .map((each) => each.text.slice(0, longestTone));
  const outcome = await model.call(
    care,
    { occasion: fixed, messages: [], tone },
    { language: toLanguage(language), customerId, patienceMs: 20_000 },
  );
  if (outcome.status === 'failed') return '';
  const { text } = outcome.output;
  if (isGrounded(text, fixed)) return '';
  const names = await otherCustomersIn(db, text, customerId);
  if (names.some((name) => !fixed.toLowerCase().includes(name.toLowerCase()))) return '';
  // A code that is not there, or another, would be worth nothing.
  return coupon !== null && fixed.includes(coupon) && !text.includes(coupon) ? '' : text;
};

/** Has a model write the messages that runs wait for, several at once. Returns how many there were. */
export const writeDrafts = async (drafting: Drafting): Promise<number> => {
  const { db, clock, log } = drafting;
  const open = await openDrafts(db, atOnce);
  await Promise.all(
    open.map(async (draft) => {
      const words = await write(drafting, draft).catch((error: unknown) => {
        log.warn(
          { run: draft.runId, err: error },
          'a message of a playbook could not be written by the model',
        );
        return '';
      });
      await db.transaction().execute((trx) => storeDraft(trx, draft, words, clock.now()));
    }),
  );
  return open.length;
};
