import { dayMs } from '../time.ts';
import { keepLast, monthOf, noteActivity } from './activity.ts';
import { askedBy } from './asked-by.ts';
import { endContract, takeOrder, takeRefund, takeRenewal, takeSurvey, takeUse } from './commerce.ts';
import type { Scene } from './context.ts';
import type { Interaction, InteractionKind, MessageFacts } from './interaction.ts';
import { forgetPromises, movePromise, settlePromises } from './promises.ts';
import { weightOf } from './refine.ts';
import { addFeeling } from './sentiment-mean.ts';
import type { CustomerState, Mark } from './state.ts';

type Of<Kind extends InteractionKind> = Extract<Interaction, { kind: Kind }>;
type Absorbers = {
  readonly [Kind in InteractionKind]: (state: CustomerState, interaction: Of<Kind>, scene: Scene) => void;
};

const mostPlaces = 200;

const arrive = (state: CustomerState, places: readonly string[]): void => {
  const fresh = places.filter((place) => !state.present.includes(place));
  if (fresh.length > 0) state.present = [...state.present, ...fresh].slice(-mostPlaces);
};

const depart = (state: CustomerState, mark: Mark, places: readonly string[]): void => {
  state.present = state.present.filter((place) => !places.includes(place));
  if (state.present.length === 0) state.gone = mark;
};

const complain = (state: CustomerState, mark: Mark): void => {
  state.complaints.push(mark);
  keepLast(state.complaints, 20);
  state.openComplaint ??= mark;
};

/** What is acknowledged sooner than this was the promise itself, not its delivery. */
const deliveryMs = 2 * 60 * 60 * 1000;

/** A question that nobody answered for this long is answered elsewhere or no more. */
const staleQuestionMs = 14 * dayMs;

const hearCustomer = (state: CustomerState, mark: Mark, facts: MessageFacts, scene: Scene): void => {
  state.said ??= mark;
  if (facts.thanks && !facts.question) state.openQuestions = [];
  if (facts.question) {
    const month = monthOf(state, mark.at, scene);
    month.questions++;
    month.services++;
    const stale = mark.at - staleQuestionMs;
    state.openQuestions = [...state.openQuestions.filter((each) => each.at > stale), mark];
    // The oldest waits longest and the latest are fresh; what is between says nothing new.
    if (state.openQuestions.length > 10) state.openQuestions.splice(1, 1);
  }
  if (facts.complaint) complain(state, mark);
  if (facts.reason) {
    state.reasons.push({ ...mark, reason: facts.reason });
    keepLast(state.reasons, 12);
  }
  if (facts.received) {
    settlePromises(state, facts.delivery, ({ madeAt }) => mark.at - madeAt >= deliveryMs);
  }
  if (facts.pleasantry) return;
  addFeeling(state, mark.at, facts.score, weightOf(facts));
  if (facts.label === 'neutral') return;
  state.feelings.push({ ...mark, score: facts.score });
  keepLast(state.feelings, 12);
};

const answerQuestions = (state: CustomerState, at: number, { calendar, book }: Scene): void => {
  const first = state.openQuestions[0];
  if (!first) return;
  const waited = calendar.businessMinutesBetween(first.at, at);
  state.replies.count++;
  state.replies.businessMinutes += waited;
  if (waited > book.answerMinutes(state.tier)) state.replies.late++;
  state.openQuestions = [];
};

const close = (state: CustomerState, key: string, at: number): void => {
  const followUp = state.followUps.find((each) => each.key === key);
  if (!followUp) return;
  state.followUps = state.followUps.filter((each) => each !== followUp);
  state.dismissed[followUp.rule] = { at, evidence: followUp.evidence };
};

/** We really spoke to them: whatever we were asked to follow up, we have. */
const settle = (state: CustomerState, at: number, scene: Scene): void => {
  for (const followUp of state.followUps) {
    if (followUp.asked || scene.rules.some((rule) => rule.id === followUp.rule && rule.endsWithReply))
      close(state, followUp.key, at);
  }
  state.openComplaint = null;
};

const hearUs = (state: CustomerState, mark: Mark, facts: MessageFacts, scene: Scene): void => {
  state.lastOut = mark;
  state.leadSince ??= mark;
  monthOf(state, mark.at, scene).ours++;
  // Thanks alone answer nothing; 好的 may well be what was asked for.
  if (!(facts.pleasantry && facts.thanks)) answerQuestions(state, mark.at, scene);
  if (facts.delivered) settlePromises(state, facts.delivery, () => true);
  if (facts.promise) {
    const { phrase, dueAt } = facts.promise;
    state.promises.push({
      key: mark.key,
      phrase,
      madeAt: mark.at,
      ...(dueAt === undefined ? {} : { dueAt }),
    });
  }
  if (facts.pleasantry) return;
  settle(state, mark.at, scene);
  if (state.said) state.touched ??= mark;
  if (state.lastIn) state.awaiting = mark;
};

/** One playbook has one open at a time: what it asks for later takes the place of what it asked for before. */
const ask = (state: CustomerState, { key, at, data }: Of<'follow-up-asked'>): void => {
  const rule = askedBy(data.playbook);
  const asked = {
    key,
    rule,
    since: at,
    numbers: {},
    evidence: [key],
    dueAt: data.dueAt,
    asked: true,
  } as const;
  state.followUps = [...state.followUps.filter((each) => each.rule !== rule), asked];
};

const nothing = (): void => undefined;

const absorbers: Absorbers = {
  message: (state, { key, at, direction, data }, scene) => {
    const mark = { at, key };
    if (direction === 'out') {
      if (!data.recalled) hearUs(state, mark, data, scene);
      return;
    }
    if (data.place !== undefined) arrive(state, [data.place]);
    noteActivity(state, mark, scene);
    if (!data.recalled) hearCustomer(state, mark, data, scene);
  },
  edited: nothing,
  recalled: nothing,
  'sentiment-correction': nothing,
  'model-reading': nothing,
  withdrawn: nothing,
  reaction: (state, { key, at, direction, data }, scene) => {
    if (data.place !== undefined) arrive(state, [data.place]);
    if (direction === 'in') noteActivity(state, { at, key }, scene);
  },
  joined: (state, { key, at, data }, scene) => {
    arrive(state, data.places);
    noteActivity(state, { at, key }, scene);
  },
  left: (state, { key, at, data }) => depart(state, { at, key }, data.places),
  present: (state, { data }) => arrive(state, data.places),
  'peer-reply': (state) => {
    state.openQuestions = [];
  },
  order: takeOrder,
  refund: takeRefund,
  complaint: (state, { key, at }, scene) => {
    noteActivity(state, { at, key }, scene);
    complain(state, { at, key });
  },
  visit: (state, { key, at }, scene) => {
    noteActivity(state, { at, key }, scene);
    state.touched ??= { at, key };
    monthOf(state, at, scene).services++;
  },
  note: nothing,
  call: (state, { key, at, direction, data }, scene) => {
    const mark = { at, key };
    const month = monthOf(state, at, scene);
    month.services++;
    if (direction === 'in') {
      noteActivity(state, mark, scene);
    } else {
      state.lastOut = mark;
      state.leadSince ??= mark;
      month.ours++;
    }
    // Nobody answered a call of no minutes.
    if (data.minutes === 0) return;
    state.touched ??= mark;
    answerQuestions(state, at, scene);
    settle(state, at, scene);
  },
  'renewal-due': takeRenewal,
  'contract-ended': endContract,
  'survey-answer': takeSurvey,
  rsvp: (state, { key, at }, scene) => noteActivity(state, { at, key }, scene),
  attended: (state, { key, at }, scene) => {
    noteActivity(state, { at, key }, scene);
    state.touched ??= { at, key };
    monthOf(state, at, scene).services++;
  },
  voted: (state, { key, at }, scene) => noteActivity(state, { at, key }, scene),
  'product-use': takeUse,
  'campaign-sent': (state, { at, data }, scene) => {
    state.mailed = { at, ...data };
    monthOf(state, at, scene).campaignsSent++;
  },
  'campaign-opened': (state, { at }, scene) => {
    monthOf(state, at, scene).campaignsOpened++;
  },
  'campaign-replied': (state, { key, at }, scene) => {
    noteActivity(state, { at, key }, scene);
    state.mailed = null;
    // Where nobody reports what was opened, an answer shows it.
    monthOf(state, at, scene).campaignsOpened++;
  },
  'coupon-issued': nothing,
  'coupon-redeemed': (state, { key, at }, scene) => noteActivity(state, { at, key }, scene),
  referral: (state, { key, at }, scene) => {
    noteActivity(state, { at, key }, scene);
    monthOf(state, at, scene).referrals++;
  },
  'contact-added': (state, { key, at }, scene) => {
    state.leadSince ??= { at, key };
    noteActivity(state, { at, key }, scene);
  },
  'contact-removed': (state, { key, at }) => {
    state.gone = { at, key };
  },
  'stage-override': (state, { data }) => {
    state.override = { stage: data.stage as CustomerState['stage'], untilAt: data.untilAt };
  },
  'follow-up-asked': ask,
  'follow-up-done': (state, { at, data }) => close(state, data.followUp, at),
  'follow-up-wrong': (state, { at, data }) => close(state, data.followUp, at),
  'follow-up-snoozed': (state, { data }) => {
    state.followUps = state.followUps.map((each) =>
      each.key === data.followUp ? { ...each, snoozedUntil: data.untilAt } : each,
    );
  },
  'promise-kept': (state, { data }) => forgetPromises(state, [data.promise]),
  'promise-dropped': (state, { data }) => forgetPromises(state, [data.promise]),
  'promise-moved': (state, { data }) => movePromise(state, data.promise, data.dueAt),
  'promise-noted': (state, { key, at, data: { phrase, dueAt } }) => {
    state.promises.push({ key, phrase, madeAt: at, ...(dueAt === undefined ? {} : { dueAt }) });
  },
  'questions-settled': (state) => {
    state.openQuestions = [];
  },
};

/** Takes one interaction's facts into `state` (a draft that belongs to the fold). Decides nothing. */
export const absorb = (state: CustomerState, interaction: Interaction, scene: Scene): void => {
  state.interactions++;
  // Being in a room is no interaction yet.
  if (interaction.kind !== 'present' && state.firstAt === null) {
    state.firstAt = interaction.at;
    state.firstKey = interaction.key;
  }
  state.lastAt = interaction.at;
  const absorber = absorbers[interaction.kind] as (
    state: CustomerState,
    interaction: Interaction,
    scene: Scene,
  ) => void;
  absorber(state, interaction, scene);
};
