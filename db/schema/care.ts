import type { Generated } from 'kysely';

/** The tables of the contact budget and of what people agreed to. Times are epoch milliseconds. */
export type CareTables = {
  /** The one ledger of messages that we sent on our own account, over all flows, members and platforms. */
  contact: {
    id: Generated<number>;
    key: string;
    flow: string;
    purpose: string;
    priority: number;
    solicited: boolean;
    occasion: boolean;
    /** Whom it is for; null for a whole room. */
    person_id: number | null;
    /** Where it goes. */
    room_id: number | null;
    customer_id: number | null;
    platform: string;
    outbox_id: number | null;
    reserved_at: number;
    status: 'reserved' | 'confirmed' | 'released';
    sent_at: number | null;
    /** Why it was released. */
    reason: string | null;
  };
  /** Whose budget a contact uses up: a person's or a room's. */
  contact_subject: { contact_id: number; person_id: number | null; room_id: number | null };
  /** What a person agreed to or refused, as it was said; the newest of a purpose or of `all` holds. */
  consent: {
    id: Generated<number>;
    person_id: number;
    purpose: string;
    state: 'given' | 'withdrawn';
    /** Which text they agreed to. */
    text_version: string | null;
    source: string;
    at: number;
    by_id: number | null;
  };
  /** Who gets no messages, as keyed hashes of their ids on the platforms: it outlives the person. */
  suppression: { hash: string; at: number; source: string };
};
