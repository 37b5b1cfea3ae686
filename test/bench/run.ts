import { cpus, totalmem } from 'node:os';
import { benchAccuracy } from './accuracy/accuracy.ts';
import { benchAnswer } from './answer.ts';
import { benchBroadcast } from './broadcast.ts';
import { benchClock } from './clock.ts';
import { benchCore } from './core.ts';
import type { Figure } from './figure.ts';
import { benchModels } from './models.ts';
import { benchPlaybooks } from './playbooks.ts';
import { benchReplay } from './replay.ts';
import { benchScale } from './scale/scale.ts';
import { benchStart } from './start.ts';
import { benchValue } from './value.ts';
import { benchWebhook } from './webhook.ts';
import { benchWecom } from './wecom.ts';

/** Numbers choose sizes of a benchmark. */
const wanted = process.argv.slice(2).filter((each) => !/^\d+$/.test(each));
const all: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  start: benchStart,
  answer: benchAnswer,
  clock: benchClock,
  replay: benchReplay,
  core: benchCore,
  playbooks: benchPlaybooks,
  webhook: benchWebhook,
  wecom: benchWecom,
  value: benchValue,
  broadcast: benchBroadcast,
  models: benchModels,
  accuracy: benchAccuracy,
  scale: benchScale,
};

const unknown = wanted.filter((name) => !(name in all));
if (unknown.length > 0) {
  process.stderr.write(
    `There is no benchmark ${unknown.join(', ')}. Choose from ${Object.keys(all).join(', ')}.\n`,
  );
  process.exit(1);
}
const machine = `${cpus().length} × ${cpus()[0]?.model ?? '?'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
process.stdout.write(`${machine}\n\n| what | target | measured |\n| --- | --- | --- |\n`);
for (const [name, bench] of Object.entries(all)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const { what, target, measured } of await bench())
    process.stdout.write(`| ${what} | ${target} | ${measured} |\n`);
}
// A stand-in of Wechaty's service holds its process after it was closed.
process.exit(0);
