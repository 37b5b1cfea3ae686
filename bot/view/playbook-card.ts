import type { Language } from '../../core/language.ts';
import type { Button, CardBlock } from '../../core/messages.ts';
import { isMeasured } from '../../core/playbook/arm.ts';
import type { BackTestSummary } from '../../core/playbook/back-test-summary.ts';
import { describePlaybook, type Names } from '../../core/playbook/describe.ts';
import { endNames, stateNames } from '../../core/playbook/words.ts';
import { isStage } from '../../core/stages/stage.ts';
import type { PlaybookCounts } from '../../db/playbook-counts.ts';
import type { Company } from '../ingest/context.ts';
import type { LibraryPlaybook } from '../playbook/library.ts';
import { blockNames } from './blocked.ts';
import { showRule, showStage } from './stage.ts';
import { showDate } from './time.ts';

const text = (value: string): CardBlock => ({ kind: 'text', text: value });

/** Returns the names by which a company calls stages and rules in a description. */
export const namesFor = (company: Company): Names => ({
  stage: (key, language) => (isStage(key) ? showStage(key, company.model, language) : key),
  rule: (id, language) => showRule(id, language, company.rules),
  needsAgreement: (purpose) => company.policies.latest().care.consentFor.includes(purpose),
});

/** Returns the state of a playbook in words, with its version. */
export const showState = ({ state, version }: LibraryPlaybook, language: Language): string => {
  const name = stateNames[state]?.[language] ?? state;
  if (version === 0) return language === 'zh' ? `${name} · 出厂预设` : `${name} · shipped`;
  return language === 'zh' ? `${name} · 第 ${version} 版` : `${name} · version ${version}`;
};

const tally = (
  counts: Readonly<Record<string, number>>,
  names: Readonly<Record<string, { readonly zh: string; readonly en: string }>>,
  language: Language,
): string =>
  Object.entries(counts)
    .toSorted(([, one], [, other]) => other - one)
    .map(([key, count]) => `${names[key]?.[language] ?? key} ${count}`)
    .join(language === 'zh' ? '、' : ', ');

/** What became of those who entered a playbook; `right` is how right its follow-ups were, in words. */
export type Lived = { readonly counts: PlaybookCounts; readonly right?: string };

/** Returns what became of those inside, in a few lines; none when nobody ever entered. */
const lived = ({ counts, right }: Lived, language: Language): readonly CardBlock[] => {
  if (counts.entered === 0) return [];
  const zh = language === 'zh';
  const { entered, inside, contacts, reached, endings, blocked } = counts;
  return [
    text(
      zh
        ? `至今进入 ${entered} 次，目前在内 ${inside} 位；触达 ${reached} 位客户，共 ${contacts} 条消息。`
        : `${entered} entered so far, ${inside} inside now; ${reached} customers reached with ${contacts} messages.`,
    ),
    ...(Object.keys(endings).length > 0
      ? [text(`${zh ? '离开：' : 'Left: '}${tally(endings, endNames, language)}`)]
      : []),
    ...(Object.keys(blocked).length > 0
      ? [text(`${zh ? '未发送：' : 'Not sent: '}${tally(blocked, blockNames, language)}`)]
      : []),
    ...(right ? [text(`${zh ? '跟进：' : 'Follow-ups: '}${right}`)] : []),
  ];
};

/** Returns the lines of a back-test: whom it would have reached, how often, what would have been blocked, how they fared. */
export const backTestLines = (found: BackTestSummary, language: Language): readonly string[] => {
  const zh = language === 'zh';
  const { customers, entered, reached, contacts, perCustomer, prompts, blocked, held, faring } = found;
  const spread = Object.entries(perCustomer).map(([count, people]) =>
    zh ? `${count} 条：${people} 位` : `${count}: ${people}`,
  );
  return [
    zh
      ? `看了 ${customers} 位客户：会进入 ${entered} 次，触达 ${reached} 位，共 ${contacts} 条消息，提醒销售 ${prompts} 次。`
      : `Of ${customers} customers ${entered} would have entered and ${reached} been reached, with ${contacts} messages; owners would have been told ${prompts} times.`,
    ...(spread.length > 0
      ? [`${zh ? '每位客户的消息数：' : 'Messages per customer: '}${spread.join(zh ? '，' : ', ')}`]
      : []),
    ...(Object.keys(blocked).length > 0
      ? [`${zh ? '不会发送：' : 'Would not have been sent: '}${tally(blocked, blockNames, language)}`]
      : []),
    ...(blocked['no-consent']
      ? [
          zh
            ? `其中 ${blocked['no-consent']} 条：客户没有同意接收。同意后才会发（同意 客户名 用途 是）。`
            : `${blocked['no-consent']} blocked: have not agreed. They get it once they have (consent NAME PURPOSE yes).`,
        ]
      : []),
    ...(Object.keys(held).length > 0
      ? [`${zh ? '会推迟：' : 'Would have come later: '}${tally(held, blockNames, language)}`]
      : []),
    ...(reached > 0
      ? [
          zh
            ? `这些客户后来：14 天内来消息 ${faring.wrote} 位，30 天内下单 ${faring.ordered} 位，之后流失 ${faring.churned} 位（没有这个剧本时的真实情况）。`
            : `How they really fared, without it: ${faring.wrote} wrote within 14 days, ${faring.ordered} ordered within 30, ${faring.churned} later churned.`,
        ]
      : []),
  ];
};

const press = (label: string, value: string, style?: Button['style']): Button => ({
  label,
  action: 'run',
  value,
  ...(style ? { style } : {}),
});

/** Returns what may be done next with a playbook in its state, as buttons. */
export const playbookButtons = (
  { key, state, playbook }: LibraryPlaybook,
  live: LibraryPlaybook | undefined,
  language: Language,
): CardBlock => {
  const zh = language === 'zh';
  const test = press(zh ? '回测 90 天' : 'Back-test 90 days', `playbook backtest ${key} 90`);
  const byModel = playbook.steps.some((step) => step.do === 'message' && step.model)
    ? [press(zh ? '批准，允许模型措辞' : 'Approve with words by a model', `playbook approve ${key} model`)]
    : [];
  const next: Readonly<Record<string, readonly Button[]>> = {
    draft: [{ ...test, style: 'primary' }],
    'back-tested': [press(zh ? '批准' : 'Approve', `playbook approve ${key}`, 'primary'), ...byModel, test],
    approved: [press(zh ? '运行' : 'Run', `playbook run ${key}`, 'primary'), test],
    running: [],
    paused: [],
    ended: [test],
  };
  const running =
    live?.state === 'running'
      ? [press(zh ? '暂停' : 'Pause', `playbook pause ${key}`)]
      : live
        ? [press(zh ? '继续' : 'Go on', `playbook run ${key}`)]
        : [];
  const effect =
    live && isMeasured(playbook) ? [press(zh ? '效果' : 'Effect', `playbook effect ${key}`)] : [];
  const end = live ? [press(zh ? '结束' : 'End', `playbook end ${key}`, 'danger')] : [];
  return { kind: 'buttons', buttons: [...(next[state] ?? []), ...running, ...effect, ...end] };
};

/** Returns the blocks that show a playbook: its state, what it does in plain words, what it did, and what may be done. */
export const playbookBlocks = (
  newest: LibraryPlaybook,
  live: LibraryPlaybook | undefined,
  about: Lived,
  company: Company,
  language: Language,
  mayChange: boolean,
): readonly CardBlock[] => {
  const zh = language === 'zh';
  const { playbook, backTest, approvedBy, modelApprovedBy } = newest;
  return [
    {
      kind: 'fields',
      fields: [
        { label: zh ? '状态' : 'State', value: showState(newest, language) },
        ...(live && live.version !== newest.version
          ? [{ label: zh ? '在用' : 'In use', value: showState(live, language) }]
          : []),
        ...(playbook.owner ? [{ label: zh ? '负责' : 'Owner', value: playbook.owner }] : []),
        ...(modelApprovedBy
          ? [{ label: zh ? '模型措辞批准人' : 'Words by a model approved by', value: modelApprovedBy }]
          : []),
        ...(approvedBy ? [{ label: zh ? '批准人' : 'Approved by', value: approvedBy }] : []),
      ],
    },
    ...describePlaybook(playbook, language, namesFor(company)).map(text),
    ...lived(about, language),
    ...(backTest
      ? [
          { kind: 'divider' } as const,
          text(
            zh
              ? `回测 ${showDate(backTest.from, company.zone)} 至 ${showDate(backTest.until, company.zone)}：`
              : `Back-test of ${showDate(backTest.from, company.zone)} to ${showDate(backTest.until, company.zone)}:`,
          ),
          ...backTestLines(backTest, language).map(text),
        ]
      : []),
    ...(mayChange ? [playbookButtons(newest, live, language)] : []),
  ];
};
