import type { Db } from '../../db/connect.ts';
import { resolvePeople } from '../../db/people.ts';
import type { TestApp } from './app.ts';
import { account } from './company.ts';

const fans = [
  { id: 'fay', name: 'Fay' },
  { id: 'finn', name: 'Finn' },
  { id: 'gus', name: 'Gus' },
] as const;

const person = ({ id, name }: (typeof fans)[number]) => ({
  id,
  name,
  kind: 'human' as const,
  external: true,
});

/** Returns the seed with three fans who are known, but in no room yet; the community `club` speaks English. */
export const fanClub =
  (seed: (db: Db) => Promise<void>) =>
  async (db: Db): Promise<void> => {
    await seed(db);
    await resolvePeople(db, { platform: 'web', account }, fans.map(person));
    await db.updateTable('room').set({ language: 'en' }).where('external_id', '=', 'club').execute();
  };

/** Lets fans join the community at `at`, as a platform would tell it. */
export const joinClub = async (
  app: TestApp,
  at: number,
  ids: readonly (typeof fans)[number]['id'][],
): Promise<void> => {
  const people = fans.filter((each) => ids.includes(each.id)).map(person);
  const [first] = people;
  if (!first) return;
  await app.deliver(
    [
      {
        id: `join-${ids.join('-')}`,
        at,
        platform: 'web',
        account,
        person: first,
        conversation: { id: 'club', kind: 'group' },
        type: 'joined',
        people,
      },
    ],
    at,
  );
};
