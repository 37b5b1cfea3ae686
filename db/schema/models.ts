import type { ColumnType, Generated } from 'kysely';

type Json<Value> = ColumnType<Value, Value, Value>;

/** What a language model was asked, what it may not be asked about, and what it said. */
export type ModelTables = {
  /** One row a call that left the machine or was answered from the cache; never its text. */
  model_call: {
    id: Generated<number>;
    at: number;
    /** The local day and month in real time, by which budgets count. */
    day: number;
    month: number;
    purpose: string;
    prompt: string;
    version: number;
    model: string;
    status: string;
    input_tokens: number;
    output_tokens: number;
    cost: number;
    latency_ms: number | null;
    first_ms: number | null;
    attempts: number;
    items: number;
    input_hash: string;
    output_hash: string | null;
    customer_id: number | null;
    actor_id: number | null;
  };
  /** An endpoint that failed several times in a row is left alone until then (real time). */
  model_endpoint: { name: string; failures: number; open_until: number };
  model_cache: {
    key: string;
    prompt: string;
    customer_id: number | null;
    output: Json<unknown>;
    model: string;
    at: number;
  };
  /** What a model said of one message, by the source key of its interaction. */
  model_reading: {
    target: string;
    customer_id: number;
    prompt: string;
    model: string;
    labels: Json<unknown>;
    at: number;
  };
  /** How far a job has come, and until when the worker that does it has it to itself (real time). */
  model_cursor: {
    name: string;
    after_id: number;
    taken_until: number;
    /** How far it had come at `seen_at`: the next place to begin after. */
    seen_id: Generated<number>;
    seen_at: Generated<number>;
  };
  /** Rooms and customers of whom nothing is sent to a model. */
  model_ban: {
    id: Generated<number>;
    room_id: number | null;
    customer_id: number | null;
    by_id: number | null;
    at: number;
  };
  /** What somebody asked for and waits for. */
  model_task: {
    id: Generated<number>;
    key: string;
    kind: string;
    args: Json<unknown>;
    customer_id: number | null;
    room_id: number | null;
    asker_id: number | null;
    thread: string | null;
    language: string;
    at: number;
    status: string;
    /** Until when the worker that took it has it to itself (real time). */
    taken_until: number;
    attempts: Generated<number>;
    problem: string | null;
  };
  /** What was found out about a customer; it counts when a person has confirmed it. */
  customer_fact: {
    id: Generated<number>;
    customer_id: number;
    kind: string;
    text: string;
    evidence: Json<readonly string[]>;
    status: string;
    source: string;
    proposed_at: number;
    decided_by: number | null;
    decided_at: number | null;
  };
};
