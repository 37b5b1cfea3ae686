import { readConfig } from '../../../bot/config.ts';
import { openDatabase } from '../../../bot/database.ts';
import { createIngest } from '../../../bot/ingest/create.ts';
import { createLogger } from '../../../bot/log.ts';
import type { Figure } from '../figure.ts';
import { benchHome } from '../process.ts';
import { grow, type Size } from './grow.ts';
import { measureCommands, measureDigests, measureTick, type Times } from './measure.ts';

const full: Size = { customers: 100_000, templates: 500, reps: 200, gapDays: 6, histories: true };
/** Growth from a tenth to ten times of that; the largest has the customers with their states and decisions alone. */
const sizes: readonly (Size & { readonly target: boolean })[] = [
  { ...full, customers: 10_000, target: false },
  { ...full, target: true },
  { ...full, customers: 1_000_000, gapDays: 60, histories: false, target: false },
];

const ms = (value: number): string => (value < 10 ? value.toFixed(1) : Math.round(value).toString());
const both = ({ p50, p95, processor }: Times): string =>
  `p50 ${ms(p50)} ms, p95 ${ms(p95)} ms (processor ${ms(processor)} ms each)`;

const benchSize = async (size: Size & { readonly target: boolean }): Promise<readonly Figure[]> => {
  const { home, remove } = await benchHome();
  const config = readConfig({ TEND_HOME: home, TEND_DEMO: 'off', LOG_LEVEL: 'silent' });
  const database = await openDatabase(config, 'own');
  try {
    const { db } = database;
    const now = Date.now();
    const log = createLogger('silent');
    const clock = {
      now: () => now,
      offsetMs: () => 0,
      setOffset: async () => undefined,
      refresh: async () => undefined,
    };
    const ingest = createIngest(db, clock, config, log, async () => undefined);
    const { company } = ingest;
    await company.policies.refresh(db);
    const grown = await grow(db, company, now, size);
    const target = (text: string): string => (size.target ? text : '');
    const who = `${grown.customers.toLocaleString('en')} customers, ${grown.interactions.toLocaleString('en')} interactions, ${size.reps} reps`;
    const commands = await measureCommands(home, db, company, now, grown.customers);
    const digests = await measureDigests(home, db, company, now);
    const tick = await measureTick(home, db, ingest, now, [10, 1000]);
    const slowest = Object.entries(digests.ms).map(
      ([edition, { wall, processor }]) =>
        `${edition} ${(wall / 1000).toFixed(2)} s (processor ${(processor / 1000).toFixed(2)} s)`,
    );
    return [
      { what: `${who}: \`status\` by name`, target: target('p95 < 60 ms'), measured: both(commands.status) },
      { what: 'the same: `list risk` of all', target: target('p95 < 150 ms'), measured: both(commands.list) },
      {
        what: 'the same: `list risk` of a rep',
        target: target('p95 < 150 ms'),
        measured: both(commands.ownList),
      },
      { what: 'the same: digests of all', target: target('< 10 s'), measured: slowest.join(', ') },
      {
        what: 'the same: peak memory',
        target: target('< 400 MB'),
        measured: `${Math.round(digests.peakMb)} MB`,
      },
      { what: 'the same: the tick with nothing due', target: '', measured: both(tick.idle) },
      {
        what: 'the same: the tick with some due',
        target: '',
        measured: tick.busy
          .map(({ due, ms: took, processor }) => `${due} due ${ms(took)} ms (processor ${ms(processor)} ms)`)
          .join(', '),
      },
    ];
  } finally {
    await database.close();
    await remove();
  }
};

/** Measures what a large company asks for, and how it grows; `npm run bench -- scale 100000` takes one size. */
export const benchScale = async (): Promise<readonly Figure[]> => {
  const wanted = process.argv
    .slice(2)
    .filter((each) => /^\d+$/.test(each))
    .map(Number);
  const figures: Figure[] = [];
  for (const size of sizes) {
    if (wanted.length === 0 || wanted.includes(size.customers)) figures.push(...(await benchSize(size)));
  }
  return figures;
};
