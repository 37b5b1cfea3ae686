import type { FoldContext } from './context.ts';
import type { Interaction, InteractionKind, MessageFacts } from './interaction.ts';
import { addFeeling } from './sentiment-mean.ts';
import type { CustomerState, Mark } from './state.ts';

type Of<Kind extends InteractionKind> = Extract<Interaction, { kind: Kind }>;
type Absorbers = {
  readonly [Kind in InteractionKind]: (
    state: CustomerState,
    interaction: Of<Kind>,
    context: FoldContext,
  ) => void;
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

const keepLast = <Item>(list: Item[], most: number): void => {
  if (list.length > most) list.splice(0, list.length - most);
};

const noteActivity = (state: CustomerState, mark: Mark, { zone, calendar }: FoldContext): void => {
  state.lastIn = mark;
  state.awaiting = null;
  state.gone = null;
  const day = zone.dayOf(mark.at);
  if (state.days.at(-1) === day) return;
  state.days.push(day);
  state.activeDays++;
  keepLast(state.days, 120);
  const month = calendar.monthOf(mark.at);
  const last = state.months.at(-1);
  if (last?.month === month) last.days++;
  else state.months.push({ month, days: 1 });
  keepLast(state.months, 20);
};

/** Sums stay where numbers are exact, whatever an import says. */
const mostMoney = 1e15;
const addMoney = (sum: number, amount: number): number =>
  Number.isFinite(amount) ? Math.min(mostMoney, Math.max(-mostMoney, sum + amount)) : sum;

const complain = (state: CustomerState, mark: Mark): void => {
  state.complaints.push(mark);
  keepLast(state.complaints, 20);
  state.openComplaint ??= mark;
};

/** What is acknowledged sooner than this was the promise itself, not its delivery. */
const deliveryMs = 2 * 60 * 60 * 1000;

const settleDelivered = (state: CustomerState, at: number): void => {
  state.promises = state.promises.filter((each) => at - each.madeAt < deliveryMs);
  state.brokenPromises = [];
};

/** A question that nobody answered for this long is answered elsewhere or no more. */
const staleQuestionMs = 14 * 24 * 60 * 60 * 1000;

const hearCustomer = (state: CustomerState, mark: Mark, facts: MessageFacts): void => {
  if (facts.thanks && !facts.question) state.openQuestions = [];
  if (facts.question) {
    const stale = mark.at - staleQuestionMs;
    state.openQuestions = [...state.openQuestions.filter((each) => each.at > stale), mark];
    // The oldest waits longest and the latest are fresh; what is between says nothing new.
    if (state.openQuestions.length > 10) state.openQuestions.splice(1, 1);
  }
  if (facts.complaint) complain(state, mark);
  if (facts.received) settleDelivered(state, mark.at);
  if (facts.pleasantry) return;
  addFeeling(state, mark.at, facts.score, facts.label === 'neutral' ? 0.3 : facts.confidence);
  if (facts.label === 'neutral') return;
  state.feelings.push({ ...mark, score: facts.score });
  keepLast(state.feelings, 12);
};

const answerQuestions = (state: CustomerState, at: number, { calendar, rules }: FoldContext): void => {
  const first = state.openQuestions[0];
  if (!first) return;
  const limit =
    rules.map((rule) => rule.test).find((test) => test.kind === 'unanswered')?.businessMinutes ?? 15;
  const waited = calendar.businessMinutesBetween(first.at, at);
  state.replies.count++;
  state.replies.businessMinutes += waited;
  if (waited > limit) state.replies.late++;
  state.openQuestions = [];
};

const close = (state: CustomerState, key: string, at: number): void => {
  const followUp = state.followUps.find((each) => each.key === key);
  if (!followUp) return;
  state.followUps = state.followUps.filter((each) => each !== followUp);
  state.dismissed[followUp.rule] = { at, evidence: followUp.evidence };
};

const hearUs = (state: CustomerState, mark: Mark, facts: MessageFacts, context: FoldContext): void => {
  state.lastOut = mark;
  answerQuestions(state, mark.at, context);
  if (facts.delivered) {
    state.promises = [];
    state.brokenPromises = [];
  }
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
  // We really wrote to them: whatever we were asked to follow up, we have.
  for (const followUp of state.followUps) {
    if (context.rules.some((rule) => rule.id === followUp.rule && rule.endsWithReply))
      close(state, followUp.key, mark.at);
  }
  state.openComplaint = null;
  if (state.lastIn) state.awaiting = mark;
};

const order: Absorbers['order'] = (state, { key, at, data }, context) => {
  const { orders } = state;
  const sameDay = orders.last !== null && context.zone.dayOf(orders.last.at) === context.zone.dayOf(at);
  state.orders = {
    ...orders,
    count: orders.count + 1,
    days: orders.days + (sameDay ? 0 : 1),
    amount: addMoney(orders.amount, data.amount),
    first: orders.first ?? at,
    last: { at, key },
  };
  noteActivity(state, { at, key }, context);
};

const nothing = (): void => undefined;

const absorbers: Absorbers = {
  message: (state, { key, at, direction, data }, context) => {
    const mark = { at, key };
    if (direction === 'out') {
      if (!data.recalled) hearUs(state, mark, data, context);
      return;
    }
    if (data.place !== undefined) arrive(state, [data.place]);
    noteActivity(state, mark, context);
    if (!data.recalled) hearCustomer(state, mark, data);
  },
  edited: nothing,
  recalled: nothing,
  reaction: (state, { key, at, direction, data }, context) => {
    if (data.place !== undefined) arrive(state, [data.place]);
    if (direction === 'in') noteActivity(state, { at, key }, context);
  },
  joined: (state, { key, at, data }, context) => {
    arrive(state, data.places);
    noteActivity(state, { at, key }, context);
  },
  left: (state, { key, at, data }) => depart(state, { at, key }, data.places),
  present: (state, { data }) => arrive(state, data.places),
  'peer-reply': (state) => {
    state.openQuestions = [];
  },
  order,
  refund: (state, { data }) => {
    state.orders = { ...state.orders, refunded: addMoney(state.orders.refunded, data.amount) };
  },
  complaint: (state, { key, at }, context) => {
    noteActivity(state, { at, key }, context);
    complain(state, { at, key });
  },
  visit: (state, { key, at }, context) => noteActivity(state, { at, key }, context),
  note: nothing,
  'contact-added': (state, { key, at }, context) => noteActivity(state, { at, key }, context),
  'contact-removed': (state, { key, at }) => {
    state.gone = { at, key };
  },
  'stage-override': (state, { data }) => {
    state.override = { stage: data.stage as CustomerState['stage'], untilAt: data.untilAt };
  },
  'follow-up-done': (state, { at, data }) => close(state, data.followUp, at),
  'follow-up-wrong': (state, { at, data }) => close(state, data.followUp, at),
  'follow-up-snoozed': (state, { data }) => {
    state.followUps = state.followUps.map((each) =>
      each.key === data.followUp ? { ...each, snoozedUntil: data.untilAt } : each,
    );
  },
  'promise-kept': (state, { data }) => {
    state.promises = state.promises.filter((each) => each.key !== data.promise);
    state.brokenPromises = state.brokenPromises.filter((each) => each.key !== data.promise);
  },
};

/** Takes one interaction's facts into `state` (a draft that belongs to the fold). Decides nothing. */
export const absorb = (state: CustomerState, interaction: Interaction, context: FoldContext): void => {
  state.interactions++;
  // Being in a room is no interaction yet.
  if (interaction.kind !== 'present') state.firstAt ??= interaction.at;
  state.lastAt = interaction.at;
  const absorber = absorbers[interaction.kind] as (
    state: CustomerState,
    interaction: Interaction,
    context: FoldContext,
  ) => void;
  absorber(state, interaction, context);
};
