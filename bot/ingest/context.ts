import { type Calendar, createCalendar, withBlind } from '../../core/calendar.ts';
import type { FoldContext } from '../../core/customer/context.ts';
import { createShowMoney, type ShowMoney } from '../../core/money.ts';
import type { Rule } from '../../core/rules/rule.ts';
import type { StageModel } from '../../core/stages/presets.ts';
import { createZone, type Zone } from '../../core/zone.ts';
import { type BlindInterval, blindIntervals } from '../../db/blind.ts';
import type { Db } from '../../db/connect.ts';
import { profilesOf } from '../../db/customers.ts';
import { decisionsFrom } from '../behaviour/decisions.ts';
import type { Seal } from '../platforms/seal.ts';
import { createRunning, type Running } from '../playbook/running.ts';
import { createPolicies, type Policies } from '../policies.ts';

/** The company's own settings that scoring depends on. */
export type Company = {
  readonly zone: Zone;
  readonly calendar: Calendar;
  readonly policies: Policies;
  readonly playbooks: Running;
  /** In which amounts are meant that name no other, ISO 4217. */
  readonly currency: string;
  /** Writes an amount in the company's currency. */
  readonly money: ShowMoney;
  /** How the company names and groups the stages. */
  readonly model: StageModel;
  /** The rules that it goes by now. */
  readonly rules: readonly Rule[];
  /** With which what must not be read from the database alone is stored; absent without a secret. */
  readonly seal?: Seal;
};

/** What a company may have otherwise than usual. */
type CompanyOptions = {
  /** M8 without one. */
  readonly model?: StageModel;
  /** CNY without one. */
  readonly currency?: string;
  readonly seal?: Seal | undefined;
};

/**
 * Returns the company's zone, calendar, money and decisions; its stages are `model` until its configuration says
 * something else. @throws ConfigError for an unknown time zone, RangeError for a currency that is not three letters.
 */
export const createCompany = (
  zoneName: string,
  holidays: 'cn' | 'none',
  { model, currency = 'CNY', seal }: CompanyOptions = {},
): Company => {
  const zone = createZone(zoneName);
  const policies = createPolicies(decisionsFrom, model);
  return {
    zone,
    calendar: createCalendar({ zone, holidays }),
    policies,
    playbooks: createRunning(),
    currency,
    money: createShowMoney(currency),
    ...(seal ? { seal } : {}),
    get model() {
      return policies.latest().stageModel;
    },
    get rules() {
      return policies.latest().rules;
    },
  };
};

const endless = Date.UTC(2200, 0, 1);
const span = ({ from, until }: BlindInterval) => ({ from, until: until ?? endless });

/**
 * Returns what the fold needs for each of the given customers: the company's calendar with the times in which
 * the bot could not hear them taken out, the policies over time, and who they are.
 */
export const foldContexts = async (
  db: Db,
  company: Company,
  customerIds: readonly number[],
): Promise<(customerId: number) => FoldContext> => {
  const { zone } = company;
  const policies = await company.policies.refresh(db);
  const profiles = await profilesOf(db, customerIds);
  const intervals = await blindIntervals(db, customerIds);
  const everywhere = intervals.filter((each) => each.customerId === null).map(span);
  const calendar = everywhere.length > 0 ? withBlind(company.calendar, everywhere) : company.calendar;
  const own = Map.groupBy(
    intervals.filter((each) => each.customerId !== null),
    (each) => each.customerId,
  );
  return (customerId) => {
    const profile = profiles.get(customerId) ?? { kind: 'organisation', segment: 'general' };
    const blind = own.get(customerId);
    if (!blind) return { zone, calendar, policies, profile };
    const withOwn = withBlind(company.calendar, [...everywhere, ...blind.map(span)]);
    return { zone, calendar: withOwn, policies, profile };
  };
};
