import type { Generated } from 'kysely';
import type { Json } from './json.ts';

/** The tables of playbooks and of the customers inside them. Times are epoch milliseconds. */
export type PlaybookTables = {
  /** Every version of every playbook; the content of a version never changes. */
  playbook: {
    key: string;
    version: number;
    state: string;
    content: Json<unknown>;
    created_at: number;
    created_by: string;
    back_test: Json<unknown> | null;
    back_tested_at: number | null;
    approved_at: number | null;
    approved_by: string | null;
    /** Who let a model word its messages anew; null: the fixed texts stand. */
    model_approved_by: Generated<string | null>;
    /** Since when customers may enter; kept while it is paused. */
    since_at: number | null;
    ended_at: number | null;
  };
  /** A customer's way through one version of a playbook. */
  playbook_run: {
    id: Generated<number>;
    playbook: string;
    version: number;
    customer_id: number;
    /** What set it going; the same a second time starts nothing. */
    trigger: string;
    status: 'active' | 'done';
    /** Why it ended. */
    why: string | null;
    step: number;
    wake_at: number;
    /** The interaction that it waits for. */
    awaits: string | null;
    started_at: number;
    contacted_at: number | null;
    contacts: Generated<number>;
    /** Since when the message of this step is held up. */
    held_since: number | null;
    /** What later messages name: a coupon code. */
    values: Json<Readonly<Record<string, string>>>;
    ended_at: number | null;
  };
  /** What a run did at a step, or why not. */
  playbook_step: {
    id: Generated<number>;
    run_id: number;
    step: number;
    at: number;
    outcome: string;
    reason: string | null;
    contact_id: number | null;
  };
  /** A message that a model is to word anew for one run; `words` are null until it has, '' where it did not help. */
  playbook_draft: {
    run_id: number;
    step: number;
    wanted_at: number;
    language: string;
    /** The words that stand without a model. */
    fixed: string;
    words: string | null;
  };
  /** A back-test that somebody asked for in chat. */
  back_test: {
    id: Generated<number>;
    playbook: string;
    days: number;
    asker_id: number | null;
    room_id: number;
    language: string;
    asked_at: number;
    /** Until when, in real time, the worker that took it may keep it to itself. */
    taken_until: Generated<number>;
    attempts: Generated<number>;
    /** How often its card was written. */
    cards: Generated<number>;
    done_at: Generated<number | null>;
  };
  /** Who fulfils the conditions of a playbook that begins when somebody comes to fulfil them. */
  playbook_member: { playbook: string; version: number; customer_id: number };
  /** A customer's birthday: month and day, by the sun or by the Chinese moon, never the year. */
  birthday: { customer_id: number; calendar: 'solar' | 'lunar'; month: number; day: number };
};
