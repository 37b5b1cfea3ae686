import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLogger } from '../../../bot/log.ts';
import { digestCharts } from '../../../bot/picture/digest-charts.ts';
import { digestPicture } from '../../../bot/picture/digest-picture.ts';
import { composeDigest, type DigestContent } from '../../../core/digest/content.ts';
import { createZone } from '../../../core/zone.ts';
import { connect, type Db } from '../../../db/connect.ts';
import { findPictures, forgetPictures, storePicture } from '../../../db/pictures.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { at, day } from '../../support/given.ts';

const zone = createZone('Asia/Shanghai');
const log = createLogger('silent');
const until = at('2026-11-03 09:00');
const quiet = composeDigest({
  edition: 'daily',
  from: until - day,
  at: until,
  moves: [],
  shifts: [],
  overdue: [],
  overdueWorst: [],
  complaints: { count: 0, latest: [] },
  communities: [],
  replies: { questions: 0, late: 0, medianMinutes: null, limitMinutes: 15, byOwner: [] },
  surveys: { kinds: [], low: { count: 0, top: [] } },
  history: [],
  trend: [],
});
const busy: DigestContent = {
  ...quiet,
  edition: 'monthly',
  empty: false,
  trend: Array.from({ length: 12 }, (_, index) => ({
    at: until - (11 - index) * 30 * day,
    atRisk: 40 + index,
    lost: index % 3,
  })),
  flow: [
    { from: 'growing', to: 'dormant', count: 9 },
    { from: 'dormant', to: 'growing', count: 4 },
    { from: 'declining', to: 'churned', count: 2 },
  ],
  cohorts: Array.from({ length: 4 }, (_, index) => ({
    month: 2026 * 12 + index,
    size: 20,
    active: Array.from({ length: 4 - index }, (_value, later) => 1 - later / 5),
  })),
};

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.url, { max: 2 });
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

describe('what a digest shows as a picture', () => {
  test('is who was at risk, who went where, and the cohorts', () => {
    expect(digestCharts(busy, zone, 'zh').map(({ kind, title }) => [kind, title])).toEqual([
      ['trend', '风险客户 · 近 12 个月'],
      ['flow', '阶段流动 · 本月'],
      ['cohorts', '各月新客此后每月活跃比例（%）'],
    ]);
  });

  test('is nothing when there is nothing to be seen', async () => {
    const flow = busy.flow.slice(2);
    expect(digestCharts({ ...busy, flow, cohorts: [], trend: [] }, zone, 'en')).toEqual([]);
    expect(digestCharts({ ...busy, edition: 'daily', flow }, zone, 'en')).toEqual([]);
    expect(digestCharts({ ...busy, edition: 'daily', cohorts: [] }, zone, 'en')).toHaveLength(2);
    expect(await digestPicture({ db, log, now: until }, quiet, zone, 'en')).toBeUndefined();
  });
});

test.each(['zh', 'en'] as const)(
  'a picture is drawn in %s, kept under its content, and told in words',
  async (language) => {
    const block = await digestPicture({ db, log, now: until }, busy, zone, language);
    expect(block).toMatchObject({ kind: 'image', alt: expect.stringContaining('51') });
    const id = block?.kind === 'image' ? block.picture : '';
    const bytes = (await findPictures(db, [id])).get(id)?.bytes ?? new Uint8Array();
    const view = Buffer.from(bytes);
    expect(view.subarray(1, 4).toString()).toBe('PNG');
    expect(view.readUInt32BE(16)).toBe(750);
    expect(view.readUInt32BE(20)).toBeGreaterThan(900);
    // Far below what any platform takes, and more than white paper.
    expect(bytes.length).toBeLessThan(400_000);
    expect(bytes.length).toBeGreaterThan(20_000);
    expect(await digestPicture({ db, log, now: until }, busy, zone, language)).toEqual(block);
  },
);

test('a picture that is kept twice is kept until the later time, and then forgotten', async () => {
  const picture = { bytes: new Uint8Array([1, 2, 3]), type: 'image/png' as const };
  const id = await storePicture(db, picture, 0, 100);
  expect(await storePicture(db, picture, 0, 50)).toBe(id);
  expect(await forgetPictures(db, 99)).toBe(0);
  expect([...(await findPictures(db, [id, 'f'.repeat(64)])).keys()]).toEqual([id]);
  expect(await forgetPictures(db, 100)).toBe(1);
  expect(await findPictures(db, [id])).toEqual(new Map());
});
