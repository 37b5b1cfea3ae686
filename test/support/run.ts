// `npm test`: runs vitest with whatever arguments it is given, and ends with one line to be read by a program.
import { parseCLI, startVitest, type TestModule, type Vitest } from 'vitest/node';

type Counts = { passed: number; failed: number; skipped: number };

const countModule = (module: TestModule, counts: Counts): void => {
  const failedBefore = counts.failed;
  for (const test of module.children.allTests()) {
    const { state } = test.result();
    if (state === 'passed') counts.passed += 1;
    else if (state === 'failed') counts.failed += 1;
    else counts.skipped += 1;
  }
  // A file that could not be loaded, or whose hook failed, has no failed test to show for it.
  if (!module.ok() && counts.failed === failedBefore) counts.failed += 1;
};

const count = (vitest: Vitest): Counts => {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const module of vitest.state.getTestModules()) countModule(module, counts);
  counts.failed += vitest.state.getUnhandledErrors().length;
  return counts;
};

let counts: Counts = { passed: 0, failed: 0, skipped: 0 };
try {
  const { filter, options } = parseCLI(['vitest', 'run', ...process.argv.slice(2)]);
  counts = count(await startVitest(filter, { configLoader: 'native', ...options, watch: false }));
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}
// Whatever else went wrong (a leak found at the end, a filter that fits no file) counts too.
if (process.exitCode && counts.failed === 0) counts.failed = 1;
if (counts.failed > 0) process.exitCode ||= 1;
const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
console.log(`\n${counts.passed} passed, ${counts.failed} failed${skipped}`);
process.exit();
