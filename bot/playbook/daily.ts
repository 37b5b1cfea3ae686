import { advance } from '../../core/customer/fold.ts';
import { factsFrom } from '../../core/playbook/attributes.ts';
import { allHold } from '../../core/playbook/conditions.ts';
import { type DailyTrigger, dateFor, firesOn, lookAt, silentSince } from '../../core/playbook/daily.ts';
import { fallsOn, yearlyDaysOn } from '../../core/playbook/dates.ts';
import type { RunningPlaybook } from '../../core/playbook/match.ts';
import type { Condition } from '../../core/playbook/playbook.ts';
import type { Db } from '../../db/connect.ts';
import { readCustomers } from '../../db/customer-states.ts';
import {
  birthdaysOf,
  bornOn,
  everybodyIn,
  heardLastBetween,
  renewingBetween,
} from '../../db/playbook-days.ts';
import type { Entry } from '../../db/playbook-runs.ts';
import { readSetting, writeSetting } from '../../db/settings.ts';
import { foldContexts } from '../ingest/context.ts';
import { admit, entryOf } from './notice.ts';
import type { PlaybookRunner } from './runner.ts';

const settingKey = 'playbook-day';
/** After a longer sleep the days before are past: nobody is greeted for them. */
const mostDays = 3;
/** How many customers are looked at in one transaction. */
const batchSize = 500;

/** The stages that conditions leave, so that those who cannot fulfil them are not looked at. */
const stagesOf = (when: readonly Condition[]) => ({
  within: when.find((each) => each.attribute === 'stage' && each.is)?.is,
  without: when.flatMap((each) => (each.attribute === 'stage' ? (each.not ?? []) : [])),
});

/** The customers for whom a trigger may fire on a day, and others: each is looked at again. */
const candidates = async (
  db: Db,
  { company }: PlaybookRunner,
  { playbook }: RunningPlaybook,
  day: number,
): Promise<readonly number[]> => {
  const { zone } = company;
  const trigger = playbook.trigger as DailyTrigger;
  if (trigger.on === 'silence') {
    const { calendar } = (await foldContexts(db, company, []))(0);
    const [after, until] = [day - 1, day].map((each) =>
      silentSince(calendar, lookAt(zone, each), trigger.days),
    );
    if (after === undefined || until === undefined || until === Number.NEGATIVE_INFINITY) return [];
    return heardLastBetween(db, Math.max(0, after - 1), until);
  }
  const wanted = dateFor(trigger, day);
  if (trigger.date === 'birthday') return bornOn(db, yearlyDaysOn(wanted));
  if (trigger.date === 'renewal')
    return renewingBetween(db, zone.startOfDay(wanted), zone.startOfDay(wanted + 1));
  if (!fallsOn(trigger.date, wanted)) return [];
  const { within, without } = stagesOf(playbook.when);
  return everybodyIn(db, within, without);
};

type Candidates = ReadonlyMap<number, readonly RunningPlaybook[]>;

const collect = async (runner: PlaybookRunner, day: number): Promise<Candidates> => {
  const { db, company } = runner;
  const { daily } = await company.playbooks.refresh(db);
  const at = lookAt(company.zone, day);
  const found = new Map<number, RunningPlaybook[]>();
  for (const running of daily) {
    if (running.sinceAt > at) continue;
    for (const id of await candidates(db, runner, running, day)) {
      const list = found.get(id);
      if (list) list.push(running);
      else found.set(id, [running]);
    }
  }
  return found;
};

const enterBatch = (
  { db, company }: PlaybookRunner,
  part: readonly (readonly [number, readonly RunningPlaybook[]])[],
  day: number,
): Promise<number> =>
  db.transaction().execute(async (trx) => {
    const ids = part.map(([id]) => id);
    const at = lookAt(company.zone, day);
    const customers = new Map((await readCustomers(trx, ids)).map((each) => [each.id, each]));
    const birthdays = await birthdaysOf(trx, ids);
    const contextOf = await foldContexts(trx, company, ids);
    const entries = part.flatMap(([id, list]): readonly Entry[] => {
      const customer = customers.get(id);
      if (!customer) return [];
      const context = contextOf(id);
      const { state } = advance(customer.state, at, context);
      const facts = factsFrom(state, at, context);
      const birthday = birthdays.get(id) ?? null;
      return list.flatMap((running) => {
        const trigger = firesOn(running.playbook.trigger as DailyTrigger, { state, birthday }, context, day);
        return trigger !== undefined && allHold(running.playbook.when, facts)
          ? [entryOf(running, id, at, trigger)]
          : [];
      });
    });
    return (await admit(trx, company, await company.playbooks.refresh(trx), entries)).length;
  });

/** Lets everybody enter for whom a local day brings a playbook about; returns how many entered. Again changes nothing. */
export const enterOnDay = async (runner: PlaybookRunner, day: number): Promise<number> => {
  const found = [...(await collect(runner, day))];
  let entered = 0;
  for (let start = 0; start < found.length; start += batchSize)
    entered += await enterBatch(runner, found.slice(start, start + batchSize), day);
  return entered;
};

/** Looks at silence and dates once for every local day that has come, at 10:00. Returns how many customers entered. */
export const enterDaily = async (runner: PlaybookRunner, now: number): Promise<number> => {
  const { db, company } = runner;
  const { zone } = company;
  const today = zone.dayOf(now);
  const latest = now >= lookAt(zone, today) ? today : today - 1;
  const before = await readSetting(db, settingKey);
  const from = typeof before === 'number' ? Math.max(before + 1, latest - mostDays + 1) : latest;
  let entered = 0;
  for (let day = from; day <= latest; day++) {
    entered += await enterOnDay(runner, day);
    await writeSetting(db, settingKey, day);
  }
  return entered;
};
