import type { ContactFacts } from '../../core/care/decide-contact.ts';
import { type Interlocks, interlocksOf, noInterlocks } from '../../core/care/interlocks.ts';
import type { CareLimits, Purpose } from '../../core/care/limits.ts';
import { createZone, type Zone } from '../../core/zone.ts';
import {
  type CarePerson,
  type CareRoom,
  carePeople,
  careRooms,
  interlockStates,
} from '../../db/care-people.ts';
import type { Db } from '../../db/connect.ts';
import type { Subjects } from '../../db/contacts.ts';
import { suppressedAmong } from '../../db/suppressions.ts';
import type { Seal } from '../platforms/seal.ts';
import type { Care, ContactRequest } from './request.ts';
import { type HashIdentity, hashingOf } from './suppression-key.ts';

/** All that is known about whom requests are for; the budget is read apart, once it is locked. */
export type Audience = {
  readonly people: ReadonlyMap<number, CarePerson>;
  readonly rooms: ReadonlyMap<number, CareRoom>;
};

/** Whom a request is for. */
export type Aim = Pick<ContactRequest, 'to' | 'purpose'>;

const unique = (ids: readonly number[]): readonly number[] => [...new Set(ids)];

/** A community is addressed as a whole; in other rooms everybody of the customer's side is. */
const addressesAll = (room: CareRoom): boolean => room.purpose !== 'community';

/** Reads the people and rooms that requests are for, in a few statements for all. */
export const readAudience = async (db: Db, aims: readonly Aim[]): Promise<Audience> => {
  const rooms = await careRooms(
    db,
    unique(aims.flatMap(({ to }) => (to.roomId === undefined ? [] : [to.roomId]))),
  );
  const people = await carePeople(
    db,
    unique(
      aims.flatMap(({ to }) => {
        if ('personId' in to) return [to.personId];
        const room = rooms.get(to.roomId);
        return room && addressesAll(room) ? room.personIds : [];
      }),
    ),
  );
  return { people, rooms };
};

/** Returns whose budget a request uses up: of a message in a group the person's and the group's. */
export const subjectsOf = ({ to }: Aim, { people, rooms }: Audience): Subjects => {
  const room = to.roomId === undefined ? undefined : rooms.get(to.roomId);
  const roomIds = room && room.kind === 'group' ? [room.id] : [];
  const one = 'personId' in to ? [to.personId] : room && addressesAll(room) ? room.personIds : [];
  // One human has one budget, on however many platforms.
  return { personIds: unique(one.flatMap((id) => people.get(id)?.sameIds ?? [id])), roomIds };
};

const lastSaid = ({ consents }: CarePerson, purpose: Purpose | 'all') =>
  consents
    .filter((each) => each.purpose === purpose || each.purpose === 'all')
    .sort((one, other) => other.at - one.at || other.id - one.id)[0]?.state;

const saidNoToAll = ({ consents }: CarePerson): boolean =>
  consents.some((each) => each.purpose === 'all' && each.state === 'withdrawn');

const zoneOf = (person: CarePerson | undefined, company: Zone): Zone =>
  person?.zone ? createZone(person.zone) : company;

const customerPurposes = ['customer', 'community', 'direct'];

const reachOf = ({ to }: Aim, { people, rooms }: Audience): ContactFacts['reach'] => {
  const room = to.roomId === undefined ? undefined : rooms.get(to.roomId);
  if (to.roomId !== undefined && !room) return 'unreachable';
  if (room && !customerPurposes.includes(room.purpose)) return 'not-a-customer';
  if (!('personId' in to)) return room?.personIds.length === 0 ? 'unreachable' : 'customer';
  const person = people.get(to.personId);
  if (!person?.platform) return 'unreachable';
  if (person.side !== 'customer') return 'not-a-customer';
  return room && !room.personIds.includes(person.id) ? 'unreachable' : 'customer';
};

/** Facts about one request without the budget, and which customer it concerns. */
export type AimFacts = Omit<ContactFacts, 'ledgers'> & { readonly customerId: number | null };

/** Returns the facts about each request at `at`, in their order, read in a few statements for all. */
export const readFacts = async (
  db: Db,
  { company }: Care,
  aims: readonly Aim[],
  audience: Audience,
  limits: CareLimits,
  at: number,
): Promise<readonly AimFacts[]> => {
  const { people, rooms } = audience;
  const suppressed = await suppressedPeople(db, company.seal, [...people.values()]);
  const states = await interlockStates(
    db,
    unique([
      ...[...people.values()].flatMap((each) => each.customerId ?? []),
      ...[...rooms.values()].flatMap((each) => each.customerId ?? []),
    ]),
  );
  const interlocks = new Map<number, Interlocks>();
  for (const [id, state] of states) interlocks.set(id, interlocksOf(state, at, limits));
  return aims.map((aim) => {
    const { to, purpose } = aim;
    const room = to.roomId === undefined ? undefined : rooms.get(to.roomId);
    const person = 'personId' in to ? people.get(to.personId) : undefined;
    const addressed = subjectsOf(aim, audience).personIds.flatMap((id) => people.get(id) ?? []);
    const customerId = person ? person.customerId : (room?.customerId ?? null);
    return {
      reach: reachOf(aim, audience),
      optedOut: addressed.some((each) => suppressed.has(each.id) || saidNoToAll(each)),
      consent: person
        ? (lastSaid(person, purpose) ?? 'none')
        : addressed.some((each) => lastSaid(each, purpose) === 'withdrawn')
          ? 'withdrawn'
          : 'not-asked',
      interlocks: (customerId === null ? undefined : interlocks.get(customerId)) ?? noInterlocks,
      zone: zoneOf(person, company.zone),
      platform: room?.platform ?? person?.platform ?? 'web',
      customerId,
    };
  });
};

const hashesOf = (person: CarePerson, hash: HashIdentity): readonly string[] => person.identities.map(hash);

const suppressedPeople = async (
  db: Db,
  seal: Seal | undefined,
  people: readonly CarePerson[],
): Promise<ReadonlySet<number>> => {
  const hash = await hashingOf(db, seal);
  const hashes = people.map((person) => ({ id: person.id, hashes: hashesOf(person, hash) }));
  const found = await suppressedAmong(
    db,
    hashes.flatMap((each) => each.hashes),
  );
  return new Set(hashes.filter((each) => each.hashes.some((one) => found.has(one))).map((each) => each.id));
};
