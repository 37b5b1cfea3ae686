import type { ColumnType, Generated } from 'kysely';

/** The tables by which follow-ups reach people. */
export type FollowUpTables = {
  /** When a member is to be looked at next because something waits to be told to them. */
  prompt_due: { member_id: number; at: number };
  /** What was told to a member in one message, by the key of the message in the outbox. */
  prompt: {
    id: Generated<number>;
    member_id: number;
    at: number;
    outbox_key: string;
    /** A list, written as JSON text. */
    items: ColumnType<unknown, string, string>;
  };
  /** A step of the ladder that was taken for a follow-up told at `since_at`, once; `told_at` null while it waits. */
  escalation: {
    follow_up_id: number;
    since_at: number;
    step: string;
    member_id: number;
    at: number;
    told_at: number | null;
  };
  /** A member is away; `ended_at` when they were back sooner. */
  absence: {
    id: Generated<number>;
    member_id: number;
    from_at: number;
    until_at: number | null;
    deputy_id: number | null;
    ended_at: number | null;
  };
  /** A question of a customer, several in a row as one, until it ends. */
  question: {
    customer_id: number;
    key: string;
    asked_at: number;
    tier: string | null;
    ended_at: number | null;
    how: string | null;
    by_key: string | null;
    minutes: number | null;
    limit_minutes: number | null;
  };
  /** Customers that changed hands by hand, several in one batch. */
  owner_change: {
    id: Generated<number>;
    batch: string;
    customer_id: number;
    at: number;
    from_id: number | null;
    to_id: number | null;
    by_id: number | null;
    undone_at: number | null;
  };
  /** What a member was shown as words for a customer. */
  draft: { id: Generated<number>; customer_id: number; member_id: number; at: number; text: string };
  /** What a member wants otherwise than the company: zone and quiet hours. */
  member_hours: {
    member_id: number;
    zone: string | null;
    quiet_from_hour: number | null;
    quiet_until_hour: number | null;
  };
};
