import type { InboundEvent } from '../../core/events.ts';
import type { Db } from '../../db/connect.ts';
import type { Listening } from '../../db/listening.ts';
import type { KnownPerson, MentionedPerson } from '../../db/people.ts';
import type { Room } from '../../db/rooms.ts';
import type { Ingest } from './ingest.ts';

/** The customer who last spoke in a community, as a person and as the customer they are. */
export type Speaker = { readonly personId: number; readonly customerId: number; readonly at: number };

/** All that capturing one event may look at: its room, who is who, and what the batch has stored already. */
export type Scene = {
  readonly trx: Db;
  readonly ingest: Ingest;
  readonly room: Room;
  readonly people: ReadonlyMap<string, KnownPerson>;
  /** The people of this room whom the batch mentions, by id and by name. */
  readonly mentioned: ReadonlyMap<string, MentionedPerson>;
  /** Returns the customer for whom a person of the customers' side speaks in this room. */
  readonly customerOf: (person: KnownPerson) => number | undefined;
  readonly messageIds: ReadonlyMap<string, { readonly id: number; readonly fresh: boolean }>;
  /** The member of ours who first spoke to each customer in this batch. */
  readonly adopted: Map<number, { readonly ownerId: number; readonly at: number }>;
  /** What the bot waits to hear in the batch's rooms and of its people; shared by its scenes, read when first needed. */
  readonly listening: {
    readonly roomIds: readonly number[];
    readonly personIds: readonly number[];
    readonly from: number;
    rows: readonly Listening[] | undefined;
  };
  /** The customer who last spoke in the room before the event at hand. */
  lastSpeaker: Speaker | undefined;
};

/** Returns the key under which the room of an event is found within its account. */
export const roomKey = (event: Pick<InboundEvent, 'conversation'>): string => event.conversation.id;
