import type { ColumnType, Generated } from 'kysely';
import type { Card } from '../core/messages.ts';

/** A JSON column; the driver turns objects into JSON itself, but lists and bare values must come as JSON text. */
export type Json<Value> = ColumnType<Value, Value, Value>;

/** A column that PostgreSQL fills in when it is not given. */
type Filled<Value> = Generated<Value>;

/** Every table, by name. Times are epoch milliseconds; ids are numbers; names are the words of the domain. */
export type Database = {
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
    language: string | null;
    demo: Filled<boolean>;
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
  stage_move: {
    customer_id: number;
    at: number;
    from_stage: string | null;
    to_stage: string;
    rule: string;
    numbers: Json<Record<string, number>>;
    evidence: Json<readonly string[]>;
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
    prompted_at: number | null;
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
