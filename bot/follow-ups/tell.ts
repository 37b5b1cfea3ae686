import { type Absence, toldFor } from '../../core/follow-ups/absence.ts';
import { nextLadderStep } from '../../core/follow-ups/ladder.ts';
import type { FollowUpNumbers } from '../../core/follow-ups/numbers.ts';
import { quietUntil } from '../../core/follow-ups/quiet.ts';
import { dayMs, minuteMs } from '../../core/time.ts';
import { createZone, type Zone } from '../../core/zone.ts';
import { absencesAt } from '../../db/absences.ts';
import type { Db } from '../../db/connect.ts';
import { directRoomOf } from '../../db/direct-room.ts';
import { markStepsTold, type UntoldStep, untoldSteps } from '../../db/escalations.ts';
import { followUpsById, type OpenFollowUpRow } from '../../db/follow-ups.ts';
import { hoursOf } from '../../db/member-hours.ts';
import { findMembers, type Member } from '../../db/people.ts';
import {
  callAgain,
  type LastPrompt,
  lastPrompt,
  lockDueMember,
  markTold,
  noteUntold,
  type PromptItem,
  toldSince,
  untoldFollowUps,
} from '../../db/prompts.ts';
import type { Room } from '../../db/rooms.ts';
import type { Company } from '../ingest/context.ts';
import { updatingPlatforms } from '../outbox/updates.ts';
import { callOwners } from './call-owners.ts';
import { sendPrompt } from './send-prompt.ts';
import { urgenciesOf } from './urgencies.ts';

/** A follow-up that opened longer ago is not told any more: it came from old history. */
const freshMs = 3 * dayMs;
/** Steps of the ladder in one message at most; the others come with the next. */
const mostSteps = 20;
/** A message that stands longer than this line of items is not added to any more. */
const mostItems = 10;

/**
 * Lets the newly opened follow-ups of these customers wait for their owners, or for who stands in. Part of the transaction
 * that opened them, so that none is ever forgotten. Returns whether there are any; {@link tellMembers} tells them.
 */
export const noteFollowUps = async (
  trx: Db,
  customerIds: readonly number[],
  now: number,
): Promise<boolean> => {
  if (customerIds.length === 0) return false;
  const owners = await noteUntold(trx, customerIds, now - freshMs);
  await callOwners(trx, owners, now);
  return owners.length > 0;
};

/** Where and when a member can be reached. */
type Reader = {
  readonly member: Member;
  readonly room: Room;
  readonly zone: Zone;
  readonly quietUntil: number | undefined;
  /** When the quiet hours of tomorrow end. */
  readonly tomorrow: number;
};

const readerOf = async (
  trx: Db,
  company: Company,
  memberId: number,
  now: number,
): Promise<Reader | undefined> => {
  const [member] = await findMembers(trx, [memberId]);
  const room = await directRoomOf(trx, memberId);
  if (!member || !room) return undefined;
  const own = await hoursOf(trx, memberId);
  const { quietFromHour, quietUntilHour } = company.policies.latest().followUps;
  const zone = own?.zone ? createZone(own.zone) : company.zone;
  const hours = {
    fromHour: own?.quietFromHour ?? quietFromHour,
    untilHour: own?.quietUntilHour ?? quietUntilHour,
  };
  const morning = hours.fromHour === hours.untilHour ? 9 : hours.untilHour;
  const tomorrow = zone.at(zone.dayOf(now) + 1, morning * 60);
  return { member, room, zone, quietUntil: quietUntil(zone, hours, now), tomorrow };
};

/** What waits to be told to somebody: new follow-ups, those that woke, and steps of the ladder. */
type Waiting = {
  readonly fresh: readonly OpenFollowUpRow[];
  readonly again: readonly OpenFollowUpRow[];
  readonly steps: readonly UntoldStep[];
  /** New ones that wait for another day. */
  readonly beyond: boolean;
};

const gather = async (
  trx: Db,
  company: Company,
  { member, zone }: Reader,
  absences: ReadonlyMap<number, Absence>,
  now: number,
): Promise<Waiting> => {
  const { perDay } = company.policies.latest().followUps;
  const owners = toldFor(member.id, absences);
  const told = await toldSince(trx, member.id, zone.startOfDay(zone.dayOf(now)));
  // One more than may be told, to know whether any is left; those that woke come on top.
  const all = await untoldFollowUps(trx, owners, urgenciesOf(company.rules), 2 * perDay + 1);
  const isNew = (each: OpenFollowUpRow): boolean => each.promptedAt === null;
  const fresh = all.filter(isNew).slice(0, Math.max(0, perDay - told));
  return {
    fresh,
    again: all.filter((each) => !isNew(each)),
    steps: await untoldSteps(trx, member.id, mostSteps),
    beyond: all.filter(isNew).length > fresh.length,
  };
};

const isAtOnce = ({ atOnce }: FollowUpNumbers, { fresh }: Waiting): readonly OpenFollowUpRow[] =>
  fresh.filter((each) => atOnce.includes(each.rule));

const itemsOf = ({ fresh, again, steps }: Waiting): readonly PromptItem[] => [
  ...fresh.map(({ id }): PromptItem => ({ id, as: 'new' })),
  ...again.map(({ id }): PromptItem => ({ id, as: 'again' })),
  ...steps.map(({ id, step }): PromptItem => ({ id, as: step })),
];

const markAll = async (
  trx: Db,
  company: Company,
  memberId: number,
  { fresh, again, steps }: Waiting,
  now: number,
): Promise<void> => {
  const { ladder } = company.policies.latest().followUps;
  const told = [...fresh, ...again].map(({ id, tier }) => ({
    id,
    ladderAt: nextLadderStep(company.calendar, ladder, { tier, since: now, taken: 0 })?.at ?? null,
  }));
  await markTold(trx, memberId, now, told);
  await markStepsTold(trx, memberId, now, steps);
};

/** What stands in the message that is added to: without what is told anew now, or closed meanwhile stays as it is. */
const joined = (before: readonly PromptItem[], more: readonly PromptItem[]): readonly PromptItem[] => [
  ...before.filter((item) => !more.some((each) => each.id === item.id)),
  ...more,
];

/** The message in which the platform lets new items appear; undefined where there is none. */
const messageToAddTo = (
  last: LastPrompt | undefined,
  { room }: Reader,
  items: readonly PromptItem[],
): LastPrompt | undefined =>
  last?.ref !== undefined &&
  last.ref !== null &&
  last.roomId === room.id &&
  last.items.length + items.length <= mostItems &&
  updatingPlatforms.has(room.platform)
    ? last
    : undefined;

const nothingIn = ({ fresh, again, steps }: Waiting): boolean =>
  fresh.length + again.length + steps.length === 0;

/** Tells one member what waits for them as far as it may be told now; returns whether anything was put into the outbox. */
const tellMember = async (trx: Db, company: Company, memberId: number, now: number): Promise<boolean> => {
  await company.policies.refresh(trx);
  const numbers = company.policies.latest().followUps;
  const absences = await absencesAt(trx, now);
  const away = absences.get(memberId);
  const reader = await readerOf(trx, company, memberId, now);
  if (!reader || away) {
    await callAgain(trx, memberId, away?.untilAt ?? undefined);
    return false;
  }
  const all = await gather(trx, company, reader, absences, now);
  const urgent = isAtOnce(numbers, all);
  const waiting: Waiting =
    reader.quietUntil === undefined ? all : { fresh: urgent, again: [], steps: [], beyond: false };
  const later = reader.quietUntil ?? (all.beyond ? reader.tomorrow : undefined);
  if (nothingIn(waiting)) {
    await callAgain(trx, memberId, nothingIn(all) && !all.beyond ? undefined : later);
    return false;
  }
  const items = itemsOf(waiting);
  const last = await lastPrompt(trx, memberId, now - numbers.bundleMinutes * minuteMs);
  const addTo = urgent.length > 0 ? undefined : messageToAddTo(last, reader, items);
  if (last && urgent.length === 0 && !addTo) {
    await callAgain(trx, memberId, last.at + numbers.bundleMinutes * minuteMs);
    return false;
  }
  const shown = addTo ? joined(addTo.items, items) : items;
  const rows = await followUpsById(
    trx,
    shown.map((each) => each.id),
  );
  await markAll(trx, company, memberId, waiting, now);
  await callAgain(trx, memberId, later);
  return sendPrompt(trx, company, {
    member: reader.member,
    room: reader.room,
    items: shown,
    rows,
    now,
    ...(addTo?.ref ? { update: addTo.ref } : {}),
  });
};

/**
 * Tells every member whose time has come what waits for them: new follow-ups ranked by value at risk and urgency, so many a
 * day at most, what they had put off, and steps of the ladder, all in one message; not in their quiet hours and not while
 * they are away. What comes soon after a message is added to it where the platform can do so, and waits where not. Returns
 * whether anything was put into the outbox.
 */
export const tellMembers = async (
  { db, company }: { readonly db: Db; readonly company: Company },
  now: number,
): Promise<boolean> => {
  let wrote = false;
  for (;;) {
    const done = await db.transaction().execute(async (trx) => {
      const memberId = await lockDueMember(trx, now);
      if (memberId === undefined) return undefined;
      return tellMember(trx, company, memberId, now);
    });
    if (done === undefined) return wrote;
    wrote ||= done;
  }
};
