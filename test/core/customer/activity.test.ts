import { describe, expect, test } from 'vitest';
import { activityKinds } from '../../../core/customer/activity.ts';
import { fold } from '../../../core/customer/fold.ts';
import type { Interaction, InteractionKind } from '../../../core/customer/interaction.ts';
import { initialState } from '../../../core/customer/state.ts';
import { at, company } from '../../support/given.ts';

const said = { score: 0, label: 'neutral', confidence: 1 } as const;
/** One of each kind, so that none can be forgotten. */
const samples: { readonly [Kind in InteractionKind]: Extract<Interaction, { kind: Kind }>['data'] } = {
  message: said,
  edited: { ...said, target: 'x' },
  recalled: { target: 'x' },
  'sentiment-correction': { target: 'x', by: 'rep', reading: null },
  'model-reading': { target: 'x', by: 'labels@1', reading: said },
  withdrawn: { target: 'x', by: 'rep' },
  reaction: { emoji: '👍', target: 'x' },
  joined: { places: ['room/alice'] },
  left: { places: ['room/alice'] },
  present: { places: ['room/alice'] },
  'peer-reply': {},
  order: { amount: 10 },
  refund: { amount: 10 },
  complaint: {},
  visit: {},
  note: {},
  call: {},
  'renewal-due': { dueAt: at('2025-06-01') },
  'contract-ended': {},
  'survey-answer': { satisfaction: 50 },
  rsvp: { event: 'evening', answer: 'yes' },
  attended: {},
  voted: {},
  'product-use': {},
  'campaign-sent': {},
  'campaign-opened': {},
  'campaign-replied': {},
  'coupon-issued': {},
  'coupon-redeemed': {},
  referral: {},
  'contact-added': {},
  'contact-removed': {},
  'stage-override': { stage: 'growing', untilAt: at('2025-06-01'), by: 'rep' },
  'follow-up-asked': { playbook: 'x', text: { zh: 'x', en: 'x' }, dueAt: at('2025-06-01') },
  'follow-up-done': { followUp: 'x', by: 'rep' },
  'follow-up-wrong': { followUp: 'x', by: 'rep' },
  'follow-up-snoozed': { followUp: 'x', by: 'rep', untilAt: at('2025-06-01') },
  'promise-kept': { promise: 'x', by: 'rep' },
  'promise-dropped': { promise: 'x', by: 'rep' },
  'promise-moved': { promise: 'x', by: 'rep', dueAt: at('2025-06-01') },
  'promise-noted': { phrase: 'x', by: 'rep' },
  'questions-settled': { by: 'rep' },
};

describe.each(Object.keys(samples) as InteractionKind[])('%s', (kind) => {
  test.each(['in', 'out', 'none'] as const)(
    'in the direction "%s" is an active day exactly where the list says so',
    (direction) => {
      const interaction = { key: 'one', at: at('2025-03-03 10:00'), kind, direction, data: samples[kind] };
      const { state } = fold(initialState(), [interaction as Interaction], company);
      const listed =
        activityKinds.always.includes(kind) ||
        (direction !== 'out' && activityKinds.unlessOurs.includes(kind)) ||
        (direction === 'in' && activityKinds.incoming.includes(kind));
      expect(state.activeDays).toBe(listed ? 1 : 0);
      expect(state.lastIn === null).toBe(!listed);
    },
  );
});
