import { createHash } from 'node:crypto';

/** What a row's id says about it: the first with that id, the same once more, or on which line it stood otherwise. */
export type IdUse = 'first' | 'repeated' | { readonly line: number };

/** Gives the rows of one file keys that are the same for the same row in every file. */
export type RowKeys = {
  /** Returns the key of a row without an id: what it says, and how many said the same so far. */
  counted(facts: string): string;
  /** Notes a row with an id and returns what its id says. */
  note(id: string, facts: string, line: number): IdUse;
};

/** Returns the keys of a file whose rows nobody has read yet. */
export const createRowKeys = (): RowKeys => {
  const times = new Map<string, number>();
  const seen = new Map<string, { readonly line: number; readonly facts: string }>();
  return {
    counted: (facts) => {
      const time = (times.get(facts) ?? 0) + 1;
      times.set(facts, time);
      return `${facts}/${time}`;
    },
    note: (id, facts, line) => {
      const first = seen.get(id);
      if (!first) seen.set(id, { line, facts });
      if (!first) return 'first';
      return first.facts === facts ? 'repeated' : { line: first.line };
    },
  };
};

/** Returns a short text that stands for all of `facts`: 22 characters, different for different facts. */
export const digestOf = (facts: unknown): string =>
  createHash('sha256').update(JSON.stringify(facts)).digest('base64url').slice(0, 22);
