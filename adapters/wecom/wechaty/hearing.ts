import type { AdapterLog } from '../../../core/adapter.ts';
import type { Person } from '../../../core/events.ts';
import type { Connection, MembersChange } from './connection.ts';
import type { Heard } from './heard.ts';
import { digest } from './ids.ts';
import { mapHeard } from './inbound.ts';
import type { Parcel } from './intake.ts';
import type { Notes } from './notes.ts';
import { type Company, personOf } from './people.ts';
import type { Recent } from './recent.ts';
import type { ContactPayload, MessagePayload } from './shape.ts';

const roomsAtMost = 10_000;
/** So long after a drop the words of a message are still asked for. */
const patienceMs = 60_000;

/** Understands what the puppet reports. Times are epoch milliseconds. */
export type Hearing = {
  /** The account is logged in under this id. */
  loggedIn(id: string): void;
  /** Rejects when the message cannot be had. */
  readMessage(id: string, receivedAt: number): Promise<Parcel | undefined>;
  readMembers(kind: 'join' | 'leave', change: MembersChange, receivedAt: number): Promise<Parcel | undefined>;
  /** When somebody from outside last wrote in a conversation, by Wechaty's id. */
  heardAt(conversation: string): number | undefined;
  readonly peopleOf: (contacts: readonly ContactPayload[]) => readonly Person[];
};

/** Returns the hearing side of one account. */
export const createHearing = (options: {
  readonly account: string;
  readonly isShared: boolean;
  readonly isColleague: ((contactId: string) => boolean | undefined) | undefined;
  readonly live: () => Connection | undefined;
  readonly whenLive: (ms: number) => Promise<Connection>;
  readonly notes: () => Notes | undefined;
  readonly recent: Recent;
  /** Sees what the account says; returns whether the bot itself said it. */
  readonly onOwn: (payload: MessagePayload) => boolean;
  readonly log: AdapterLog;
}): Hearing => {
  const { account, isShared, isColleague, live, whenLive, notes, recent, onOwn, log } = options;
  const heardIn = new Map<string, number>();
  let self: { readonly id: string; readonly name?: string | undefined } | undefined;

  const company = (): Company => ({
    selfId: self?.id,
    tellsColleagues: notes()?.tellsColleagues() ?? false,
    isColleague,
  });

  const learnFrom = (contacts: readonly ContactPayload[]): readonly ContactPayload[] => {
    if (contacts.some(({ id, coworker }) => coworker === true && id !== self?.id)) notes()?.sawColleague();
    return contacts;
  };

  const contactsOf = async (ids: readonly (string | undefined)[]): Promise<readonly ContactPayload[]> => {
    const wanted = [...new Set(ids)].filter((id): id is string => id !== undefined && id !== '');
    const look = async (id: string): Promise<ContactPayload> => (await live()?.contactOf(id)) ?? { id };
    return learnFrom(await Promise.all(wanted.map(look)));
  };

  const ignore = (reason: string): undefined => {
    log.debug({ reason }, 'something heard means nothing for us');
    return undefined;
  };

  const parcelOf = (key: string, heard: Heard): Parcel | undefined => {
    const context = { ...company(), account, selfName: self?.name, isShared, roomOf: recent.roomOf };
    const mapped = mapHeard(heard, context);
    if ('ignored' in mapped) return ignore(mapped.ignored);
    if ('error' in mapped) log.warn({ reason: mapped.error.message }, 'something heard could not be read');
    const events = 'events' in mapped ? mapped.events : [];
    const [first] = events;
    return first && { key, heardAt: heard.receivedAt, lane: first.conversation.id, events, raw: heard };
  };

  const noteHeard = (place: string, receivedAt: number): void => {
    heardIn.delete(place);
    heardIn.set(place, receivedAt);
    const oldest = heardIn.keys().next();
    if (heardIn.size > roomsAtMost && oldest.done !== true) heardIn.delete(oldest.value);
  };

  /** Of a message that was announced before a drop the words are asked for after it: the service has them still. */
  const load = async (id: string): Promise<MessagePayload> => {
    const connection = live();
    try {
      if (connection) return await connection.messageOf(id);
    } catch (error) {
      if (live() === connection) throw error;
    }
    return (await whenLive(patienceMs)).puppet.messagePayload(id);
  };

  return {
    loggedIn: (id) => {
      self = { id };
      const connection = live();
      void connection?.contactOf(id).then(({ name }) => {
        if (self?.id === id) self = { id, name: name?.trim() || undefined };
      });
    },
    readMessage: async (id, receivedAt) => {
      const payload = await load(id);
      recent.add(id, payload.roomId || undefined);
      if (payload.talkerId && payload.talkerId === self?.id && (onOwn(payload) || !isShared)) {
        return ignore('own message');
      }
      const contacts = await contactsOf([payload.talkerId]);
      const parcel = parcelOf(id, { kind: 'message', receivedAt, payload, contacts });
      const [first] = parcel?.events ?? [];
      if (first?.type === 'message' && first.person.external !== false) {
        noteHeard(payload.roomId || payload.talkerId || '', receivedAt);
      }
      return parcel;
    },
    readMembers: async (kind, { roomId: room, people, by, timestamp }, receivedAt) => {
      const contacts = await contactsOf([by, ...people]);
      const key = digest(JSON.stringify([kind, room, people, timestamp]));
      return parcelOf(key, { kind, receivedAt, contacts, room, people, by, timestamp });
    },
    heardAt: (conversation) => heardIn.get(conversation),
    peopleOf: (contacts) => learnFrom(contacts).map((contact) => personOf(contact, company())),
  };
};
