import type { Scene } from '../customer/context.ts';
import type { CustomerState, MonthSums } from '../customer/state.ts';
import type { Family } from '../rules/rule.ts';

/** What a family of evidence says against the customer's own past: 1 more than before, −1 less, 0 as before. */
export type Direction = -1 | 0 | 1;

/** What each family says; null where the customer has too little history for it. */
export type Families = Readonly<Record<Family, Direction | null>>;

/** The last so many full months are held against those before them, of which there must be as many. */
const recentMonths = 3;
const mostEarlier = 12;
/** As in rule R1, a fifth is a change. */
const change = 0.2;

type Measure = (sums: MonthSums) => number;
const measures: Readonly<Record<Family, Measure>> = {
  behaviour: (sums) => sums.orderDays,
  interaction: (sums) => sums.days + sums.questions,
  // A customer who brings another one is worth more than the own orders say.
  value: (sums) => sums.amount,
};

const compare = (recent: number, earlier: number): Direction => {
  if (recent >= earlier * (1 + change)) return 1;
  return recent <= earlier * (1 - change) ? -1 : 0;
};

/**
 * Returns what the three families say at `at` (R25): behaviour (order days), interaction (active days and questions) and
 * value (orders less refunds; a referral in the last 3 months always speaks for the customer), each the monthly mean of the
 * last 3 full months against that of the up to 12 before.
 */
export const familiesAt = (state: CustomerState, at: number, { calendar }: Scene): Families => {
  const thisMonth = calendar.monthOf(at);
  const firstFull = state.firstAt === null ? thisMonth : calendar.monthOf(state.firstAt) + 1;
  const recentFrom = thisMonth - recentMonths;
  const earlierFrom = Math.max(firstFull, recentFrom - mostEarlier);
  const referred = state.months.some((each) => each.month >= recentFrom && each.referrals > 0);
  const said = (family: Family): Direction | null => {
    if (family === 'value' && referred) return 1;
    if (recentFrom - earlierFrom < recentMonths) return null;
    let [recent, earlier] = [0, 0];
    for (const sums of state.months) {
      if (sums.month >= thisMonth || sums.month < earlierFrom) continue;
      if (sums.month >= recentFrom) recent += measures[family](sums);
      else earlier += measures[family](sums);
    }
    if (earlier <= 0) return null;
    return compare(recent / recentMonths, earlier / (recentFrom - earlierFrom));
  };
  return { behaviour: said('behaviour'), interaction: said('interaction'), value: said('value') };
};

/**
 * Returns whether the families outvote the word of `family` (or of none of them) that the customer declines: all others
 * that have something to say must say more than before, and at least one does.
 */
export const contradicted = (families: Families, family: Family | undefined): boolean => {
  const others = Object.entries(families).flatMap(([name, said]) =>
    name === family || said === null ? [] : [said],
  );
  return others.length > 0 && others.every((said) => said === 1);
};
