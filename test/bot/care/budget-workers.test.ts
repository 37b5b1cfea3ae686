import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ContactRequest, contactAll } from '../../../bot/care/contact.ts';
import { createCompany } from '../../../bot/ingest/context.ts';
import { customerMessage } from '../../../core/messages.ts';
import { connect, type Db } from '../../../db/connect.ts';
import { settleForgotten } from '../../../db/contacts.ts';
import { settleOutbound } from '../../../db/outbox.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { at, day } from '../../support/given.ts';

const company = createCompany('Asia/Shanghai', 'none');
/**
 * Each person is one random history. A few in the suite; by hand as many as wanted:
 * `TEND_BUDGET_HISTORIES=10000 npx vitest run test/bot/care/budget-workers.test.ts`.
 */
const people = Number(process.env['TEND_BUDGET_HISTORIES'] ?? 300);
const workers = 4;
/** So many requests a worker makes in one transaction, and so many rows one statement takes. */
const atOnce = 80;
const rowsAtOnce = 1000;
let database: TestDatabase;
let db: Db;
let rooms: readonly number[] = [];

/** Numbers in [0, 1) that are the same in every run (mulberry32). */
let state = 42;
const random = (): number => {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
};

const chunks = <Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );

/** Every person is in two rooms, so that their budget is asked for in different ways at once. */
beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.url, { max: workers + 4 });
  const numbers = Array.from({ length: people }, (_, index) => index);
  const made: { readonly id: number }[] = [];
  for (const part of chunks(numbers, rowsAtOnce))
    made.push(
      ...(await db
        .insertInto('person')
        .values(part.map((each) => ({ name: `P${each}`, kind: 'human', side: 'customer' })))
        .returning('id')
        .execute()),
    );
  const inserted: { readonly id: number }[] = [];
  for (const part of chunks([...[...numbers, ...numbers].entries()], rowsAtOnce))
    inserted.push(
      ...(await db
        .insertInto('room')
        .values(
          part.map(([index, each]) => ({
            platform: 'web',
            account: 'T1',
            external_id: `R${index}-${each}`,
            kind: 'group',
            purpose: 'customer',
            name: 'room',
          })),
        )
        .returning('id')
        .execute()),
    );
  rooms = inserted.map((each) => each.id);
  for (const part of chunks([...rooms.entries()], rowsAtOnce))
    await db
      .insertInto('room_person')
      .values(
        part.map(([index, room_id]) => ({
          room_id,
          person_id: made[index % people]?.id ?? 0,
          first_at: 0,
          joined_at: 0,
        })),
      )
      .execute();
});

afterAll(async () => {
  await db.destroy();
  await database.drop();
});

/** Asks for some messages as one worker does; a worker that is killed leaves nothing behind. */
const askSome = async (worker: number, round: string, now: number): Promise<void> => {
  const chosen = Array.from({ length: atOnce }, () => rooms[Math.floor(random() * rooms.length)] as number);
  const requests = chosen.map(
    (roomId, index): ContactRequest => ({
      key: `${round}/${worker}/${index}`,
      flow: `flow-${worker}`,
      to: { roomId },
      purpose: 'service',
      priority: 1 + Math.floor(random() * 9),
      message: customerMessage('Hello'),
    }),
  );
  const isKilled = random() < 0.2;
  await db
    .transaction()
    .execute(async (trx) => {
      await contactAll(trx, { company }, requests, now);
      if (isKilled) throw new Error('killed');
    })
    .catch((error: unknown) => {
      if (!isKilled) throw error;
    });
};

const settleSome = async (now: number): Promise<void> => {
  const open = await db
    .selectFrom('contact')
    .select('outbox_id as id')
    .where('status', '=', 'reserved')
    .where('outbox_id', 'is not', null)
    .execute();
  const queue = open.map(({ id }) => ({ id: id ?? 0, chance: random() }));
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (let next = queue.pop(); next; next = queue.pop()) {
        const { id, chance } = next;
        if (chance < 0.5) await settleOutbound(db, id, { status: 'sent', ref: 'x' }, now);
        else if (chance < 0.65) await settleOutbound(db, id, { status: 'refused', problem: 'no' }, now);
        else if (chance < 0.75) await settleOutbound(db, id, { status: 'pending-human', ref: 'x' }, now);
        else if (chance < 0.85) await db.deleteFrom('outbox').where('id', '=', id).execute();
      }
    }),
  );
};

test(
  'several workers, some of them killed, never exceed a cap and forget no reservation',
  async () => {
    let now = at('2025-03-05 10:00');
    for (let round = 0; round < 8; round++) {
      await Promise.all(
        Array.from({ length: workers }, async (_, worker) => {
          for (let asked = 0; asked < people / workers; asked += atOnce)
            await askSome(worker, `${round}/${asked}`, now);
        }),
      );
      await settleSome(now);
      await settleForgotten(db, now);
      now += 2 * day;
    }
    const contacts = await db
      .selectFrom('contact_subject')
      .innerJoin('contact', 'contact.id', 'contact_subject.contact_id')
      .leftJoin('outbox', 'outbox.id', 'contact.outbox_id')
      .select(['contact_subject.person_id', 'contact.status', 'contact.sent_at', 'outbox.status as outbox'])
      .where('contact_subject.person_id', 'is not', null)
      .execute();
    const byPerson = Map.groupBy(contacts, (each) => each.person_id);
    expect(byPerson.size).toBeGreaterThan(people / 2);
    for (const list of byPerson.values()) {
      const sent = list.flatMap((each) => each.sent_at ?? []).sort((one, other) => one - other);
      for (const [index, moment] of sent.entries()) {
        const next = sent[index + 1];
        if (next !== undefined) expect(next - moment).toBeGreaterThanOrEqual(7 * day);
      }
      expect(list.filter((each) => each.status === 'reserved').length).toBeLessThanOrEqual(1);
    }
    // What is reserved still has its message, and one that was not refused.
    const reserved = contacts.filter((each) => each.status === 'reserved').map((each) => each.outbox);
    expect(reserved.length).toBeGreaterThan(0);
    for (const status of reserved) expect(['waiting', 'pending-human']).toContain(status);
  },
  Math.max(60_000, people * 200),
);
