import { sql } from 'kysely';
import { readConfig } from '../../bot/config.ts';
import { openDatabase } from '../../bot/database.ts';
import { createCompany, foldContexts } from '../../bot/ingest/context.ts';
import { enterOnDay } from '../../bot/playbook/daily.ts';
import { type Noticed, noticePlaybooks } from '../../bot/playbook/notice.ts';
import { assess } from '../../core/customer/assess.ts';
import { fold } from '../../core/customer/fold.ts';
import type { Interaction } from '../../core/customer/interaction.ts';
import { initialState } from '../../core/customer/state.ts';
import type { Trigger } from '../../core/playbook/playbook.ts';
import { presets } from '../../core/playbook/presets.ts';
import type { Db } from '../../db/connect.ts';
import { readCustomers } from '../../db/customer-states.ts';
import type { Figure } from './figure.ts';
import { benchHome } from './process.ts';

const customers = 100_000;
const running = 100;
const rounds = 40;
const dayMs = 86_400_000;
const now = Date.UTC(2026, 4, 20, 4);

/** A hundred playbooks of every kind, as a large company might have them. */
const triggers: readonly Trigger[] = [
  { on: 'stage', to: ['dormant'] },
  { on: 'stage', to: ['declining', 'churned'] },
  { on: 'event', of: 'order' },
  { on: 'event', of: 'message' },
  { on: 'event', of: 'survey-answer' },
  { on: 'rule', rule: 'R7' },
  { on: 'silence', days: 20 },
  { on: 'date', date: 'birthday' },
  { on: 'date', date: 'renewal', offset: -30 },
  { on: 'segment' },
];

const seed = async (db: Db): Promise<void> => {
  const month = Math.floor(now / dayMs);
  await sql`insert into customer (name, kind, created_at, stage, last_in_at, first_at, state)
    select 'Customer ' || n, 'person', ${now - 500 * dayMs}, 'growing', at, ${now - 400 * dayMs},
      ${JSON.stringify(initialState())}::jsonb
        || jsonb_build_object('stage', 'growing', 'interactions', 30, 'seenAt', at, 'firstAt', ${now - 400 * dayMs}::bigint,
          'lastAt', at, 'lastIn', jsonb_build_object('at', at, 'key', 'k' || n), 'days', jsonb_build_array(${month}::int - 20))
    from (select n, ${now}::bigint - (n::bigint * 7919 % 365) * ${dayMs} - (n::bigint * 104729 % ${dayMs}) as at
      from generate_series(1, ${customers}) n) made`.execute(db);
  await sql`insert into birthday select id, 'solar', 1 + id % 12, 1 + id % 28 from customer`.execute(db);
  for (let index = 0; index < running; index++) {
    const base = presets['second-purchase'];
    const content = {
      ...base,
      trigger: triggers[index % triggers.length],
      when: [
        { attribute: 'orders', atLeast: (index % 5) + 1 },
        { attribute: 'health', below: 40 + (index % 20) },
      ],
    };
    await sql`insert into playbook (key, version, state, content, created_at, created_by, since_at)
      values (${`playbook-${index}`}, 1, 'running', ${JSON.stringify(content)}::jsonb, 0, 'bench', 0)`.execute(
      db,
    );
  }
  await sql`analyze`.execute(db);
};

/** Measures what 100 running playbooks over 100,000 customers cost a batch of 100 interactions, and an ordinary day. */
export const benchPlaybooks = async (): Promise<readonly Figure[]> => {
  const { home, remove } = await benchHome();
  const database = await openDatabase(
    readConfig({ TEND_HOME: home, TEND_LANGUAGE: 'en' }),
    'own',
    () => undefined,
  );
  const { db } = database;
  try {
    await seed(db);
    const company = createCompany('Asia/Shanghai', 'none');
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const ids = Array.from({ length: 100 }, (_, index) => 1 + ((round * 1009 + index * 97) % customers));
      await db.transaction().execute(async (trx) => {
        const contextOf = await foldContexts(trx, company, ids);
        const noticed = (await readCustomers(trx, ids)).map((customer): Noticed => {
          const context = contextOf(customer.id);
          const said: Interaction = {
            key: `bench/${round}/${customer.id}`,
            at: now,
            kind: 'message',
            direction: 'in',
            data: { score: 0, label: 'neutral', confidence: 0.5 },
          };
          const folded = fold(customer.state, [said], context);
          const assessment = assess(folded.state, folded.state.seenAt, context);
          return {
            customerId: customer.id,
            before: customer.state,
            state: folded.state,
            assessment,
            context,
            changes: folded.changes,
            anew: false,
            interactions: [said],
          };
        });
        const start = performance.now();
        await noticePlaybooks(trx, company, noticed);
        times.push(performance.now() - start);
      });
    }
    times.sort((one, other) => one - other);
    const runner = { db, company, defaultLanguage: 'en', ringOutbox: async () => undefined } as const;
    const start = performance.now();
    const entered = await enterOnDay(runner, company.zone.dayOf(now));
    const daily = performance.now() - start;
    const at = (share: number): string => `${(times[Math.floor(times.length * share)] ?? 0).toFixed(1)} ms`;
    return [
      {
        what: `100 running playbooks, 100,000 customers: a batch of 100 interactions, ${rounds} rounds`,
        target: '< 5 ms',
        measured: `p50 ${at(0.5)}, p95 ${at(0.95)}`,
      },
      {
        what: `the same: the look at silence and dates of an ordinary day (${entered} entered)`,
        target: '< 2 s',
        measured: `${(daily / 1000).toFixed(2)} s`,
      },
    ];
  } finally {
    await database.close();
    await remove();
  }
};
