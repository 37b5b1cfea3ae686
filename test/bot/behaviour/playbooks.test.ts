import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { exportPlaybooks } from '../../../bot/behaviour/export-playbooks.ts';
import { readDocument } from '../../../bot/behaviour/read-document.ts';
import { createCompany } from '../../../bot/ingest/context.ts';
import { shippedPlaybooks } from '../../../bot/playbook/library.ts';
import { presets } from '../../../core/playbook/presets.ts';

const { shipped } = createCompany('Asia/Shanghai', 'none').policies;
const problemsOf = (text: string): readonly string[] => {
  const read = readDocument(text, shipped);
  if ('document' in read) return [];
  return read.problems.map(({ line, column, path, what }) => `${line}:${column} ${path}: ${what}`);
};

test('the examples of the page are sound', async () => {
  const page = await readFile(new URL('../../../docs/playbooks.md', import.meta.url), 'utf8');
  const examples = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');
  expect(examples.length).toBeGreaterThan(0);
  for (const example of examples) expect(problemsOf(example)).toEqual([]);
});

test('what is shipped comes back as it was written', () => {
  const read = readDocument(exportPlaybooks(shippedPlaybooks), shipped);
  expect('playbooks' in read && read.playbooks).toEqual(presets);
});

test('what is wrong is named with line, column and what to write instead', () => {
  const text = `playbooks:
  test:
    name: { zh: 测试, en: Test }
    purpose: servise
    trigger: { on: order }
    steps:
      - do: mesage
      - do: wait
        days: 0
`;
  expect(problemsOf(text)).toEqual([
    '4:5 playbooks.test.purpose: expected one of service, marketing, survey, community, found "servise"; did you mean service?',
    expect.stringMatching(/^5:16 playbooks\.test\.trigger\.on: expected one of stage, segment, event, /),
    expect.stringMatching(
      /^7:9 playbooks\.test\.steps\.0\.do: expected one of message, .* did you mean message\?$/,
    ),
    '9:9 playbooks.test.steps.1.days: expected a whole number from 1 to 365 in days, found 0',
  ]);
  const circle = `playbooks:
  test:
    name: { zh: 测试, en: Test }
    purpose: service
    trigger: { on: manual }
    steps:
      - { id: a, do: wait, days: 1 }
      - { do: wait, days: 1, next: a }
`;
  expect(problemsOf(circle)).toEqual([
    '8:9 playbooks.test.steps.1: it leads back to "a", so that it would never end; let it lead on, or to end',
  ]);
  expect(problemsOf('playbooks: { Test: {} }').join()).toMatch(/a playbook is called in small letters/);
});
