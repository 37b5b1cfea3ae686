import { type BlindInterval, type Calendar, createCalendar, withBlind } from '../../core/calendar.ts';
import type { Assessment } from '../../core/customer/assess.ts';
import { assess } from '../../core/customer/assess.ts';
import type { Change } from '../../core/customer/changes.ts';
import { type FoldContext, type Profile, type Scene, sceneAt } from '../../core/customer/context.ts';
import { advance, foldHistory, type Step } from '../../core/customer/fold.ts';
import type { Interaction, InteractionKind, MessageFacts } from '../../core/customer/interaction.ts';
import type { CustomerState, MonthSums } from '../../core/customer/state.ts';
import { type Behaviour, type Policy, policiesFrom } from '../../core/policy.ts';
import type { PopulationModels } from '../../core/population.ts';
import type { StageKey } from '../../core/stages/stage.ts';
import { createZone } from '../../core/zone.ts';

/** One day in milliseconds. */
export const day = 24 * 60 * 60 * 1000;

/** Returns the moment of a local time in Shanghai, `2025-03-03 10:00` (seconds optional); a moment stays one. */
export const at = (when: When): number => {
  if (typeof when === 'number') return when;
  const moment = Date.parse(`${when.replace(' ', 'T')}${when.length > 10 ? '' : 'T00:00'}+08:00`);
  if (Number.isNaN(moment)) throw new Error(`not a time: ${when}`);
  return moment;
};

/** Returns a moment as `2025-03-03 10:00` in Shanghai, to compare times that a person can read. */
export const local = (moment: number): string =>
  new Date(moment + 8 * 60 * 60 * 1000).toISOString().slice(0, 16).replace('T', ' ');

/** A time, as {@link at} reads it. */
export type When = string | number;

const zone = createZone('Asia/Shanghai');

/** A company as the fold sees it and, at any one moment, as the parts of it do. */
export type TestCompany = FoldContext & Scene;

/** What a test's company decides or has learnt otherwise than the shipped, and who its customers are. */
type Differences = Partial<Behaviour> & {
  readonly models?: Partial<PopulationModels>;
  readonly profile?: Partial<Profile>;
};

/** Returns `base` with one policy from the beginning of time that differs so. */
export const companyWith = (
  { models, profile, ...behaviour }: Differences,
  base: TestCompany = company,
): TestCompany => {
  const policy: Policy = { ...base.policy, ...behaviour, models: { ...base.policy.models, ...models } };
  const context: FoldContext = {
    zone: base.zone,
    calendar: base.calendar,
    policies: [policy],
    profile: { ...base.profile, ...profile },
  };
  return { ...context, ...sceneAt(context, 0) };
};

/** Returns `base` with these policies, each differing from the one before it from a time on; `policy` is the last. */
export const companyOverTime = (
  changes: readonly (readonly [from: When, Omit<Differences, 'profile'>])[],
  base: TestCompany = company,
): TestCompany => {
  const policies = [base.policy];
  for (const [from, { models, ...behaviour }] of changes) {
    const last = policies.at(-1) as Policy;
    policies.push({ ...last, ...behaviour, models: { ...last.models, ...models }, fromAt: at(from) });
  }
  const { zone, calendar, profile } = base;
  const context: FoldContext = { zone, calendar, policies, profile };
  return { ...context, ...sceneAt(context, Number.POSITIVE_INFINITY) };
};

const shipped: FoldContext = {
  zone,
  calendar: createCalendar({ zone, holidays: 'cn' }),
  policies: policiesFrom([], []),
  profile: { kind: 'organisation', segment: 'general' },
};

/** The company of the tests: Shanghai, Chinese holidays, 9 to 18, the shipped rules. */
export const company: TestCompany = { ...shipped, ...sceneAt(shipped, 0) };

/** Returns the company when the bot could not hear in the given times. */
export const deaf = (...times: readonly (readonly [When, When])[]): TestCompany => {
  const intervals = times.map(([from, until]): BlindInterval => ({ from: at(from), until: at(until) }));
  return { ...company, calendar: withBlind(company.calendar, intervals) };
};

/** A calendar on which only weekends are free, for figures worked out by hand. */
export const plainCalendar: Calendar = createCalendar({ zone, holidays: 'none' });

/** The shipped rules on {@link plainCalendar}. */
export const plainCompany: TestCompany = { ...company, calendar: plainCalendar };

/** Returns an interaction; its key is its time and `words`, so equal arguments are the same interaction. */
export const fact = <Kind extends InteractionKind>(
  kind: Kind,
  words: string,
  when: When,
  direction: Interaction['direction'],
  data: Extract<Interaction, { kind: Kind }>['data'],
): Interaction => {
  const key = `${when} ${kind} ${words}`;
  return { key, at: at(when), kind, direction, data } as Interaction;
};

/** Returns the sums of a month in which nothing happened but what is given. */
export const monthOf = (month: number, sums: Partial<MonthSums> = {}): MonthSums => ({
  month,
  days: 0,
  ours: 0,
  questions: 0,
  uses: 0,
  services: 0,
  orderDays: 0,
  amount: 0,
  campaignsSent: 0,
  campaignsOpened: 0,
  referrals: 0,
  ...sums,
});

/** Message facts without any feeling or signal. */
export const plain: MessageFacts = { score: 0, label: 'neutral', confidence: 0.4 };

/** Returns the facts of a message with a feeling: label by sign, full confidence. */
export const feeling = (score: number): MessageFacts => ({
  score,
  label: score < 0 ? 'negative' : score > 0 ? 'positive' : 'neutral',
  confidence: 1,
});

/** Where the customer's one person is. */
const here = 'room|person';

const theirs = (words: string, when: When, facts: Partial<MessageFacts> = {}): Interaction =>
  fact('message', words, when, 'in', { ...plain, place: here, ...facts });
const ours = (words: string, when: When, facts: Partial<MessageFacts> = {}): Interaction =>
  fact('message', words, when, 'out', { ...plain, ...facts });

// The customer's side. The words only name the message; the verb decides what the analysers are taken to have read.

/** The customer says something, by default with no feeling and no signal in it. */
export const says = theirs;
/** The customer asks. */
export const asks = (words: string, when: When): Interaction => theirs(words, when, { question: true });
/** The customer complains, with a bad feeling. */
export const complains = (words: string, when: When): Interaction =>
  theirs(words, when, { ...feeling(-0.8), complaint: true });
/** The customer thanks and says nothing else. */
export const thanks = (words: string, when: When): Interaction =>
  theirs(words, when, { pleasantry: true, thanks: true });
/** The customer says 好的. */
export const nods = (when: When): Interaction => theirs('好的', when, { pleasantry: true });
/** The customer says that the goods are there. */
export const hasReceived = (words: string, when: When): Interaction =>
  theirs(words, when, { received: true });
/** The customer changes an earlier message into another one. */
export const edits = (target: Interaction, when: When, facts: Partial<MessageFacts> = {}): Interaction =>
  fact('edited', target.key, when, target.direction, { ...plain, ...facts, target: target.key });
/** A message is taken back. */
export const recalls = (target: Interaction, when: When): Interaction =>
  fact('recalled', target.key, when, target.direction, { target: target.key });
/** The customer puts an emoji on a message. */
export const reacts = (when: When): Interaction =>
  fact('reaction', '👍', when, 'in', { emoji: '👍', target: 'any' });
/** The customer joins a room. */
export const joins = (when: When): Interaction => fact('joined', 'room', when, 'in', { places: [here] });
/** One of the customer's people leaves the room that all of them spoke in, by default the one who spoke. */
export const leaves = (when: When, place = here): Interaction =>
  fact('left', 'room', when, 'none', { places: [place] });
/** Somebody of the customer is found to be in a room. */
export const isIn = (when: When, place: string): Interaction =>
  fact('present', place, when, 'none', { places: [place] });
/** The customer adds the rep as a contact. */
export const addsContact = (when: When): Interaction => fact('contact-added', '', when, 'in', {});
/** The customer removes the rep as a contact. */
export const removesContact = (when: When): Interaction => fact('contact-removed', '', when, 'in', {});
/** The customer comes by. */
export const visits = (when: When): Interaction => fact('visit', '', when, 'in', {});
/** The customer orders for an amount. */
export const orders = (amount: number, when: When): Interaction =>
  fact('order', `${amount}`, when, 'in', { amount });
/** The customer gets an amount back. */
export const getsBack = (amount: number, when: When): Interaction =>
  fact('refund', `${amount}`, when, 'out', { amount });
/** A complaint reaches us outside the chat. */
export const filesComplaint = (when: When): Interaction => fact('complaint', '', when, 'none', {});
/** Someone else in the community answers the customer. */
export const peerReplies = (when: When): Interaction => fact('peer-reply', '', when, 'none', {});
/** The customer calls; a call of no minutes reached nobody. */
export const calls = (when: When, minutes?: number): Interaction =>
  fact('call', '', when, 'in', minutes === undefined ? {} : { minutes });
/** The customer brings another one. */
export const refers = (when: When): Interaction => fact('referral', '', when, 'none', {});
/** The customer answers a survey, from 0 to 100. */
export const answersSurvey = (satisfaction: number, when: When): Interaction =>
  fact('survey-answer', `${satisfaction}`, when, 'in', { satisfaction });
/** The customer answers a survey on its own scale; `replaces` an earlier answer of theirs. */
export const scores = (
  scale: 'nps' | 'csat',
  score: number,
  when: When,
  replaces?: Interaction,
): Interaction =>
  fact('survey-answer', `${scale} ${score}`, when, 'in', {
    satisfaction: scale === 'nps' ? score * 10 : (score - 1) * 25,
    scale,
    ...(replaces ? { replaces: replaces.key } : {}),
  });
/** The customer answers a survey in words alone. */
export const answersInWords = (when: When): Interaction => fact('survey-answer', 'words', when, 'in', {});
/** The customer says that they come to an event. */
export const signsUp = (when: When): Interaction =>
  fact('rsvp', 'evening', when, 'in', { event: 'evening', answer: 'yes' });
/** The customer came to an event. */
export const attends = (when: When): Interaction => fact('attended', '', when, 'in', {});
/** The customer uses the product, once or so many times. */
export const uses = (when: When, times?: number): Interaction =>
  fact('product-use', '', when, 'in', times === undefined ? {} : { times });
/** The customer opens a mailing. */
export const opensMailing = (when: When): Interaction => fact('campaign-opened', '', when, 'in', {});
/** The customer answers a mailing. */
export const answersMailing = (when: When): Interaction => fact('campaign-replied', '', when, 'in', {});
/** The customer uses a coupon. */
export const redeems = (when: When): Interaction => fact('coupon-redeemed', '', when, 'in', {});
/** A contract or plan is known to run out. */
export const runsOut = (due: When, when: When, what?: string): Interaction =>
  fact('renewal-due', `${due} ${what}`, when, 'none', {
    dueAt: at(due),
    ...(what === undefined ? {} : { what }),
  });
/** A contract ends. */
export const endsContract = (when: When, what?: string): Interaction =>
  fact('contract-ended', `${what}`, when, 'none', what === undefined ? {} : { what });

// Our side.

/** We call; a call of no minutes reached nobody. */
export const weCall = (when: When, minutes?: number): Interaction =>
  fact('call', 'ours', when, 'out', minutes === undefined ? {} : { minutes });
/** We send a mailing. */
export const weMail = (when: When): Interaction => fact('campaign-sent', '', when, 'out', {});
/** We hand out a coupon. */
export const weIssueCoupon = (when: When): Interaction => fact('coupon-issued', '', when, 'out', {});

/** We say something to the customer. */
export const weSay = ours;
/** We say 收到 and nothing else. */
export const weNod = (when: When): Interaction => ours('收到', when, { pleasantry: true });
/** We promise something, for a time or without one. */
export const wePromise = (words: string, when: When, due?: When): Interaction =>
  ours(words, when, { promise: { phrase: words, ...(due === undefined ? {} : { dueAt: at(due) }) } });
/** We say that it is done. */
export const weDeliver = (words: string, when: When): Interaction => ours(words, when, { delivered: true });
/** A note about the customer. */
export const weNote = (when: When): Interaction => fact('note', '', when, 'none', {});
/** A rep sets the stage by hand until a time. */
export const weSetStage = (stage: StageKey, when: When, until: When): Interaction =>
  fact('stage-override', stage, when, 'none', { stage, untilAt: at(until), by: 'rep' });
/** A rep closes a follow-up as done. */
export const done = (followUp: { readonly key: string }, when: When): Interaction =>
  fact('follow-up-done', followUp.key, when, 'none', { followUp: followUp.key, by: 'rep' });
/** A rep says that a follow-up was wrong. */
export const wrong = (followUp: { readonly key: string }, when: When): Interaction =>
  fact('follow-up-wrong', followUp.key, when, 'none', { followUp: followUp.key, by: 'rep' });
/** A rep puts a follow-up off. */
export const snoozes = (followUp: { readonly key: string }, when: When, until: When): Interaction =>
  fact('follow-up-snoozed', followUp.key, when, 'none', {
    followUp: followUp.key,
    by: 'rep',
    untilAt: at(until),
  });
/** A rep marks the promise made in a message as kept. */
export const keeps = (promise: Interaction, when: When): Interaction =>
  fact('promise-kept', promise.key, when, 'none', { promise: promise.key, by: 'rep' });

/** Several interactions of a regular customer, or one. */
export type Happenings = Interaction | readonly Interaction[];

/** What is known of the customer at a time, in the words that tests ask in. */
export type Known = Step & {
  readonly assessment: Assessment;
  readonly stage: StageKey;
  /** The rules that hold, in alphabetical order. */
  readonly warnings: readonly string[];
  /** The rules with an open follow-up, in alphabetical order. */
  readonly open: readonly string[];
  /** Returns the open follow-up of a rule; throws when there is none. */
  readonly followUp: (rule: string) => CustomerState['followUps'][number];
  /** Returns the local times of the changes of a type, with what they were about. */
  readonly times: (type: Change['type'], about?: string) => readonly string[];
  /** The moves between tiers as `2025-03-03 10:00 none → A`. */
  readonly tiers: readonly string[];
  /** The moves as `2025-03-03 10:00 prospect → new (first-order)`. */
  readonly moves: readonly string[];
};

const aboutOf = (change: Change): string => {
  switch (change.type) {
    case 'warned':
    case 'cleared':
      return change.rule;
    case 'follow-up-opened':
      return change.followUp.rule;
    case 'follow-up-ended':
      return `${change.key.split(':')[0]} ${change.how}`;
    case 'promise-settled':
      return change.how;
    case 'tier-moved':
      return `${change.from ?? 'none'} → ${change.to}`;
    default:
      return '';
  }
};

/** Returns what a step says, looked at as of `when`. */
export const knownFrom = (step: Step, when: When, context: FoldContext): Known => {
  const { state, changes } = step;
  return {
    state,
    changes,
    assessment: assess(state, at(when), context),
    stage: state.stage,
    warnings: Object.keys(state.warnings).sort(),
    open: state.followUps.map((each) => each.rule).sort(),
    followUp: (rule) => {
      const found = state.followUps.find((each) => each.rule === rule);
      if (!found) throw new Error(`no open follow-up of ${rule}`);
      return found;
    },
    times: (type, about) =>
      changes
        .filter((each) => each.type === type && (about === undefined || aboutOf(each) === about))
        .map((each) => local(each.at)),
    tiers: changes.flatMap((each) =>
      each.type === 'tier-moved' ? [`${local(each.at)} ${aboutOf(each)}`] : [],
    ),
    moves: changes.flatMap((each) =>
      each.type === 'moved' ? [`${local(each.at)} ${each.from} → ${each.to} (${each.rule})`] : [],
    ),
  };
};

/**
 * Begins a test: `given(asks('where is my order?', '2025-03-03 10:00')).by('2025-03-03 10:20').open`. `in` changes
 * the calendar or the rules; `then` what happens next, seen as one history.
 */
export const given = (...happenings: readonly Happenings[]) => withContext(company, happenings.flat());

const withContext = (context: FoldContext, history: readonly Interaction[]) => ({
  history,
  context,
  in: (other: FoldContext) => withContext(other, history),
  and: (...more: readonly Happenings[]) => withContext(context, [...history, ...more.flat()]),
  /** Returns what is known at `when`, from the whole history until then. */
  by: (when: When): Known => knownFrom(foldHistory(history, at(when), context), when, context),
});

/** Returns what is known when nothing more happens until `when`. */
export const waiting = (known: Step, when: When, context: FoldContext = company): Known =>
  knownFrom(advance(known.state, at(when), context), when, context);

/** Returns one interaction on each of some days: every `step` days from `first`, `count` times. */
export const every = (
  step: number,
  first: string,
  count: number,
  make: (when: number) => Interaction,
): readonly Interaction[] =>
  Array.from({ length: count }, (_, index) => make(at(first) + index * step * day));

/** Returns one interaction on each working day from `first` until before `until`, at the time of day of `first`. */
export const everyWorkday = (
  first: string,
  until: string,
  make: (when: number) => Interaction,
  { zone, calendar }: FoldContext = company,
): readonly Interaction[] => {
  const made: Interaction[] = [];
  for (let when = at(first); when < at(until); when += day) {
    if (calendar.isWorkday(zone.dayOf(when))) made.push(make(when));
  }
  return made;
};

/** Freezes a value and all in it, so that any write to it throws. Returns it. */
export const frozen = <Value>(value: Value): Value => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const each of Object.values(value)) frozen(each);
  }
  return value;
};
