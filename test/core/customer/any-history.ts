import fc from 'fast-check';
import type { FoldContext } from '../../../core/customer/context.ts';
import { evolve } from '../../../core/customer/fold.ts';
import type { Interaction, MessageFacts } from '../../../core/customer/interaction.ts';
import { initialState } from '../../../core/customer/state.ts';
import { stageKeys } from '../../../core/stages/stage.ts';
import type { ReasonClass } from '../../../core/text/churn-reason.ts';
import { at, company, day, fact, feeling, plain } from '../../support/given.ts';

const kinds = [
  'in',
  'in',
  'in',
  'out',
  'out',
  'edited',
  'recalled',
  'reaction',
  'joined',
  'left',
  'peer-reply',
  'order',
  'order',
  'refund',
  'complaint',
  'visit',
  'note',
  'contact-added',
  'contact-removed',
  'stage-override',
  'follow-up-asked',
  'follow-up-done',
  'follow-up-wrong',
  'follow-up-snoozed',
  'promise-kept',
  'promise-dropped',
  'promise-moved',
  'promise-noted',
  'questions-settled',
  'present',
  'call',
  'renewal-due',
  'contract-ended',
  'survey-answer',
  'rsvp',
  'attended',
  'voted',
  'product-use',
  'product-use',
  'campaign-sent',
  'campaign-sent',
  'campaign-opened',
  'campaign-replied',
  'coupon-issued',
  'coupon-redeemed',
  'referral',
  'sentiment-correction',
  'model-reading',
  'withdrawn',
] as const;

/** One step of a random history: how long after the one before, what, and which of the earlier things it is about. */
type Draw = {
  readonly kind: (typeof kinds)[number];
  readonly gapMs: number;
  readonly pick: number;
  readonly yes: boolean;
  readonly facts: MessageFacts;
  readonly spanMs: number;
  readonly amount: number;
};

const minute = 60_000;
const flag = fc.constantFrom(true, false, false);

const anyFacts: fc.Arbitrary<MessageFacts> = fc
  .record({
    score: fc.constantFrom(-1, -0.6, 0, 0.4, 1),
    question: flag,
    complaint: flag,
    pleasantry: flag,
    thanks: flag,
    delivered: flag,
    received: flag,
    reason: fc.constantFrom<ReasonClass | null>(null, null, null, 'price', 'service', 'competitor'),
  })
  .map(({ score, reason, ...flags }) => {
    const set = Object.fromEntries(Object.entries(flags).filter(([, value]) => value));
    return { ...(score === 0 ? plain : feeling(score)), ...set, ...(reason ? { reason } : {}) };
  });

const anyGap = fc.oneof(
  { weight: 1, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 20 * minute }) },
  { weight: 3, arbitrary: fc.integer({ min: minute, max: 3 * day }) },
  { weight: 2, arbitrary: fc.integer({ min: day, max: 40 * day }) },
  { weight: 1, arbitrary: fc.integer({ min: 30 * day, max: 200 * day }) },
);

const anyDraw: fc.Arbitrary<Draw> = fc.record({
  kind: fc.constantFrom(...kinds),
  gapMs: anyGap,
  pick: fc.nat(1000),
  yes: fc.boolean(),
  facts: anyFacts,
  spanMs: fc.integer({ min: -day, max: 20 * day }),
  amount: fc.constantFrom(0, 1, 99.5, 10_000, -40, 1e300, Number.MAX_VALUE),
});

const pickFrom = <Item>(list: readonly Item[], pick: number): Item | undefined => list[pick % list.length];

/** Lets follow-ups and promises of the random customer be real ones: the history is folded while it is made. */
const build = (draws: readonly Draw[], context: FoldContext): readonly Interaction[] => {
  const history: Interaction[] = [];
  let state = initialState();
  let now = at('2024-11-04 09:30');
  draws.forEach((draw, index) => {
    now += draw.gapMs;
    const { kind, pick, yes, facts, spanMs, amount } = draw;
    // Keys in no order of time, so that equal times are sorted by something else than their arrival.
    const name = `${(index * 7919) % 1000}`;
    const messages = history.filter((each) => each.kind === 'message');
    const target = pickFrom(messages, pick)?.key ?? 'nothing';
    const followUp = pickFrom(state.followUps, pick)?.key ?? 'nothing';
    const promise = pickFrom([...state.promises, ...state.brokenPromises], pick)?.key ?? 'nothing';
    const made = ((): Interaction => {
      switch (kind) {
        case 'in':
          return fact('message', name, now, 'in', facts);
        case 'out':
          return fact('message', name, now, 'out', {
            ...facts,
            ...(yes ? { promise: { phrase: name, ...(pick % 3 ? { dueAt: now + spanMs } : {}) } } : {}),
          });
        case 'edited':
          return fact('edited', name, now, 'in', { ...facts, target });
        case 'recalled':
          return fact('recalled', name, now, 'in', { target });
        case 'reaction':
          return fact('reaction', name, now, yes ? 'in' : 'out', { emoji: '👍', target });
        case 'joined':
          return fact('joined', name, now, 'in', { places: [`r|${pick % 3}`] });
        case 'left':
          return fact('left', name, now, 'in', { places: [`r|${pick % 3}`] });
        case 'present':
          return fact('present', name, now, 'none', { places: [`r|${pick % 3}`] });
        case 'call':
          return fact('call', name, now, yes ? 'in' : 'out', pick % 3 ? { minutes: pick % 5 } : {});
        case 'renewal-due':
          return fact('renewal-due', name, now, 'none', {
            dueAt: now + 5 * spanMs,
            ...(yes ? { what: `contract ${pick % 3}` } : {}),
          });
        case 'contract-ended':
          return fact('contract-ended', name, now, 'none', yes ? { what: `contract ${pick % 3}` } : {});
        case 'survey-answer':
          return fact('survey-answer', name, now, 'in', {
            ...(pick % 5 ? { satisfaction: amount } : {}),
            ...(pick % 2 ? { scale: yes ? 'nps' : 'csat' } : {}),
            ...(pick % 3
              ? {}
              : { replaces: history.findLast((each) => each.kind === kind)?.key ?? 'nothing' }),
          });
        case 'rsvp':
          return fact('rsvp', name, now, 'in', { event: 'evening', answer: yes ? 'yes' : 'no' });
        case 'attended':
        case 'voted':
          return fact(kind, name, now, 'in', {});
        case 'product-use':
          return fact('product-use', name, now, 'in', yes ? { times: amount } : {});
        case 'campaign-sent':
        case 'coupon-issued':
          return fact(kind, name, now, 'out', {});
        case 'sentiment-correction':
          return fact('sentiment-correction', name, now, 'none', {
            target,
            by: 'rep',
            reading: yes ? feeling(pick % 2 ? 0.9 : -0.9) : null,
          });
        case 'model-reading':
          return fact('model-reading', name, now, 'none', {
            target,
            by: 'labels@1',
            reading: feeling(yes ? 0.9 : -0.9),
          });
        case 'withdrawn':
          return fact(kind, name, now, 'none', { target, by: 'rep' });
        case 'order':
        case 'refund':
          return fact(kind, name, now, 'in', { amount });
        case 'stage-override':
          return fact(kind, name, now, 'none', {
            stage: stageKeys[pick % stageKeys.length] ?? 'new',
            untilAt: now + spanMs,
            by: 'rep',
          });
        case 'follow-up-asked':
          return fact(kind, name, now, 'none', {
            playbook: 'renewal',
            text: { zh: name, en: name },
            dueAt: now + 1 + Math.abs(spanMs),
          });
        case 'follow-up-done':
        case 'follow-up-wrong':
          return fact(kind, name, now, 'none', { followUp, by: 'rep' });
        case 'follow-up-snoozed':
          return fact(kind, name, now, 'none', { followUp, by: 'rep', untilAt: now + spanMs });
        case 'promise-kept':
        case 'promise-dropped':
          return fact(kind, name, now, 'none', { promise, by: 'rep' });
        case 'promise-moved':
          return fact(kind, name, now, 'none', { promise, by: 'rep', dueAt: now + spanMs });
        case 'promise-noted':
          return fact(kind, name, now, 'none', { phrase: name, by: 'rep', dueAt: now + spanMs });
        case 'questions-settled':
          return fact(kind, name, now, 'none', { by: 'rep' });
        default:
          return fact(kind, name, now, 'in', {});
      }
    })();
    history.push(made);
    state = evolve(state, made, context).state;
  });
  return history;
};

/** Random histories of every kind of interaction, with unique keys, equal times among them, in order of `at`. */
export const anyHistory = (
  options: { readonly context?: FoldContext; readonly most?: number } = {},
): fc.Arbitrary<readonly Interaction[]> =>
  fc
    .array(anyDraw, { minLength: 1, maxLength: options.most ?? 30 })
    .map((draws) => build(draws, options.context ?? company));
