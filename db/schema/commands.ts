import type { Generated } from 'kysely';
import type { Json } from './json.ts';

/** What a request that waits for its asker's word may be about. */
export type StoredChoice = { readonly id: number; readonly label: string; readonly detail: string };

/** The tables of what people asked the bot to do. */
export type CommandTables = {
  /** A command that waits for its asker: to choose what a name stands for, or to confirm what would change. */
  pending_command: {
    id: Generated<number>;
    asker_id: number | null;
    room_id: number | null;
    command: string;
    words: Json<readonly string[]>;
    /** Which of the words the choice stands for (from, until), with the choices; null where it is to be confirmed. */
    hole: Json<readonly [number, number]> | null;
    choices: Json<readonly StoredChoice[]> | null;
    language: string;
    at: number;
    until_at: number;
    done_at: number | null;
  };
  /** Something that a command changed and that its asker may take back until a time. */
  undoable: {
    id: Generated<number>;
    asker_id: number | null;
    command: string;
    customer_id: number | null;
    memo: Json<Readonly<Record<string, string | number | boolean | null>>>;
    says: Json<{ readonly zh: string; readonly en: string }>;
    at: number;
    until_at: number;
    done_at: number | null;
  };
};
