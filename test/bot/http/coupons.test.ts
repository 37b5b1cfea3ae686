import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCouponApi } from '../../../bot/http/coupons.ts';
import { openTeam, type TestTeam } from '../../support/team.ts';

let team: TestTeam;
let api: ReturnType<typeof createCouponApi>;

beforeAll(async () => {
  team = await openTeam('2025-03-03 10:00');
  const { db, ingest } = team;
  const grace = db.selectFrom('person').select('id').where('name', '=', 'Grace Hall');
  await db.updateTable('member').set({ role: 'admin' }).where('person_id', '=', grace).execute();
  api = createCouponApi({ db, company: ingest.company, clock: ingest.clock });
});

afterAll(() => team.stop());

const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
  const response = await api.request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const answer = (await response.json()) as Record<string, unknown>;
  return { status: response.status, body: answer, retryAfter: response.headers.get('retry-after') };
};

/** Makes a till in the chat and fetches its token, as who sets it up does. */
const openTill = async (name: string): Promise<string> => {
  const said = await team.asks('grace', `coupon token new "${name}"`);
  const { status, body } = await post('/token', { code: /with the code (\S+) \(/.exec(said)?.[1] });
  expect(status).toBe(201);
  return String(body['token']);
};

const redeem = (token: string, code: string, key: string) =>
  post('/redeem', { code }, { authorization: `Bearer ${token}`, 'idempotency-key': key });

const issue = async (title: string): Promise<string> =>
  /: (\S+), good until/.exec(await team.asks('mia', `coupon issue "Acme Ltd" "${title}"`))?.[1] ?? '';

test('a till redeems a coupon once, and hears no more than what it is good for', async () => {
  const token = await openTill('Till 1');
  const code = await issue('10 % off');
  const done = await redeem(token, code.toLowerCase(), 'receipt-0001');
  expect(done.status).toBe(200);
  expect(done.body).toEqual({
    status: 'redeemed',
    coupon: { code, title: '10 % off', redeemedAt: team.now() },
  });
  expect((await redeem(token, code, 'receipt-0001')).body).toEqual(done.body);
  expect(await redeem(token, code, 'receipt-0002')).toMatchObject({
    status: 409,
    body: { error: { code: 'used' } },
  });
  const facts = await team.db
    .selectFrom('interaction')
    .select('kind')
    .where('kind', '=', 'coupon-redeemed')
    .execute();
  expect(facts).toHaveLength(1);
  expect(await team.asks('mia', `coupon check ${code}`)).toMatch(/was redeemed at .* by Till 1/);
});

test('of twenty requests at once exactly one redeems', async () => {
  const token = await openTill('Till 2');
  const code = await issue('5 % off');
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => redeem(token, code, `rush-hour-${index}`)),
  );
  expect(answers.filter((each) => each.status === 200)).toHaveLength(1);
  expect(answers.filter((each) => each.status === 409)).toHaveLength(19);
});

test('each wrong request is refused with its reason', async () => {
  const token = await openTill('Till 3');
  const [one, other] = [await issue('one'), await issue('other')];
  const authorization = `Bearer ${token}`;
  const key = { 'idempotency-key': 'wrong-requests' };
  const wrong = [
    [401, 'token', await post('/redeem', { code: one }, key)],
    [401, 'token', await redeem('tend_guessed', one, 'guessed-token')],
    [400, 'key', await post('/redeem', { code: one }, { authorization })],
    [400, 'input', await post('/redeem', '{', { authorization, ...key })],
    [400, 'input', await post('/redeem', { code: one, extra: 1 }, { authorization, ...key })],
    [413, 'too-long', await post('/redeem', { code: 'x'.repeat(5000) }, { authorization, ...key })],
    [404, 'unknown', await redeem(token, '1234-5678-9AB', 'unknown-code')],
  ] as const;
  for (const [status, code, answer] of wrong)
    expect(answer).toMatchObject({ status, body: { error: { code } } });
  expect((await redeem(token, one, 'one-receipt')).status).toBe(200);
  // The same receipt for another coupon is a slip of the till: the other one stays good.
  expect(await redeem(token, other, 'one-receipt')).toMatchObject({ status: 422 });
  expect(await team.asks('mia', `coupon check ${other}`)).toMatch(/good until/);
  const late = await issue('late');
  await team.at('2025-04-20 10:00');
  expect(await redeem(token, late, 'late-receipt')).toMatchObject({ status: 410 });
});

test('a code fetches its token once and in time, and no secret is stored', async () => {
  const said = await team.asks('grace', 'coupon token new "Till 4"');
  const code = /with the code (\S+) \(/.exec(said)?.[1] ?? '';
  const { body } = await post('/token', { code });
  expect((await post('/token', { code })).status).toBe(404);
  const second = await team.asks('grace', 'coupon token new "Till 5"');
  await team.at(team.now() + 16 * 60_000);
  expect((await post('/token', { code: /with the code (\S+) \(/.exec(second)?.[1] })).status).toBe(404);
  const stored = JSON.stringify([
    await team.db.selectFrom('coupon_token').selectAll().execute(),
    await team.db.selectFrom('outbox').selectAll().execute(),
    await team.db.selectFrom('message').selectAll().execute(),
    await team.db.selectFrom('audit').selectAll().execute(),
  ]);
  expect(stored).not.toContain(String(body['token']));
});

test('only an admin makes tokens, and one that is revoked is valid no more', async () => {
  expect(await team.asks('mia', 'coupon token new "Mine"')).toBe('Only an admin may do this.');
  expect(await team.asks('zhou', '优惠券 令牌')).toBe('只有管理员可以这样做。');
  const token = await openTill('Till 6');
  const listed = await team.asks('grace', 'coupon token');
  expect(listed).toMatch(/#1 Till 1 · last used[\s\S]*Till 6 · not used yet/);
  const id = /#(\d+) Till 6/.exec(listed)?.[1];
  expect(await team.asks('grace', `coupon token revoke ${id}`)).toMatch(/"Till 6" is revoked/);
  expect(await redeem(token, await issue('revoked'), 'revoked-token')).toMatchObject({ status: 401 });
});

test('too many requests are put off, those of one till apart from the others', async () => {
  const [busy, calm] = [await openTill('Busy'), await openTill('Calm')];
  const answers = await Promise.all(
    Array.from({ length: 80 }, (_, index) => redeem(busy, 'x', `flood-of-requests-${index}`)),
  );
  const limited = answers.filter((each) => each.status === 429);
  expect(limited.length).toBeGreaterThan(0);
  for (const each of limited) expect(Number(each.retryAfter)).toBeGreaterThan(0);
  expect((await redeem(calm, 'x', 'calm-request')).status).toBe(404);
});
