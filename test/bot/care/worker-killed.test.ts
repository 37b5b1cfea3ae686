import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { planBroadcast } from '../../../bot/broadcast/plan.ts';
import { createCompany } from '../../../bot/ingest/context.ts';
import { broadcastById, changeBroadcast, createBroadcast } from '../../../db/broadcasts.ts';
import { connect, type Db } from '../../../db/connect.ts';
import { createCustomer } from '../../../db/customers.ts';
import { resolvePeople } from '../../../db/people.ts';
import { ensureRooms, findRoom, notePresence, setRoomPurpose } from '../../../db/rooms.ts';
import { writeSetting } from '../../../db/settings.ts';
import { startTend } from '../../support/command-line.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { nextMorning } from '../../support/morning.ts';
import { type SlackFault, type SlackServer, startSlack } from '../../support/servers/slack/server.ts';
import { createWorkspace, type Workspace } from '../../support/servers/slack/workspace.ts';
import { until } from '../../support/until.ts';

const rooms = 12;
const text = 'From Monday on we open at eight.';
const tokens = { bot: 'xoxb-token-of-the-killed-worker', app: 'xapp-unused' };
/** So long a worker that died keeps what it had taken. */
const leaseMs = 60_000;

let database: TestDatabase;
let db: Db;
let home: string;
let space: Workspace;
let slack: SlackServer;
let wanted: readonly string[] = [];
const company = createCompany('Asia/Shanghai', 'none');
const morning = nextMorning(Date.now()) - Date.now();

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.url, { max: 4 });
  home = await mkdtemp(join(tmpdir(), 'tend-killed-'));
  space = createWorkspace(Date.now);
  slack = await startSlack(space, tokens);
  const where = { platform: 'slack', account: space.team } as const;
  for (let index = 0; index < rooms; index++) {
    const id = `C0FIRM${index}`;
    space.channels.set(id, { id, name: id, kind: 'channel', members: [space.botUser, 'U0ANN'] });
    await ensureRooms(db, [{ ...where, externalId: id, kind: 'group', purpose: 'customer', name: id }]);
    const room = await findRoom(db, where, id);
    const customer = await createCustomer(db, { name: `Firm ${index}`, kind: 'organisation', at: 0 });
    await setRoomPurpose(db, room?.id ?? 0, 'customer', customer);
    const person = { id: `U0FIRM${index}`, name: `Ann ${index}`, kind: 'human', external: true } as const;
    const { id: personId } = (await resolvePeople(db, where, [person])).get(person.id) ?? { id: 0 };
    await db.updateTable('person').set({ customer_id: customer }).where('id', '=', personId).execute();
    await notePresence(db, [{ roomId: room?.id ?? 0, personId, at: 0, left: false }]);
  }
  await writeSetting(db, 'clock.offset', morning);
  const now = Date.now() + morning;
  const made = {
    text,
    purpose: 'service',
    target: 'rooms',
    filter: { owners: 'all' },
    language: 'en',
    authorId: null,
    testPercent: 0,
    stopPercent: 100,
  } as const;
  const id = await createBroadcast(db, made, now);
  const broadcast = await broadcastById(db, id);
  if (!broadcast) throw new Error('The broadcast was not made.');
  await planBroadcast(db, { company }, broadcast, now);
  await changeBroadcast(db, id, { status: 'running' }, now);
  const treated = await db
    .selectFrom('broadcast_target')
    .innerJoin('room', 'room.id', 'broadcast_target.room_id')
    .select('external_id')
    .where('arm', '=', 'treated')
    .execute();
  wanted = treated.map((each) => each.external_id).sort();
}, 60_000);

afterAll(async () => {
  await db.destroy();
  await database.drop();
  await slack.close();
  await rm(home, { recursive: true, force: true });
});

const posted = () => space.messages.filter((each) => each.user === space.botUser && each.text === text);
const contacts = (status: 'reserved' | 'confirmed' | 'released') =>
  db.selectFrom('contact').select(['id', 'room_id']).where('status', '=', status).execute();

/** A real worker, which has everything that a production has. */
const startWorker = () =>
  startTend(['work'], {
    DATABASE_URL: database.url,
    TEND_HOME: home,
    TEND_DEMO: 'off',
    TEND_HOLIDAYS: 'none',
    SLACK_BOT_TOKEN: tokens.bot,
    SLACK_SIGNING_SECRET: 'signing-secret-of-the-killed-worker',
    SLACK_API_URL: slack.apiUrl,
  });

const calls = (): number => slack.calls.filter((each) => each.method === 'chat.postMessage').length;

/** Starts a worker and ends it with signal 9 while Slack has not answered its first message. */
const killWhile = async (fault: SlackFault['kind'] & ('hang' | 'hang-after')): Promise<void> => {
  const before = calls();
  slack.fail('chat.postMessage', { kind: fault });
  const worker = startWorker();
  try {
    await until(() => calls() > before, 'The worker sent nothing.', 40_000);
  } finally {
    worker.process.kill('SIGKILL');
    await worker.ended;
  }
};

test('a worker killed between reserving and sending loses no message, doubles none and forgets no budget', {
  timeout: 120_000,
}, async () => {
  expect(wanted.length).toBeGreaterThan(4);
  await killWhile('hang');
  // All of them are reserved, and none of those that Slack did not take counts as sent.
  const [reserved, confirmed] = [await contacts('reserved'), await contacts('confirmed')];
  expect(reserved.length + confirmed.length).toBe(wanted.length);
  expect(reserved.length).toBeGreaterThan(0);
  expect(confirmed.length).toBeLessThanOrEqual(posted().length);

  await writeSetting(db, 'clock.offset', morning + leaseMs + 1000);
  await killWhile('hang-after');

  await writeSetting(db, 'clock.offset', morning + 2 * (leaseMs + 1000));
  const last = startWorker();
  try {
    await until(async () => (await contacts('reserved')).length === 0, 'Some stay reserved.', 60_000);
  } finally {
    last.process.kill('SIGTERM');
    await last.ended;
  }
  expect(
    posted()
      .map((each) => each.channel)
      .sort(),
  ).toEqual(wanted);
  const settled = await contacts('confirmed');
  expect(new Set(settled.map((each) => each.room_id)).size).toBe(wanted.length);
  expect(settled).toHaveLength(wanted.length);
  expect(await contacts('released')).toEqual([]);
});
