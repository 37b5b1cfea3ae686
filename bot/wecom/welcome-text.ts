import { z } from 'zod';
import type { Db } from '../../db/connect.ts';
import { readSetting, writeSetting } from '../../db/settings.ts';

const key = 'welcome';
const stored = z.object({
  text: z.string().nullable(),
  before: z.string().nullable(),
  by: z.string(),
  at: z.number(),
});

/** What new contacts are told; null: nothing. `before` is what it was until then. */
export type Welcome = z.infer<typeof stored>;

/** WeCom takes 4,000 bytes, and a name may be put in. */
export const longestWelcome = 3600;

/** Returns what new contacts are told, or undefined when nobody has ever said. */
export const readWelcome = async (db: Db): Promise<Welcome | undefined> =>
  stored.safeParse(await readSetting(db, key)).data;

/** Says what new contacts are told from now on. */
export const writeWelcome = async (db: Db, text: string | null, by: string, at: number): Promise<void> => {
  const before = (await readWelcome(db))?.text ?? null;
  await writeSetting(db, key, { text, before, by, at } satisfies Welcome);
};

/** Returns the text with the customer's name in the place of {name}, or without that place where it is not known. */
export const fillWelcome = (text: string, name: string | undefined): string =>
  text.replaceAll(name === undefined ? / ?\{name\}/g : '{name}', name ?? '');
