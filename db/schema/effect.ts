import type { Generated } from 'kysely';
import type { Json } from './json.ts';

/** The tables of broadcasts and of what measured flows bring about. Times are epoch milliseconds. */
export type EffectTables = {
  /** A flow whose effect is measured, with the plan of its analysis, made before its first message. */
  measured_flow: {
    flow: string;
    started_at: number;
    read_at: number;
    horizon_days: number;
    least_per_arm: number;
  };
  /** Which arm of a measured flow somebody was given, once and for all. */
  assignment: {
    flow: string;
    unit: string;
    customer_id: number | null;
    person_id: number | null;
    tier: string;
    arm: 'treated' | 'control' | 'hold-out';
    at: number;
  };
  broadcast: {
    id: Generated<number>;
    text: string;
    purpose: string;
    /** `people`: each in private; `rooms`: into the rooms of the customers. */
    target: 'people' | 'rooms';
    filter: Json<unknown>;
    language: string;
    author_id: number | null;
    created_at: number;
    status: 'planning' | 'waiting' | 'testing' | 'tested' | 'running' | 'paused' | 'done' | 'cancelled';
    /** What it goes on with after a pause. */
    resumes: 'testing' | 'running' | null;
    reason: string | null;
    test_percent: number;
    stop_percent: number;
    approved_by: number | null;
    approved_at: number | null;
    changed_at: number;
    /** Answers to what was sent until then were read by whoever resumed it. */
    heard_until: Generated<number>;
    /** What its card said last, and how often it was changed. */
    card: string | null;
    cards: Generated<number>;
  };
  broadcast_target: {
    id: Generated<number>;
    broadcast_id: number;
    person_id: number | null;
    room_id: number | null;
    customer_id: number | null;
    unit: string;
    tier: string;
    arm: 'treated' | 'control' | 'hold-out';
    /** 0 is the test share, 1 the rest. */
    wave: number;
    status: 'planned' | 'queued' | 'blocked';
    reason: string | null;
    next_at: number;
    /** How often it was put into the outbox; after a pause it is once more. */
    round: Generated<number>;
  };
};
