import { sql } from 'kysely';
import { optIn } from '../../bot/care/consent.ts';
import { runFollowUps } from '../../bot/follow-ups/run.ts';
import { applyInteractions } from '../../bot/ingest/apply.ts';
import { type Company, createCompany } from '../../bot/ingest/context.ts';
import type { Ingest } from '../../bot/ingest/ingest.ts';
import { advanceDue } from '../../bot/jobs/tick.ts';
import { createLogger } from '../../bot/log.ts';
import { deliverOutbox } from '../../bot/outbox/deliver.ts';
import { enterDaily } from '../../bot/playbook/daily.ts';
import { playbookLibrary, playbookNamed } from '../../bot/playbook/library.ts';
import { approvePlaybook, draftPlaybook, keepBackTest, startPlaybook } from '../../bot/playbook/lifecycle.ts';
import { runDuePlaybooks } from '../../bot/playbook/run-due.ts';
import type { PlaybookRunner } from '../../bot/playbook/runner.ts';
import type { Interaction } from '../../core/customer/interaction.ts';
import { armIn } from '../../core/playbook/arm.ts';
import type { BackTestSummary } from '../../core/playbook/back-test-summary.ts';
import { lookAt } from '../../core/playbook/daily.ts';
import { presets } from '../../core/playbook/presets.ts';
import { type PlaybookEntry, toPlaybook } from '../../core/playbook/schema.ts';
import { connect, type Db } from '../../db/connect.ts';
import { createCustomer } from '../../db/customers.ts';
import { directRoomOf } from '../../db/direct-room.ts';
import { resolvePeople } from '../../db/people.ts';
import { ensureRooms, findRoom, notePresence, setRoomPurpose } from '../../db/rooms.ts';
import { createTestDatabase } from './database.ts';
import { createScriptedAdapter } from './scripted-adapter.ts';

/** A customer on the stage, and where they are. */
export type Actor = {
  readonly id: number;
  readonly personId: number;
  readonly roomId: number | null;
  /** Where the platform takes what is said to them. */
  readonly conversation: string;
};

/** What was said to somebody, and when. */
export type Said = { readonly at: number; readonly to: string; readonly text: string };

/** A company on a database of its own with a clock that goes from one moment at which something is due to the next. */
export type PlaybookStage = {
  readonly db: Db;
  readonly company: Company;
  readonly runner: PlaybookRunner;
  /** What customers were told, and what the rep was. */
  readonly said: readonly Said[];
  readonly told: readonly Said[];
  now(): number;
  /** Somebody new: with a room of their company's own, in private, or in a community. */
  meets(
    name: string,
    where: 'own-room' | 'private' | 'club',
    about?: {
      readonly language?: 'zh' | 'en';
      readonly consents?: boolean;
      /** A playbook for which they are kept to compare; else they are treated in all that are shipped or run. */
      readonly keptFor?: string;
    },
  ): Promise<Actor>;
  /** Back-tests (on nothing), approves and runs a playbook; an entry is stored first. */
  runs(key: string, entry?: PlaybookEntry, approval?: { readonly byModel: boolean }): Promise<void>;
  happens(actor: Actor, ...interactions: readonly Interaction[]): Promise<void>;
  /** Lets time leap to a moment; what fell due before is done then. */
  skipsTo(moment: number): Promise<void>;
  /** Lets time go by until a moment, with everything that falls due on the way at its own time. */
  goesTo(until: number): Promise<void>;
  stop(): Promise<void>;
};

const where = { platform: 'slack', account: 'T1' } as const;
const nothing = { from: 0, until: 0, customers: 0 } as BackTestSummary;
const nobody = { id: null, name: 'test' };

/** Opens the stage at a moment, epoch ms, with a rep who owns everybody. */
export const openStage = async (
  startAt: number,
  { hasModel = false }: { readonly hasModel?: boolean } = {},
): Promise<PlaybookStage> => {
  const database = await createTestDatabase();
  const db = connect(database.url, { max: 4 });
  const company = createCompany('Asia/Shanghai', 'none');
  const scripted = createScriptedAdapter();
  const runner = {
    db,
    company,
    defaultLanguage: 'en',
    ringOutbox: async () => undefined,
    hasModel,
  } as const;
  let present = startAt;
  let count = 0;
  const clock = { now: () => present, offsetMs: () => 0, refresh: async () => {}, setOffset: async () => {} };
  const outbox = {
    db,
    clock,
    company,
    log: createLogger('silent'),
    adapterFor: async () => scripted.adapter,
  };
  const said: Said[] = [];
  const told: Said[] = [];
  let heard = 0;

  const rep = await resolvePeople(db, where, [
    { id: 'REP', name: 'Mia Carter', kind: 'human', external: false },
  ]);
  const repId = rep.get('REP')?.id ?? Number.NaN;
  await directRoomOf(db, repId);

  type Due = Readonly<Record<'checks' | 'runs' | 'outbox' | 'prompts', number | null>>;
  const dueAt = async (): Promise<Due> => {
    const { rows } = await sql<Due>`select
      (select min(next_check_at) from customer) as checks,
      (select min(wake_at) from playbook_run where status = 'active') as runs,
      (select min(at) from prompt_due) as prompts,
      (select min(next_at) from outbox where status in ('waiting', 'sending')) as outbox`.execute(db);
    return rows[0] as Due;
  };
  const { zone } = company;
  const ingest = { db, company, clock, ringOutbox: async () => undefined } as unknown as Ingest;

  const doDue = async (): Promise<void> => {
    const due = await dueAt();
    if (due.checks !== null && due.checks <= present) await advanceDue(ingest, present);
    if (present === lookAt(zone, zone.dayOf(present))) await enterDaily(runner, present);
    await runDuePlaybooks(runner, present);
    const { prompts } = await dueAt();
    if (prompts !== null && prompts <= present) await runFollowUps(runner, present);
    if ((await dueAt()).outbox !== null) {
      await db.deleteFrom('rate_limit').execute();
      await deliverOutbox(outbox);
    }
    for (const { to, message } of scripted.sent.slice(heard)) {
      const list = message.audience === 'customer' ? said : told;
      list.push({ at: present, to: to.conversation, text: message.text });
    }
    heard = scripted.sent.length;
  };

  const nextDue = async (): Promise<number> => {
    const due = Object.values(await dueAt()).filter((each) => each !== null);
    const look = lookAt(zone, zone.dayOf(present));
    const nextLook = look > present ? look : lookAt(zone, zone.dayOf(present) + 1);
    return Math.max(present + 1, Math.min(nextLook, ...due));
  };

  const roomOf = async (purpose: 'customer' | 'community', externalId: string): Promise<number> => {
    await ensureRooms(db, [{ ...where, externalId, kind: 'group', purpose, name: externalId }]);
    return (await findRoom(db, where, externalId))?.id ?? Number.NaN;
  };

  const keys = new Set(Object.keys(presets));
  /** Lets the next customer be one who is treated in every playbook, or kept to compare in one playbook. */
  const chooseArm = async (keptFor: string | undefined): Promise<void> => {
    const isWanted = (id: number): boolean =>
      keptFor === undefined ? [...keys].every((key) => isTreated(key, id)) : !isTreated(keptFor, id);
    const isTreated = (key: string, id: number): boolean => armIn(key, id, 0, 1) === 'treated';
    for (;;) {
      const { rows } = await sql<{
        id: number;
      }>`select nextval(pg_get_serial_sequence('customer', 'id')) as id`.execute(db);
      if (isWanted((rows[0]?.id ?? 0) + 1)) return;
    }
  };

  return {
    db,
    company,
    runner,
    said,
    told,
    now: () => present,
    meets: async (name, place, { language = 'en', consents = true, keptFor } = {}) => {
      const id = `U${++count}`;
      const people = await resolvePeople(db, where, [{ id, name, kind: 'human', external: true }]);
      const personId = people.get(id)?.id ?? Number.NaN;
      const kind = place === 'own-room' ? 'organisation' : 'person';
      await chooseArm(keptFor);
      const customerId = await createCustomer(db, { name, kind, at: present, ownerId: repId, language });
      await db.updateTable('person').set({ customer_id: customerId }).where('id', '=', personId).execute();
      let roomId: number | null = null;
      if (place === 'private') {
        const direct = await directRoomOf(db, personId);
        roomId = direct?.id ?? null;
        await sql`update room set last_at = ${present} where id = ${roomId}`.execute(db);
      } else {
        roomId = await roomOf(
          place === 'club' ? 'community' : 'customer',
          place === 'club' ? 'CLUB' : `C${count}`,
        );
        await notePresence(db, [{ roomId, personId, at: present, left: false }]);
        if (place === 'own-room') await setRoomPurpose(db, roomId, 'customer', customerId);
      }
      if (consents)
        await db
          .transaction()
          .execute((trx) => optIn(trx, { company }, [personId], { source: 'test' }, present));
      const conversation = place === 'private' ? `D-${id}` : place === 'club' ? 'CLUB' : `C${count}`;
      return { id: customerId, personId, roomId, conversation };
    },
    runs: async (key, entry, approval) => {
      keys.add(key);
      await db.transaction().execute(async (trx) => {
        const by = { ...nobody, now: present };
        // Nobody is kept to compare where that is not what it is about.
        const unmeasured = entry && { measured: false, ...entry };
        if (unmeasured) await draftPlaybook(trx, key, toPlaybook(unmeasured), undefined, by);
        const find = async () => {
          const found = playbookNamed(await playbookLibrary(trx), key);
          if (!('newest' in found)) throw new Error(`There is no playbook ${key}.`);
          return found.newest;
        };
        await keepBackTest(trx, await find(), nothing, by);
        await approvePlaybook(trx, await find(), by, approval);
        await startPlaybook(trx, company, await find(), by);
      });
    },
    happens: async (actor, ...interactions) => {
      await db.transaction().execute((trx) =>
        applyInteractions(
          trx,
          company,
          interactions.map((interaction) => ({
            customerId: actor.id,
            personId: actor.personId,
            interaction: { ...interaction, key: `${actor.id}/${interaction.key}` },
          })),
        ),
      );
      await doDue();
    },
    skipsTo: async (moment) => {
      present = moment;
      await doDue();
    },
    goesTo: async (until) => {
      for (;;) {
        const next = await nextDue();
        present = Math.min(next, until);
        await doDue();
        if (present >= until) return;
      }
    },
    stop: async () => {
      await db.destroy();
      await database.drop();
    },
  };
};
