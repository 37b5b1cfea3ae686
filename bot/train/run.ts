import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { TendError } from '../../core/errors.ts';
import { weightsFile } from '../load-sentiment.ts';
import { judge, tabulate } from './judge.ts';
import { readSources, train } from './train.ts';

// npm run train:sentiment -- DIR [--out FILE] [--leave-one-out]
// Trains on the sets below DIR, writes the weights, prints how they do on texts that were held out.
// With --leave-one-out it writes nothing and judges every set by weights trained on the others.

const seed = 20_240_601;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const run = (directory: string, out: string | undefined): void => {
  const sources = readSources(directory);
  const bytes = train(sources, seed);
  writeFileSync(out ?? weightsFile, bytes);
  say(`${bytes.length} bytes written. Held-out texts:`);
  for (const row of tabulate(sources.map((source) => judge(bytes, source)))) say(row);
};

const leaveOneOut = (directory: string): void => {
  const sources = readSources(directory);
  const labelled = sources.filter(({ corpus }) => corpus.weight > 0 && !corpus.plain);
  const verdicts = labelled.map((source) => {
    const { name, language } = source.corpus;
    return judge(train(sources, seed, [name], [language]), source);
  });
  say('Each set judged by weights trained on the others, held-out texts:');
  for (const row of tabulate(verdicts)) say(row);
};

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { out: { type: 'string' }, 'leave-one-out': { type: 'boolean' } },
  });
  const [directory] = positionals;
  if (directory === undefined) {
    say('usage: npm run train:sentiment -- DIR [--out FILE] [--leave-one-out]');
    process.exitCode = 1;
  } else if (values['leave-one-out']) leaveOneOut(directory);
  else run(directory, values.out);
} catch (error) {
  if (!(error instanceof TendError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
