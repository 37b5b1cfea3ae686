import type { Assessment } from '../../core/customer/assess.ts';
import type { Change } from '../../core/customer/changes.ts';
import type { FoldContext } from '../../core/customer/context.ts';
import { advance, fold } from '../../core/customer/fold.ts';
import type { Interaction } from '../../core/customer/interaction.ts';
import type { CustomerState } from '../../core/customer/state.ts';
import { type CustomerFacts, factsFrom } from '../../core/playbook/attributes.ts';
import { allHold } from '../../core/playbook/conditions.ts';
import { afterEvent } from '../../core/playbook/flow.ts';
import { firings, type RunningPlaybook, reactionTo, type TriggerIndex } from '../../core/playbook/match.ts';
import { reentryDays } from '../../core/playbook/playbook.ts';
import { dayMs } from '../../core/time.ts';
import type { Db } from '../../db/connect.ts';
import {
  type ActiveRun,
  activeRunsOf,
  changeMembers,
  type Entry,
  enteredSince,
  enterRuns,
  type Membership,
  memberKey,
  membersAmong,
  noteSteps,
  type RunChange,
  type StepNote,
  saveRuns,
} from '../../db/playbook-runs.ts';
import type { Company } from '../ingest/context.ts';

/** A customer as it was folded just now. */
export type Noticed = {
  readonly customerId: number;
  /** The state before: what it had seen was noticed then. */
  readonly before: CustomerState;
  readonly state: CustomerState;
  readonly assessment: Assessment;
  readonly context: FoldContext;
  readonly changes: readonly Change[];
  readonly anew: boolean;
  readonly interactions: readonly Interaction[];
};

const factsOf = ({ state, assessment, context }: Noticed): CustomerFacts => ({
  at: state.seenAt,
  state,
  profile: context.profile,
  calendar: context.calendar,
  figures: () => assessment,
});

/** The customer as they were at a moment of this batch: what came after it decides nothing about it. */
const factsAt = (noticed: Noticed, at: number, trigger: string): CustomerFacts => {
  const { before, state, context, interactions, anew } = noticed;
  const upTo = interactions.findIndex(({ key }) => trigger === `event/${key}`);
  const last = upTo < 0 ? interactions.findLastIndex((each) => each.at <= at) : upTo;
  if (anew || (last === interactions.length - 1 && at >= state.seenAt)) return factsOf(noticed);
  const folded = fold(before, interactions.slice(0, last + 1), context);
  return factsFrom(advance(folded.state, at, context).state, at, context);
};

/** Returns the entry that a firing is, under the playbook's own limits. */
export const entryOf = (
  { key, version, playbook }: RunningPlaybook,
  customerId: number,
  at: number,
  trigger: string,
): Entry => ({
  playbook: key,
  version,
  customerId,
  trigger,
  at,
  notAfter: at - reentryDays(playbook) * dayMs,
});

/** Lets customers enter, of each playbook no more than may on one day. Returns those who entered. */
export const admit = async (
  trx: Db,
  company: Company,
  index: TriggerIndex,
  entries: readonly Entry[],
): Promise<readonly number[]> => {
  const allowed: Entry[] = [];
  for (const [key, list] of Map.groupBy(entries, (entry) => entry.playbook)) {
    const most = index.all.find((each) => each.key === key)?.playbook.limits.entriesPerDay;
    const first = list[0];
    if (most === undefined || !first) {
      allowed.push(...list);
      continue;
    }
    const { zone } = company;
    const entered = await enteredSince(trx, key, zone.startOfDay(zone.dayOf(first.at)));
    allowed.push(...list.slice(0, Math.max(0, most - entered)));
  }
  return enterRuns(trx, allowed);
};

const firedBy = (index: TriggerIndex, noticed: Noticed): readonly Entry[] => {
  const { customerId, before, anew, interactions } = noticed;
  const changes = anew ? noticed.changes.filter((change) => change.at > before.seenAt) : noticed.changes;
  return firings(index, changes, interactions)
    .filter(({ running, at, trigger }) => allHold(running.playbook.when, factsAt(noticed, at, trigger)))
    .map(({ running, at, trigger }) => entryOf(running, customerId, at, trigger));
};

/** Who came to fulfil the conditions of a playbook of that kind, and who ceased to. */
const membershipsOf = async (trx: Db, index: TriggerIndex, all: readonly Noticed[]) => {
  const joined: Membership[] = [];
  const left: Membership[] = [];
  const entries: Entry[] = [];
  if (index.segment.length === 0) return { joined, left, entries };
  const before = await membersAmong(
    trx,
    all.map((each) => each.customerId),
  );
  for (const noticed of all) {
    const facts = factsOf(noticed);
    const { customerId, state } = noticed;
    for (const running of index.segment) {
      const { key, version, playbook } = running;
      const was = before.has(memberKey(key, version, customerId));
      const is = allHold(playbook.when, facts);
      if (was === is) continue;
      (is ? joined : left).push({ playbook: key, version, customerId });
      if (is && state.seenAt >= running.sinceAt)
        entries.push(entryOf(running, customerId, state.seenAt, `segment/${state.seenAt}`));
    }
  }
  return { joined, left, entries };
};

/** What interactions do to a run that is under way, or undefined when nothing. */
const react = async (
  trx: Db,
  company: Company,
  run: ActiveRun,
  interactions: readonly Interaction[],
): Promise<{ readonly change: RunChange; readonly note: StepNote } | undefined> => {
  const playbook = await company.playbooks.version(trx, run.playbook, run.version);
  if (!playbook) return undefined;
  for (const interaction of interactions) {
    const reaction = reactionTo(playbook, run, interaction);
    if (!reaction) continue;
    const { at } = interaction;
    const { id, step, contactedAt, contacts, values } = run;
    const base = { id, contactedAt, contacts, values, awaits: null, heldSince: null };
    const note = { runId: id, step, at, contactId: null };
    return reaction.do === 'end'
      ? {
          change: { ...base, step, wakeAt: at, why: reaction.why, endedAt: at },
          note: { ...note, outcome: 'ended', reason: reaction.why },
        }
      : {
          change: { ...base, step: afterEvent(playbook.steps, step), wakeAt: at, why: null, endedAt: null },
          note: { ...note, outcome: 'heard', reason: interaction.kind },
        };
  }
  return undefined;
};

const reactAll = async (trx: Db, company: Company, all: readonly Noticed[]): Promise<void> => {
  const heard = new Map(
    all.filter((each) => each.interactions.length > 0).map((each) => [each.customerId, each]),
  );
  const runs = await activeRunsOf(trx, [...heard.keys()]);
  const changes: RunChange[] = [];
  const notes: StepNote[] = [];
  for (const run of runs) {
    const found = await react(trx, company, run, heard.get(run.customerId)?.interactions ?? []);
    if (!found) continue;
    changes.push(found.change);
    notes.push(found.note);
  }
  await saveRuns(trx, changes);
  await noteSteps(trx, notes);
};

/**
 * Lets customers enter the playbooks that what happened sets going, and ends or wakes the runs that it concerns. Part of
 * the transaction that folded them; the customers are locked. Sends nothing: `runDuePlaybooks` does what the steps say.
 */
export const noticePlaybooks = async (trx: Db, company: Company, all: readonly Noticed[]): Promise<void> => {
  if (all.length === 0) return;
  const index = await company.playbooks.refresh(trx);
  // Before new ones enter: what sets a run going does not end it.
  await reactAll(trx, company, all);
  if (index.all.length === 0) return;
  const { joined, left, entries } = await membershipsOf(trx, index, all);
  await changeMembers(trx, joined, left);
  await admit(trx, company, index, [...all.flatMap((each) => firedBy(index, each)), ...entries]);
};
