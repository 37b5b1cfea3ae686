import { expect, test } from 'vitest';
import { createCompany } from '../../../bot/ingest/context.ts';
import { shippedPlaybooks } from '../../../bot/playbook/library.ts';
import { playbookBlocks, playbookButtons } from '../../../bot/view/playbook-card.ts';
import { cardText } from '../../../core/messages.ts';
import type { BackTestSummary } from '../../../core/playbook/back-test-summary.ts';
import { presetEntries } from '../../../core/playbook/presets.ts';
import { type PlaybookEntry, toPlaybook } from '../../../core/playbook/schema.ts';

const company = createCompany('Asia/Shanghai', 'none');
const nobody = { entered: 0, inside: 0, contacts: 0, reached: 0, endings: {}, blocked: {} };
const shipped = (key: string) => {
  const found = shippedPlaybooks.find((each) => each.key === key);
  if (!found) throw new Error(`There is no playbook ${key}.`);
  return found;
};
const backTest: BackTestSummary = {
  from: 0,
  until: 90 * 86_400_000,
  customers: 40,
  entered: 12,
  reached: 2,
  contacts: 2,
  perCustomer: { 1: 2 },
  prompts: 0,
  blocked: { 'no-consent': 9, 'open-complaint': 1 },
  held: {},
  endings: {},
  faring: { wrote: 0, ordered: 0, churned: 0 },
  weeks: [2],
};
const read = (key: string, language: 'zh' | 'en', tested: BackTestSummary | null = null): string =>
  cardText({
    title: '',
    blocks: playbookBlocks(
      { ...shipped(key), backTest: tested },
      undefined,
      { counts: nobody },
      company,
      language,
      true,
    ),
  });

test('the plain words say whether its purpose needs an agreement, and that some are kept to compare', () => {
  expect(read('member-day', 'en')).toMatch(/Purpose: marketing \(only to those who have agreed to it\)/);
  expect(read('member-day', 'zh')).toMatch(/用途：营销（只发给已同意的客户）/);
  expect(read('birthday', 'en')).toMatch(/Purpose: service \(no agreement needed; an opt-out holds\)/);
  expect(read('birthday', 'en')).toMatch(/about one customer in ten gets none of its messages, to compare/);
  expect(read('welcome', 'zh')).not.toMatch(/留作对照/);
});

test('whoever approves reads how many were blocked because they have not agreed', () => {
  expect(read('member-day', 'en', backTest)).toMatch(/\n9 blocked: have not agreed\. /);
  expect(read('member-day', 'zh', backTest)).toMatch(/其中 9 条：客户没有同意接收/);
  expect(read('birthday', 'en', { ...backTest, blocked: {} })).not.toMatch(/have not agreed/);
});

test('words by a model are approved by a button of their own, where a step asks for them', () => {
  const labels = (entry: PlaybookEntry): readonly string[] => {
    const tested = { ...shipped('birthday'), state: 'back-tested' as const, playbook: toPlaybook(entry) };
    const block = playbookButtons(tested, undefined, 'en');
    return block.kind === 'buttons' ? block.buttons.map((each) => each.label) : [];
  };
  const birthday = presetEntries['birthday'] as PlaybookEntry;
  expect(labels(birthday)).toEqual(['Approve', 'Back-test 90 days']);
  const [greeting] = birthday.steps;
  const drafted = { ...birthday, steps: [{ ...greeting, model: 'draft' }] } as PlaybookEntry;
  expect(labels(drafted)).toEqual(['Approve', 'Approve with words by a model', 'Back-test 90 days']);
});
