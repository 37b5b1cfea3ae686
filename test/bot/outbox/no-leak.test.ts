import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClock } from '../../../bot/clock.ts';
import { createCompany } from '../../../bot/ingest/context.ts';
import { createLogger } from '../../../bot/log.ts';
import { deliverOutbox } from '../../../bot/outbox/deliver.ts';
import { PlatformError } from '../../../core/errors.ts';
import type { Person } from '../../../core/events.ts';
import type { Audience } from '../../../core/messages.ts';
import { connect, type Db } from '../../../db/connect.ts';
import { enqueue } from '../../../db/outbox.ts';
import { resolvePeople } from '../../../db/people.ts';
import { ensureRooms, findRoom, type RoomPurpose, roomPurposes } from '../../../db/rooms.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { messageFor } from '../../support/outbound.ts';
import { createScriptedAdapter } from '../../support/scripted-adapter.ts';

let database: TestDatabase;
let db: Db;

const where = { platform: 'slack', account: 'T1' } as const;
const ours: readonly Person[] = ['mia', 'lin'].map((id) => ({
  id,
  name: id,
  kind: 'human',
  external: false,
}));
const others: readonly Person[] = [
  { id: 'ann', name: 'ann', kind: 'human', external: true },
  { id: 'who', name: 'who', kind: 'human', external: 'unknown' },
  // The platform calls them ours, and we know them for a customer.
  { id: 'guest', name: 'guest', kind: 'human', external: false },
  { id: 'their-bot', name: 'their-bot', kind: 'bot', external: true },
];
const ourBot: Person = { id: 'tend', name: 'tend', kind: 'bot', external: false };

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.url, { max: 4 });
  await resolvePeople(db, where, [...ours, ...others, ourBot]);
  await db.updateTable('person').set({ side: 'customer' }).where('name', '=', 'guest').execute();
  for (const purpose of roomPurposes) {
    await ensureRooms(db, [{ ...where, externalId: purpose, kind: 'group', purpose, name: purpose }]);
  }
});

afterAll(async () => {
  await db.destroy();
  await database.drop();
});

const anyPeople = fc.subarray([...ours, ...others, ourBot]);
const anyRoster = fc.oneof(
  { weight: 4, arbitrary: anyPeople },
  { weight: 1, arbitrary: fc.constant(new PlatformError('no', { platformCode: 'missing_scope' })) },
  { weight: 1, arbitrary: fc.constant(new Error('the connection was lost')) },
);
const anyMessage = fc.record({
  audience: fc.constantFrom<Audience>('customer', 'team', 'managers', 'person'),
  purpose: fc.constantFrom<RoomPurpose>(...roomPurposes),
  asker: fc.constantFrom(undefined, 'mia', 'ann', 'who', 'guest'),
  kind: fc.constantFrom('reply', 'update', 'home'),
  thread: fc.boolean(),
  ephemeral: fc.boolean(),
});

test('whatever is sent, whoever is there, nothing internal reaches a room with an outsider', async () => {
  const people = await resolvePeople(db, where, [...ours, ...others]);
  const insiders = new Set(ours.map((each) => each.id));
  let count = 0;
  let openly = 0;
  await fc.assert(
    fc.asyncProperty(
      anyRoster,
      fc.array(anyMessage, { minLength: 1, maxLength: 4 }),
      async (roster, messages) => {
        await db.deleteFrom('outbox').execute();
        await db.deleteFrom('rate_limit').execute();
        const clock = await createClock(db);
        for (const each of messages) {
          const scripted = createScriptedAdapter({ ephemeral: each.ephemeral });
          scripted.people = roster;
          const updates: string[] = [];
          const homes: string[] = [];
          const adapter = {
            ...scripted.adapter,
            update: async (to: { readonly conversation: string }) => {
              updates.push(to.conversation);
              return { status: 'sent', ref: 'updated' } as const;
            },
            showHome: async (person: string) => void homes.push(person),
          };
          const room = await findRoom(db, where, each.purpose);
          const askerId = each.asker === undefined ? undefined : people.get(each.asker)?.id;
          const home = each.asker ?? 'mia';
          const about =
            each.kind === 'update' ? { update: 'm1' } : each.kind === 'home' ? { home } : undefined;
          const message = messageFor(each.audience, { title: 'words', blocks: [] });
          await enqueue(
            db,
            {
              key: `leak-${++count}`,
              roomId: room?.id ?? 0,
              message,
              ...(askerId === undefined ? {} : { askerId }),
              ...(each.thread ? { thread: 't1' } : {}),
              ...(about ? { about } : {}),
            },
            clock.now(),
          );
          await deliverOutbox({
            db,
            clock,
            log: createLogger('silent'),
            company: createCompany('Asia/Shanghai', 'cn'),
            adapterFor: async () => adapter,
          });
          await db.deleteFrom('rate_limit').execute();
          if (each.audience === 'customer') continue;
          const allOurs =
            !(roster instanceof Error) &&
            roster.length > 0 &&
            roster.every((person) => insiders.has(person.id) || person.id === ourBot.id);
          for (const { to } of scripted.sent) {
            const alone =
              to.onlyFor ?? (to.conversation.startsWith('D-') ? to.conversation.slice(2) : undefined);
            if (alone === undefined) {
              openly++;
              expect(allOurs).toBe(true);
              expect(each.audience === 'person').toBe(false);
              if (each.audience === 'managers') expect(each.purpose).toBe('managers');
            } else {
              expect(insiders.has(alone)).toBe(true);
              expect(alone).toBe(each.asker);
            }
          }
          if (updates.length > 0) expect(allOurs).toBe(true);
          for (const person of homes) expect(insiders.has(person)).toBe(true);
        }
      },
    ),
    { numRuns: 60 },
  );
  // The rule was tried where it lets something pass, too.
  expect(openly).toBeGreaterThan(0);
});
