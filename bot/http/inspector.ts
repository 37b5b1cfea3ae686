import { type Language, pick } from '../../core/language.ts';
import { stageNameIn, stageNames } from '../../core/stages/presets.ts';
import { excerpt, fill } from '../../core/words.ts';
import type { Db } from '../../db/connect.ts';
import { followUpsOf, promisesOf } from '../../db/follow-ups.ts';
import { type Evidence, evidenceFor, timelineOf } from '../../db/interactions.ts';
import type { Company } from '../ingest/context.ts';
import { viewCustomer } from '../view/customer-view.ts';
import { showEvidence, showKind } from '../view/evidence.ts';
import { reasonWords, showRfm, showTier, showWeight } from '../view/figures.ts';
import { ruleName, showRuleReason, showStage, showStageReason } from '../view/stage.ts';

const quoteOf = (evidence: Evidence, company: Company, language: Language) => ({
  id: evidence.key,
  at: evidence.at,
  quote: showEvidence(evidence, company, language),
  ...(evidence.person === null ? {} : { person: evidence.person }),
  ...(evidence.roomId === null ? {} : { roomId: evidence.roomId }),
  ...(evidence.messageId === null ? {} : { messageId: evidence.messageId }),
});

/** Returns everything the inspector shows about a customer now, in `language`, each figure with what is behind it. */
export const inspect = async (db: Db, company: Company, id: number, now: number, language: Language) => {
  const { customer, state, assessment: figures, moves } = await viewCustomer(db, company, id, now, now);
  const followUps = await followUpsOf(db, id);
  const promises = await promisesOf(db, id);
  const last = moves.at(-1);
  const keys = [
    ...Object.values(state.warnings).flatMap((each) => each.evidence),
    ...figures.health.parts.flatMap((each) => each.evidence),
    ...followUps.flatMap((each) => each.evidence),
    ...state.openQuestions.map((each) => each.key),
    ...figures.churn.reasons.flatMap((each) => each.evidence),
  ];
  const evidence = await evidenceFor(db, id, [...new Set(keys)]);
  const quotes = (list: readonly string[]) =>
    list.slice(0, 4).flatMap((key) => {
      const found = evidence.get(key);
      return found ? [quoteOf(found, company, language)] : [];
    });
  const timeline = await timelineOf(db, id, now, 50);
  return {
    id,
    name: customer.name,
    kind: customer.kind,
    demo: customer.demo,
    ...(customer.ownerName === null ? {} : { owner: { id: customer.ownerId, name: customer.ownerName } }),
    stage: {
      key: state.stage,
      name: pick(stageNames[state.stage], language),
      preset: pick(stageNameIn(company.model, state.stage), language),
      since: state.stageSince,
      rule: last?.rule ?? state.stageRule,
      why: showStageReason(last?.rule ?? state.stageRule, last?.numbers ?? {}, language, company.rules),
    },
    health: {
      score: figures.health.score,
      parts: figures.health.parts.map((part) => ({
        key: part.key,
        name: pick(part.name, language),
        score: part.score,
        weight: part.weight,
        why: fill(part.because, language, part.numbers),
        evidence: quotes(part.evidence),
      })),
    },
    sentiment: {
      now: figures.sentiment.mean,
      slope: figures.sentiment.slope,
      trend: state.feelings.map(({ at, score }) => ({ at, score })),
    },
    churn: {
      probability: figures.churn.probability,
      why: figures.churn.factors.map(
        (each) => `${showWeight(each)} · ${fill(each.because, language, each.numbers)}`,
      ),
      formula: pick(figures.churn.formula, language),
      reasons: figures.churn.reasons.map((each) => ({
        reason: pick(reasonWords[each.reason], language),
        evidence: quotes(each.evidence),
      })),
    },
    value: {
      amount: figures.value.amount,
      historic: figures.value.historic,
      alive: figures.value.alive,
      formula: pick(figures.value.formula, language),
      atRisk: figures.valueAtRisk,
    },
    tier: figures.tier,
    tierWhy: figures.tierFinding && showTier(figures.tierFinding, language),
    rfm: figures.rfm && showRfm(figures.rfm, language),
    warnings: Object.entries(state.warnings).map(([rule, warning]) => ({
      rule,
      name: ruleName(rule, language, company.rules),
      since: warning.since,
      why: showRuleReason(rule, warning.numbers, language, company.rules),
      evidence: quotes(warning.evidence),
    })),
    followUps: followUps.map((each) => ({
      id: each.id,
      rule: each.rule,
      title: ruleName(each.rule, language, company.rules),
      why: showRuleReason(each.rule, each.numbers, language, company.rules),
      openedAt: each.openedAt,
      ...(each.dueAt === null ? {} : { dueAt: each.dueAt }),
      status: each.status,
      ...(each.owner === null ? {} : { owner: each.owner }),
      evidence: quotes(each.evidence),
    })),
    promises: promises.map((each) => ({
      id: each.id,
      text: each.phrase,
      by: { id: each.byId, name: each.by ?? '' },
      madeAt: each.madeAt,
      ...(each.dueAt === null ? {} : { dueAt: each.dueAt }),
      status: each.status,
    })),
    questions: state.openQuestions.flatMap((mark) => {
      const found = evidence.get(mark.key);
      return found
        ? [{ id: mark.key, text: excerpt(found.quote ?? ''), askedBy: found.person ?? '', at: mark.at }]
        : [];
    }),
    moves: moves
      .map((move) => ({
        at: move.at,
        from: move.from,
        to: move.to,
        fromName: showStage(move.from, company.model, language),
        toName: showStage(move.to, company.model, language),
        rule: move.rule,
        why: showStageReason(move.rule, move.numbers, language, company.rules),
      }))
      .reverse(),
    timeline: timeline.map((each) => ({
      id: each.key,
      at: each.at,
      kind: each.kind,
      title: `${showKind(each.kind, language)}${each.person === null ? '' : ` · ${each.person}`}`,
      quote: showEvidence(each, company, language),
    })),
  };
};
