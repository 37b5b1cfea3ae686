// `npm run eval -- --prompt labels`: asks the configured endpoint the labelled cases of a prompt and prints how it did,
// beside what earlier versions and other models did on this machine.
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Config, readConfig } from '../../bot/config.ts';
import { openDatabase } from '../../bot/database.ts';
import { createLogger } from '../../bot/log.ts';
import { openModel } from '../../bot/models/open.ts';
import { ConfigError, TendError } from '../../core/errors.ts';
import type { Language } from '../../core/language.ts';
import { createZone } from '../../core/zone.ts';
import type { Evaluation } from './evaluate.ts';
import { type EvalSet, evalSets } from './sets.ts';
import { comparable, evaluationTable } from './table.ts';

const { values } = parseArgs({
  options: {
    prompt: { type: 'string', multiple: true },
    lang: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});

const chosenSets = (): readonly EvalSet[] => {
  const wanted = values.prompt ?? [];
  const unknown = wanted.filter((id) => !evalSets.some((each) => each.id === id));
  if (unknown.length > 0)
    throw new ConfigError(
      `There is no prompt ${unknown.join(', ')}. Choose from ${evalSets.map((each) => each.id).join(', ')}.`,
    );
  return wanted.length === 0 ? evalSets : evalSets.filter((each) => wanted.includes(each.id));
};

const readBefore = async (file: string): Promise<readonly Evaluation[]> => {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Evaluation]));
};

const run = async (config: Config): Promise<void> => {
  const sets = chosenSets();
  const languages: readonly Language[] =
    values.lang === 'zh' ? ['zh'] : values.lang === 'en' ? ['en'] : ['zh', 'en'];
  const database = await openDatabase(config, 'share', (line) => process.stderr.write(`${line}\n`));
  try {
    const zone = createZone(config.zone);
    const model = openModel(config, {
      db: database.db,
      zone,
      log: createLogger(config.logLevel),
      now: Date.now,
    });
    if (!model)
      throw new ConfigError(
        'No model is configured: set OPENAI_BASE_URL or OPENAI_API_KEY, and TEND_MODEL (docs/models.md).',
      );
    const file = join(config.home, 'eval.ndjson');
    await mkdir(dirname(file), { recursive: true });
    for (const set of sets) {
      const before = await readBefore(file);
      const latest = await set.run(model, languages);
      await appendFile(file, `${JSON.stringify(latest)}\n`);
      const others = comparable(latest, before);
      process.stdout.write(
        values.json ? `${JSON.stringify(latest)}\n` : `${evaluationTable([latest, ...others])}\n\n`,
      );
    }
  } finally {
    await database.close();
  }
};

try {
  await run(readConfig());
} catch (error) {
  if (!(error instanceof TendError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error instanceof ConfigError ? 78 : 1;
}
