import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const person = 'bigint references person on delete set null';
const ofPerson = 'bigint not null references person on delete cascade';
const ofCustomer = 'bigint not null references customer on delete cascade';

const statements: readonly string[] = [
  `create table listening (
    id bigint generated always as identity primary key,
    room_id bigint references room on delete cascade, person_id bigint references person on delete cascade,
    kind text not null, ref bigint not null, until_at bigint not null,
    check (room_id is not null or person_id is not null))`,
  `create index listening_in_room on listening (room_id, until_at)`,
  `create index listening_of_person on listening (person_id, until_at)`,

  `create table survey (
    id bigint generated always as identity primary key,
    kind text not null check (kind in ('nps', 'csat', 'free')), question text, flow text,
    created_at bigint not null, created_by ${person}, ended_at bigint)`,
  `create unique index survey_of_flow on survey (flow, kind) where flow is not null`,
  `create table survey_ask (
    id bigint generated always as identity primary key,
    survey_id bigint not null references survey on delete cascade,
    key text not null unique,
    person_id bigint references person on delete cascade, room_id bigint references room on delete cascade,
    created_at bigint not null, asked_at bigint, retry_at bigint, remind_at bigint, language text not null,
    check (room_id is not null or person_id is not null))`,
  `create index survey_ask_of_survey on survey_ask (survey_id)`,
  `create index survey_ask_of_person on survey_ask (person_id, asked_at)`,
  `create index survey_ask_waiting on survey_ask (retry_at) where retry_at is not null`,
  `create index survey_ask_due on survey_ask (remind_at) where remind_at is not null`,
  `create table survey_answer (
    survey_id bigint not null references survey on delete cascade, person_id ${ofPerson},
    customer_id bigint references customer on delete set null,
    score smallint, skipped boolean not null default false, comment text,
    answered_at bigint not null, source_key text,
    primary key (survey_id, person_id))`,
  `create index survey_answer_of_person on survey_answer (person_id, answered_at)`,
  `create index survey_answer_at on survey_answer (answered_at)`,

  `create table coupon (
    id bigint generated always as identity primary key,
    code text not null unique, issue_key text not null unique, title text not null,
    customer_id ${ofCustomer}, person_id ${person}, flow text not null,
    issued_at bigint not null, issued_by ${person}, expires_at bigint not null,
    redeemed_at bigint, redeemed_by text, redeem_key text)`,
  `create index coupon_of_customer on coupon (customer_id, issued_at)`,
  `create table points_entry (
    id bigint generated always as identity primary key,
    customer_id ${ofCustomer}, entry_key text not null unique, at bigint not null,
    points integer not null check (points <> 0), rule text not null, reason text, by_person ${person})`,
  `create index points_of_customer on points_entry (customer_id, at)`,
  `create table referral_code (
    code text primary key, customer_id ${ofCustomer}, person_id bigint references person on delete cascade,
    created_at bigint not null, unique (customer_id, person_id))`,
  `create table referral (
    customer_id bigint primary key references customer on delete cascade,
    code text not null, referrer_id ${ofCustomer}, at bigint not null)`,
  `create index referral_of_referrer on referral (referrer_id)`,

  `create table community_event (
    id bigint generated always as identity primary key,
    room_id bigint not null references room on delete cascade,
    title text not null, starts_at bigint not null, place text,
    capacity integer check (capacity > 0),
    status text not null check (status in ('open', 'cancelled', 'over')),
    created_at bigint not null, created_by ${person}, card_key text not null,
    reminded_at bigint, summary_at bigint)`,
  `create index community_event_open on community_event (starts_at) where status = 'open'`,
  `create index community_event_in_room on community_event (room_id, starts_at)`,
  `create table event_guest (
    event_id bigint not null references community_event on delete cascade, person_id ${ofPerson},
    answer text not null check (answer in ('yes', 'maybe', 'no')), waiting boolean not null default false,
    answered_at bigint not null, attended_at bigint,
    primary key (event_id, person_id))`,

  `create table poll (
    id bigint generated always as identity primary key,
    room_id bigint not null references room on delete cascade,
    question text not null, choices jsonb not null,
    created_at bigint not null, created_by ${person}, ended_at bigint, card_key text not null)`,
  `create index poll_in_room on poll (room_id, created_at)`,
  `create table poll_vote (
    poll_id bigint not null references poll on delete cascade, person_id ${ofPerson},
    choice smallint not null, at bigint not null,
    primary key (poll_id, person_id))`,

  `create table welcome (
    room_id bigint not null references room on delete cascade, person_id ${ofPerson},
    joined_at bigint not null, welcomed_at bigint,
    primary key (room_id, person_id))`,
  `create index welcome_waiting on welcome (room_id) where welcomed_at is null`,
];

/** Surveys, coupons, points, referrals, community events, polls and welcomes. */
export const communitySchema: Migration = {
  up: async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
