import { type Calendar, createCalendar, withBlind } from '../../core/calendar.ts';
import type { FoldContext } from '../../core/customer/context.ts';
import { shippedRules } from '../../core/rules/presets.ts';
import { modelM8, type StageModel } from '../../core/stages/presets.ts';
import { createZone, type Zone } from '../../core/zone.ts';
import { type BlindInterval, blindIntervals } from '../../db/blind.ts';
import type { Db } from '../../db/connect.ts';

/** The company's own settings that scoring depends on. */
export type Company = {
  readonly zone: Zone;
  readonly calendar: Calendar;
  /** How the company names and groups the stages. */
  readonly model: StageModel;
};

/** Returns the company's zone, calendar and stage model (M8 unless told otherwise). @throws ConfigError for an unknown time zone. */
export const createCompany = (
  zoneName: string,
  holidays: 'cn' | 'none',
  model: StageModel = modelM8,
): Company => {
  const zone = createZone(zoneName);
  return { zone, calendar: createCalendar({ zone, holidays }), model };
};

const endless = Date.UTC(2200, 0, 1);
const span = ({ from, until }: BlindInterval) => ({ from, until: until ?? endless });

/**
 * Returns what the fold needs for each of the given customers: the company's calendar with the times in which
 * the bot could not hear them taken out.
 */
export const foldContexts = async (
  db: Db,
  company: Company,
  customerIds: readonly number[],
): Promise<(customerId: number) => FoldContext> => {
  const { zone } = company;
  const intervals = await blindIntervals(db, customerIds);
  const everywhere = intervals.filter((each) => each.customerId === null).map(span);
  const calendar = everywhere.length > 0 ? withBlind(company.calendar, everywhere) : company.calendar;
  const common: FoldContext = { zone, calendar, rules: shippedRules };
  const own = Map.groupBy(
    intervals.filter((each) => each.customerId !== null),
    (each) => each.customerId,
  );
  return (customerId) => {
    const blind = own.get(customerId);
    if (!blind) return common;
    return { ...common, calendar: withBlind(company.calendar, [...everywhere, ...blind.map(span)]) };
  };
};
