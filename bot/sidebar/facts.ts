import { type Language, toLanguage } from '../../core/language.ts';
import { detectLanguage } from '../../core/text/language.ts';
import { excerpt, percent } from '../../core/words.ts';
import type { Db } from '../../db/connect.ts';
import { followUpsOf, promisesOf } from '../../db/follow-ups.ts';
import { type Evidence, evidenceFor } from '../../db/interactions.ts';
import type { Company } from '../ingest/context.ts';
import { type CustomerView, viewCustomer } from '../view/customer-view.ts';
import { showEvidence } from '../view/evidence.ts';
import { ruleName, showRuleReason, showStage, showStageReason } from '../view/stage.ts';
import { showAgo, showDate, showTime } from '../view/time.ts';
import { type DraftCause, draftFor } from './draft.ts';
import type { KnownPlace } from './place.ts';

/** What is looked at: which customer, beside which chat, for a reader of which language. */
export type Look = {
  readonly db: Db;
  readonly company: Company;
  readonly place: KnownPlace;
  readonly customerId: number;
  readonly now: number;
  readonly language: Language;
};

const quoteOf = (evidence: Evidence | undefined, company: Company, language: Language) =>
  evidence && {
    text: showEvidence(evidence, company, language),
    source: [evidence.person, showTime(evidence.at, company.zone)].filter(Boolean).join(' · '),
  };

/** Words may come back in a draft only where those who read it have read them already. */
const mayQuote = (evidence: Evidence | undefined, place: KnownPlace): boolean =>
  evidence?.roomId !== undefined &&
  evidence.roomId !== null &&
  (evidence.roomId === place.id || evidence.roomId.endsWith(`/${place.id}`));

const causesOf = (
  { state }: CustomerView,
  promises: Awaited<ReturnType<typeof promisesOf>>,
  evidence: ReadonlyMap<string, Evidence>,
  { place, now }: Look,
): readonly DraftCause[] => {
  const quoted = (key: string, words: string | null | undefined): { readonly words?: string } =>
    words && mayQuote(evidence.get(key), place) ? { words } : {};
  const [broken] = promises.filter(
    (each) => each.status === 'broken' && state.brokenPromises.some(({ key }) => key === each.key),
  );
  const [open] = promises.filter((each) => each.status === 'open');
  const question = state.openQuestions.at(-1);
  const runsOut = state.renewals.some(({ dueAt }) => dueAt > now && dueAt < now + 30 * 86_400_000);
  const silent = ['R1', 'R7', 'R24'].some((rule) => state.warnings[rule] !== undefined);
  return [
    ...(state.openComplaint ? [{ kind: 'complaint' } as const] : []),
    ...(broken ? [{ kind: 'broken-promise', ...quoted(broken.key, broken.phrase) } as const] : []),
    ...(question
      ? [{ kind: 'question', ...quoted(question.key, evidence.get(question.key)?.quote) } as const]
      : []),
    ...(open ? [{ kind: 'promise', ...quoted(open.key, open.phrase) } as const] : []),
    ...(runsOut ? [{ kind: 'renewal' } as const] : []),
    ...(silent ? [{ kind: 'silence' } as const] : []),
  ];
};

/** The customer's language: as somebody set it, else as they last wrote, else the reader's. */
const languageOf = async (
  { db, place, customerId, language }: Look,
  lastSaid: Evidence | undefined,
): Promise<Language> => {
  const own = await db
    .selectFrom('customer')
    .select('language')
    .where('id', '=', customerId)
    .executeTakeFirst();
  const set = own?.language ?? place.room?.language;
  if (set) return toLanguage(set);
  return lastSaid?.quote ? detectLanguage(lastSaid.quote) : language;
};

/**
 * Returns what the sidebar shows of a customer: who it is, the stage and why, what is open, and a draft of what to write.
 * Everything is in words, in the reader's language; the draft is in the customer's.
 */
export const factsOf = async (look: Look) => {
  const { db, company, place, customerId, now, language } = look;
  const { zone, rules } = company;
  const view = await viewCustomer(db, company, customerId, now, now);
  const { customer, state, assessment: figures, moves } = view;
  const followUps = await followUpsOf(db, customerId);
  const promises = await promisesOf(db, customerId);
  const keys = [
    ...Object.values(state.warnings).flatMap((each) => each.evidence.slice(0, 1)),
    ...followUps.flatMap((each) => each.evidence.slice(0, 1)),
    ...state.openQuestions.map((each) => each.key),
    ...promises.map((each) => each.key),
    ...(state.lastIn ? [state.lastIn.key] : []),
  ];
  const evidence = await evidenceFor(db, customerId, [...new Set(keys)]);
  const last = moves.at(-1);
  const person =
    customer.kind === 'person' ? customer.name : place.kind === 'contact' ? place.name : undefined;
  const draftLanguage = await languageOf(look, evidence.get(state.lastIn?.key ?? ''));
  const draft = draftFor(causesOf(view, promises, evidence, look), person, draftLanguage);
  return {
    id: customer.id,
    name: customer.name,
    ...(place.kind === 'contact' && place.name !== undefined && place.name !== customer.name
      ? { person: place.name }
      : {}),
    ...(customer.ownerName === null ? {} : { owner: customer.ownerName }),
    stage: {
      name: showStage(state.stage, company.model, language),
      ...(state.stageSince > 0 ? { since: showDate(state.stageSince, zone) } : {}),
      why: showStageReason(last?.rule ?? state.stageRule, last?.numbers ?? {}, language, rules),
    },
    health: figures.health.score,
    churn: percent(figures.churn.probability),
    ...(state.lastIn ? { heard: showAgo(state.lastIn.at, now, language) } : {}),
    warnings: Object.entries(state.warnings).map(([rule, { numbers, evidence: behind }]) => ({
      name: ruleName(rule, language, rules),
      why: showRuleReason(rule, numbers, language, rules),
      quote: quoteOf(evidence.get(behind[0] ?? ''), company, language),
    })),
    followUps: followUps.map((each) => ({
      id: each.id,
      name: ruleName(each.rule, language, rules),
      why: showRuleReason(each.rule, each.numbers, language, rules),
      advice: rules.find((rule) => rule.id === each.rule)?.followUp?.advice[language],
      quote: quoteOf(evidence.get(each.evidence[0] ?? ''), company, language),
      ...(each.dueAt === null ? {} : { due: showTime(each.dueAt, zone), late: each.dueAt < now }),
    })),
    promises: promises
      .filter((each) => each.status === 'open' || each.status === 'broken')
      .map((each) => ({
        text: each.phrase,
        by: each.by ?? '',
        ...(each.dueAt === null ? {} : { due: showTime(each.dueAt, zone) }),
        late: each.status === 'broken',
      })),
    questions: state.openQuestions.flatMap(({ key, at }) => {
      const asked = evidence.get(key);
      return asked?.quote
        ? [{ text: excerpt(asked.quote), by: asked.person ?? '', at: showAgo(at, now, language) }]
        : [];
    }),
    draft: { ...draft, language: draftLanguage },
  };
};
