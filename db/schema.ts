import type { Generated } from 'kysely';
import type { Card } from '../core/messages.ts';
import type { CareTables } from './schema/care.ts';
import type { CommandTables } from './schema/commands.ts';
import type { CommunityTables } from './schema/community.ts';
import type { EffectTables } from './schema/effect.ts';
import type { ErasureTables } from './schema/erasure.ts';
import type { FollowUpTables } from './schema/follow-ups.ts';
import type { IdentityTables } from './schema/identity.ts';
import type { Json } from './schema/json.ts';
import type { ModelTables } from './schema/models.ts';
import type { PictureTables } from './schema/pictures.ts';
import type { PlaybookTables } from './schema/playbook.ts';
import type { TaskTables } from './schema/tasks.ts';
import type { WecomTables } from './schema/wecom.ts';

/** A column that PostgreSQL fills in when it is not given. */
type Filled<Value> = Generated<Value>;

/** The tables of capture, scoring and delivery. */
type CoreTables = {
  /** What scoring goes by from a time on: what the company decided, and what a night learnt. Never changed. */
  version: {
    id: Filled<number>;
    kind: string;
    from_at: number;
    created_at: number;
    created_by: string;
    content: Json<unknown>;
  };
  setting: { key: string; value: Json<unknown> };
  inbox: {
    id: Filled<number>;
    platform: string;
    account: string;
    delivery: string;
    conversation: string;
    event: Json<unknown> | null;
    received_at: number;
    done_at: number | null;
    attempts: Filled<number>;
    problem: string | null;
  };
  orphan: { id: Filled<number>; conversation: string; message: string; event: Json<unknown> };
  room: {
    id: Filled<number>;
    platform: string;
    account: string;
    external_id: string;
    kind: string;
    purpose: string;
    name: string;
    customer_id: number | null;
    /** Whose it would be if nothing had been merged; null where that is the same. */
    home_customer_id: Filled<number | null>;
    language: string | null;
    demo: Filled<boolean>;
    last_at: number | null;
  };
  person: {
    id: Filled<number>;
    name: string;
    kind: string;
    side: string;
    customer_id: number | null;
    /** As of a room. */
    home_customer_id: Filled<number | null>;
    /** The person that this one is the same human as. */
    same_as: Filled<number | null>;
    language: string | null;
    demo: Filled<boolean>;
    /** Where they live, as an IANA zone; null: as the company. */
    zone: Filled<string | null>;
  };
  identity: {
    id: Filled<number>;
    person_id: number;
    platform: string;
    account: string;
    external_id: string;
    org: string | null;
    name: string | null;
    external: string;
  };
  member: { person_id: number; role: string; lead_id: number | null };
  room_person: {
    room_id: number;
    person_id: number;
    first_at: number;
    joined_at: number;
    left_at: number | null;
  };
  customer: {
    id: Filled<number>;
    name: string;
    kind: string;
    owner_id: number | null;
    adopted_at: number | null;
    language: string | null;
    demo: Filled<boolean>;
    created_at: number;
    /** Where it counts since it was merged; itself it has no state then. */
    merged_into: Filled<number | null>;
    state: Json<unknown> | null;
    next_check_at: number | null;
    first_at: number | null;
    last_at: number | null;
    last_in_at: number | null;
    stage: string | null;
    stage_since: number | null;
    health: number | null;
    churn: number | null;
    value: Filled<number>;
    value_at_risk: Filled<number>;
    sentiment: number | null;
    segment: Filled<string>;
    tier: string | null;
    tier_since: number | null;
    warnings: Filled<string[]>;
  };
  message: {
    id: Filled<number>;
    room_id: number;
    person_id: number | null;
    external_id: string;
    thread: string | null;
    at: number;
    text: string;
    card: Json<Card | null>;
    only_for: number | null;
    edited_at: number | null;
    recalled_at: number | null;
    audience: string | null;
  };
  reaction: { message_id: number; person_id: number; emoji: string; at: number };
  interaction: {
    id: Filled<number>;
    customer_id: number;
    /** Whose it would be if nothing had been merged; null where that is the same. */
    origin_id: Filled<number | null>;
    room_id: number | null;
    person_id: number | null;
    kind: string;
    direction: string;
    at: number;
    source_key: string;
    message_id: number | null;
    text: string | null;
    data: Json<unknown>;
  };
  /** How a message sounds, as somebody said last, by the source key of its interaction. */
  sentiment_correction: {
    target: string;
    source: string;
    person_id: number | null;
    /** The person's name, or what the other system is called. */
    said_by: string;
    label: string;
    score: number;
    confidence: number;
    at: number;
  };
  /** What the corrections of the company shift every reading by; the newest holds. */
  sentiment_offsets: {
    id: Filled<number>;
    at: number;
    corrections: number;
    negative: number;
    positive: number;
  };
  stage_move: {
    customer_id: number;
    at: number;
    from_stage: string | null;
    to_stage: string;
    rule: string;
    numbers: Json<Record<string, number>>;
    evidence: Json<readonly string[]>;
  };
  tier_move: { customer_id: number; at: number; from_tier: string | null; to_tier: string; score: number };
  churn_call: {
    customer_id: number;
    day: number;
    at: number;
    probability: number;
    horizon_days: number;
    lead_days: number;
    population: string;
    method: string;
    version_id: number | null;
    /** 1 gone, 0 not; null until the horizon has passed. */
    outcome: number | null;
    /** The last active local day up to the end of the horizon. */
    last_day: number | null;
    graded_at: number | null;
  };
  assessment: {
    customer_id: number;
    at: number;
    cause: string;
    stage: string;
    health: number;
    sentiment: number;
    churn: number;
    value: number;
    value_at_risk: number;
    factors: Json<unknown>;
  };
  follow_up: {
    id: Filled<number>;
    customer_id: number;
    key: string;
    rule: string;
    opened_at: number;
    due_at: number | null;
    status: string;
    snoozed_until: number | null;
    closed_at: number | null;
    closed_by: string | null;
    numbers: Json<Record<string, number>>;
    evidence: Json<readonly string[]>;
    /** When it was first told. */
    prompted_at: number | null;
    /** It waits to be told. */
    untold: Filled<boolean>;
    told_to: number | null;
    /** When it was last told: the ladder begins there. */
    ladder_from: number | null;
    ladder_taken: Filled<number>;
    ladder_at: number | null;
  };
  promise: {
    id: Filled<number>;
    customer_id: number;
    key: string;
    phrase: string;
    made_at: number;
    due_at: number | null;
    status: string;
    settled_at: number | null;
    /** When its time was over and it was not kept, also where it was later. */
    broken_at: number | null;
  };
  outbox: {
    id: Filled<number>;
    idempotency_key: string;
    room_id: number;
    thread: string | null;
    asker_id: number | null;
    audience: string;
    message: Json<unknown>;
    status: string;
    created_at: number;
    next_at: number;
    attempts: Filled<number>;
    ref: string | null;
    problem: string | null;
    about: Json<unknown> | null;
    /** When a send whose outcome is not known began, in real time; null when none is under way. */
    tried_at: number | null;
    /** Where that send went. */
    tried_to: Json<unknown> | null;
  };
  installation: {
    platform: string;
    account: string;
    name: string;
    /** The tokens, encrypted. */
    sealed: string;
    installed_at: number;
  };
  rate_limit: { key: string; free_at: number; held_until: Filled<number> };
  history_fetch: {
    id: Filled<number>;
    room_id: number;
    cause: string;
    from_at: number;
    until_at: number;
    asked_by: number | null;
    met: Filled<boolean>;
    cursor: string | null;
    found: Filled<number>;
    oldest_at: number | null;
    reaches_back: Filled<boolean>;
    status: string;
    next_at: number;
    attempts: Filled<number>;
    problem: string | null;
  };
  digest: {
    id: Filled<number>;
    day: number;
    edition: string;
    room_id: number;
    content: Json<unknown>;
    created_at: number;
  };
  blind: {
    id: Filled<number>;
    room_id: number | null;
    from_at: number;
    until_at: number | null;
    cause: string;
  };
  audit: {
    id: Filled<number>;
    at: number;
    actor_id: number | null;
    action: string;
    customer_id: number | null;
    room_id: number | null;
    detail: Json<unknown>;
  };
};

/**
 * Every table, by name. Times are epoch milliseconds; ids are numbers; names are the words of the domain. What a subject
 * of its own needs (care, models, …) stands in `db/schema/`.
 */
export type Database = CoreTables &
  CareTables &
  CommandTables &
  CommunityTables &
  EffectTables &
  ErasureTables &
  FollowUpTables &
  IdentityTables &
  ModelTables &
  PictureTables &
  PlaybookTables &
  TaskTables &
  WecomTables;
