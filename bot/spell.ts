import { foldCharacters } from '../core/text/normalise.ts';
import type { Db } from '../db/connect.ts';
import { type Spelling, storeSpellings, unspelledCustomers } from '../db/spellings.ts';

/** The dictionary takes a while to load and is only needed once somebody types letters for a Chinese name. */
const loadDictionary = async () => (await import('pinyin-pro')).pinyin;

const joined = (parts: readonly string[]): string =>
  parts
    .join('')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');

/** Returns the function that spells names: 晨光书店 is chenguangshudian, and cgsd by its initials. */
export const loadSpeller = async (): Promise<(name: string) => Spelling> => {
  const pinyin = await loadDictionary();
  return (name) => {
    const plain = foldCharacters(name);
    const options = { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true } as const;
    const spelled = pinyin(plain, options);
    const initials = pinyin(plain, { ...options, pattern: 'first' });
    return { spelled: joined(spelled), initials: joined(initials) };
  };
};

const atOnce = 2000;
/** A look-up waits for so many new names at most; the rest are spelled by the next ones. */
const most = 20_000;

/** Spells the names of customers that are new or were changed. */
export const spellCustomers = async (db: Db): Promise<void> => {
  for (let done = 0; done < most; done += atOnce) {
    const waiting = await unspelledCustomers(db, atOnce);
    if (waiting.length === 0) return;
    const spell = await loadSpeller();
    await storeSpellings(
      db,
      waiting.map(({ id, name }) => ({ id, name, ...spell(name) })),
    );
    if (waiting.length < atOnce) return;
  }
};
