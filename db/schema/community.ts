import type { Generated } from 'kysely';
import type { MemberDayBenefit, MemberDaySchedule } from '../../core/community/member-day.ts';
import type { Json } from './json.ts';

type Filled<Value> = Generated<Value>;

/** The tables of surveys, coupons, points, community events, polls and welcomes. */
export type CommunityTables = {
  /** What the bot waits to hear in plain words: of one person, or of anybody in one room. */
  listening: {
    id: Filled<number>;
    /** Null: wherever the person writes. */
    room_id: number | null;
    /** Null: whoever writes in the room. */
    person_id: number | null;
    kind: string;
    ref: number;
    until_at: number;
  };
  survey: {
    id: Filled<number>;
    kind: string;
    /** In the author's own words; null for those of the kind, in both languages. */
    question: string | null;
    /** The flow that asks by itself, such as a playbook; null where a member started it. */
    flow: string | null;
    created_at: number;
    created_by: number | null;
    ended_at: number | null;
  };
  survey_ask: {
    id: Filled<number>;
    survey_id: number;
    key: string;
    /** Null where a whole room was asked. */
    person_id: number | null;
    room_id: number | null;
    created_at: number;
    /** Null while it waits. */
    asked_at: number | null;
    /** When it is tried again, since it may not be sent yet; null when it was sent. */
    retry_at: number | null;
    /** When who did not answer is reminded, once; null when nobody is. */
    remind_at: number | null;
    language: string;
  };
  survey_answer: {
    survey_id: number;
    person_id: number;
    customer_id: number | null;
    score: number | null;
    skipped: Filled<boolean>;
    comment: string | null;
    answered_at: number;
    /** The interaction that says so; a changed answer has another. */
    source_key: string | null;
  };
  coupon: {
    id: Filled<number>;
    code: string;
    issue_key: string;
    title: string;
    customer_id: number;
    person_id: number | null;
    flow: string;
    issued_at: number;
    issued_by: number | null;
    expires_at: number;
    redeemed_at: number | null;
    redeemed_by: string | null;
    /** The request that redeemed it: the same one again hears the same answer. */
    redeem_key: string | null;
  };
  /** The tills that may redeem coupons over HTTP. */
  coupon_token: {
    id: Filled<number>;
    name: string;
    /** Of the code that fetches the token, until `setup_until`; null once it was used. */
    setup_hash: string | null;
    setup_until: number | null;
    token_hash: string | null;
    created_at: number;
    created_by: number | null;
    used_at: number | null;
    revoked_at: number | null;
  };
  /** Append-only. The balance is the sum, and never below 0. */
  points_entry: {
    id: Filled<number>;
    customer_id: number;
    entry_key: string;
    at: number;
    points: number;
    rule: string;
    reason: string | null;
    by_person: number | null;
  };
  referral_code: { code: string; customer_id: number; person_id: number | null; created_at: number };
  referral: {
    /** The customer who came; nobody is referred twice. */
    customer_id: number;
    code: string;
    referrer_id: number;
    at: number;
  };
  community_event: {
    id: Filled<number>;
    room_id: number;
    title: string;
    starts_at: number;
    place: string | null;
    capacity: number | null;
    status: string;
    created_at: number;
    created_by: number | null;
    /** The card in the room, by which it is replaced. */
    card_key: string;
    reminded_at: number | null;
    summary_at: number | null;
  };
  event_guest: {
    event_id: number;
    person_id: number;
    answer: string;
    /** Waits for a free place. */
    waiting: Filled<boolean>;
    answered_at: number;
    attended_at: number | null;
  };
  poll: {
    id: Filled<number>;
    room_id: number;
    question: string;
    choices: Json<readonly string[]>;
    created_at: number;
    created_by: number | null;
    ended_at: number | null;
    card_key: string;
  };
  poll_vote: { poll_id: number; person_id: number; choice: number; at: number };
  /** The day on which a community has something more, and what. */
  member_day: {
    room_id: number;
    schedule: Json<MemberDaySchedule>;
    benefit: Json<MemberDayBenefit>;
    /** What is said in the community; null for words of ours. */
    words: string | null;
    language: string;
    /** From when on it counts. */
    since_at: number;
    /** When the next one is announced and its coupons are issued. */
    next_at: number;
    created_by: number | null;
  };
  /** Texts of broadcasts, by name. */
  broadcast_template: { name: string; text: string; saved_at: number; saved_by: number | null };
  /** Who joined a community and was not welcomed yet. */
  welcome: { room_id: number; person_id: number; joined_at: number; welcomed_at: number | null };
};
