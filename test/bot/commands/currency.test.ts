import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPlaygroundApi } from '../../../bot/http/playground.ts';
import { applyInteractions } from '../../../bot/ingest/apply.ts';
import { openTeam, type TestTeam } from '../../support/team.ts';

let team: TestTeam;

/** Acme ordered for 1,234 and somebody sets it to declining, in a company that counts in euros. */
beforeAll(async () => {
  team = await openTeam('2025-03-03 10:00', undefined, { TEND_CURRENCY: 'EUR' });
  const { db, ingest } = team;
  const acme = await db
    .selectFrom('customer')
    .select('id')
    .where('name', '=', 'Acme Ltd')
    .executeTakeFirstOrThrow();
  await db.transaction().execute((trx) =>
    applyInteractions(trx, ingest.company, [
      {
        customerId: acme.id,
        interaction: { key: 'o1', at: team.now(), kind: 'order', direction: 'in', data: { amount: 1234 } },
      },
    ]),
  );
  await team.at('2025-03-24 10:00');
  await team.asks('mia', 'stage Acme Ltd declining 20 they look elsewhere');
  await team.at('2025-03-24 11:00');
});
afterAll(() => team.stop());

test.each([
  ['mia', 'status Acme Ltd', /Value, 12 months: €1,234 \(so far €1,234\)/],
  ['mia', 'why Acme Ltd', /so far \(orders − refunds\) 1,234 − 0 = €1,234/],
  ['mia', 'list risk', /Acme Ltd — .* at risk €\d+/],
  ['mia', 'my', /Acme Ltd · .* · €\d+/],
  ['mia', 'timeline Acme Ltd', /order 1,234 EUR/],
  ['mia', 'brief Acme Ltd', /€\d+ at risk/],
  ['grace', 'digest', /Acme Ltd · .* · €\d+ at risk/],
  ['grace', 'points', /1 points for every €10/],
] as const)('%s reads the figures of “%s” in the company’s currency', async (member, text, said) => {
  const answer = await team.asks(member, text);
  expect(answer).toMatch(said);
  if (text !== 'points') expect(answer).not.toContain('¥');
});

test('the playground learns in which currency its pages show them', async () => {
  const { db, ingest } = team;
  const api = createPlaygroundApi({
    db,
    company: ingest.company,
    clock: ingest.clock,
    zone: ingest.company.zone.name,
    defaultLanguage: 'en',
    post: async () => new Response(),
    forward: () => '',
    reset: () => '',
    removeDemo: async () => undefined,
  });
  expect(await (await api.request('/playground?as=mia')).json()).toMatchObject({ currency: 'EUR' });
});
