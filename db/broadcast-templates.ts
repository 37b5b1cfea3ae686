import { sql } from 'kysely';
import type { Db } from './connect.ts';

/** A text that is saved by name, to be broadcast again. */
export type BroadcastTemplate = { readonly name: string; readonly text: string };

/** Saves a text by a name, in place of the one with that name in any case. Returns the text that was there, or undefined. */
export const saveTemplate = async (
  trx: Db,
  template: BroadcastTemplate,
  by: { readonly id: number | null; readonly at: number },
): Promise<string | undefined> => {
  const before = await templateNamed(trx, template.name);
  await sql`insert into broadcast_template (name, text, saved_at, saved_by)
    values (${template.name}, ${template.text}, ${by.at}, ${by.id})
    on conflict (lower(name)) do update set name = excluded.name, text = excluded.text, saved_at = excluded.saved_at,
      saved_by = excluded.saved_by`.execute(trx);
  return before?.text;
};

/** Returns the text with this name in any case, or undefined. */
export const templateNamed = async (db: Db, name: string): Promise<BroadcastTemplate | undefined> => {
  const found = await sql<BroadcastTemplate>`select name, text from broadcast_template
    where lower(name) = lower(${name})`.execute(db);
  return found.rows[0];
};

/** Returns the saved texts by name, at most `limit`. */
export const listTemplates = (db: Db, limit: number): Promise<readonly BroadcastTemplate[]> =>
  db.selectFrom('broadcast_template').select(['name', 'text']).orderBy('name').limit(limit).execute();

/** Removes a saved text. Returns whether there was one. */
export const removeTemplate = async (trx: Db, name: string): Promise<boolean> => {
  const gone = await sql<{ name: string }>`delete from broadcast_template where lower(name) = lower(${name})
    returning name`.execute(trx);
  return gone.rows.length > 0;
};
