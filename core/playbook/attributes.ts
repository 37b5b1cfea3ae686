import type { Calendar } from '../calendar.ts';
import { type Assessment, assess } from '../customer/assess.ts';
import type { FoldContext, Profile } from '../customer/context.ts';
import type { CustomerState } from '../customer/state.ts';
import type { Bilingual } from '../language.ts';
import { stageKeys } from '../stages/stage.ts';

/** What is known of a customer when conditions are looked at. Figures are worked out only when one is asked for. */
export type CustomerFacts = {
  readonly at: number;
  readonly state: CustomerState;
  readonly profile: Profile;
  readonly calendar: Calendar;
  readonly figures: () => Assessment;
};

/** Returns what conditions may ask of a customer whose state at `at` is known; figures are worked out once, when asked for. */
export const factsFrom = (state: CustomerState, at: number, context: FoldContext): CustomerFacts => {
  let known: Assessment | undefined;
  return {
    at,
    state,
    profile: context.profile,
    calendar: context.calendar,
    figures: () => {
      known ??= assess(state, Math.max(at, state.seenAt), context);
      return known;
    },
  };
};

type Value = number | string | readonly string[] | null;

/** Something that conditions may ask of a customer. `choices`: the only values that there are. */
export type Attribute = {
  readonly kind: 'number' | 'text';
  readonly name: Bilingual;
  readonly choices?: readonly string[];
  /** The range that its values lie in. */
  readonly least?: number;
  readonly most?: number;
  /** Null when it is not known. */
  readonly read: (facts: CustomerFacts) => Value;
};

const daysSince = ({ at, calendar }: CustomerFacts, moment: number | null): number | null =>
  moment === null ? null : calendar.zone.dayOf(at) - calendar.zone.dayOf(moment);

const number = (
  zh: string,
  en: string,
  read: Attribute['read'],
  least = 0,
  most = Number.POSITIVE_INFINITY,
): Attribute => ({ kind: 'number', name: { zh, en }, read, least, most });

const text = (zh: string, en: string, read: Attribute['read'], choices?: readonly string[]): Attribute => ({
  kind: 'text',
  name: { zh, en },
  read,
  ...(choices ? { choices } : {}),
});

/** How long a reason that was named counts as the customer's: the window of win-back (R13), in days. */
const reasonDays = 180;

/** Every attribute that a condition may name, by its key. */
export const attributes: Readonly<Record<string, Attribute>> = {
  stage: text('阶段', 'stage', ({ state }) => state.stage, stageKeys),
  tier: text('价值等级', 'tier', ({ state }) => state.tier, ['A', 'B', 'C']),
  segment: text('分类', 'segment', ({ profile }) => profile.segment),
  kind: text('类型', 'kind', ({ profile }) => profile.kind, ['person', 'organisation']),
  rule: text('符合的规则', 'rules that hold', ({ state }) => Object.keys(state.warnings)),
  reason: text(
    '流失原因',
    'reason for leaving',
    ({ state, at }) => {
      const last = state.reasons.at(-1);
      return last && at - last.at <= reasonDays * 86_400_000 ? last.reason : null;
    },
    ['price', 'service', 'quality', 'product', 'competitor', 'other'],
  ),
  rfm: text('RFM 分群', 'RFM segment', (facts) => facts.figures().rfm?.segment ?? null),
  health: number('健康分', 'health', (facts) => facts.figures().health.score, 0, 100),
  churn: number(
    '流失概率（%）',
    'churn probability in percent',
    (facts) => facts.figures().churn.probability * 100,
    0,
    100,
  ),
  sentiment: number('情绪', 'sentiment', (facts) => facts.figures().sentiment.mean, -1, 1),
  value: number('价值', 'value', (facts) => facts.figures().value.amount),
  valueAtRisk: number('风险价值', 'value at risk', (facts) => facts.figures().valueAtRisk),
  orders: number('订单数', 'orders', ({ state }) => state.orders.count),
  spent: number('累计金额', 'spent in all', ({ state }) => state.orders.amount - state.orders.refunded),
  daysSinceOrder: number('距上次下单天数', 'days since the last order', (facts) =>
    daysSince(facts, facts.state.orders.last?.at ?? null),
  ),
  silentDays: number('沉默天数', 'days of silence', ({ state, calendar, at }) =>
    state.lastIn === null ? null : calendar.silenceDays(state.lastIn.at, at),
  ),
  daysKnown: number('认识天数', 'days known', (facts) => daysSince(facts, facts.state.firstAt)),
  complaints: number('未解决的投诉', 'open complaints', ({ state }) => (state.openComplaint ? 1 : 0)),
  openQuestions: number('未回答的提问', 'open questions', ({ state }) => state.openQuestions.length),
  satisfaction: number(
    '最近满意度',
    'last satisfaction',
    ({ state }) => state.surveys.at(-1)?.satisfaction ?? null,
    0,
    100,
  ),
  referrals: number('转介绍次数', 'referrals', ({ state }) =>
    state.months.reduce((sum, month) => sum + month.referrals, 0),
  ),
};
