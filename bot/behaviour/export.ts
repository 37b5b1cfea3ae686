import { Document, isMap, isScalar, type Node, type Pair, type YAMLMap } from 'yaml';
import { healthParts } from '../../core/customer/health-parts.ts';
import { stageModels } from '../../core/stages/presets.ts';
import type { Decisions } from '../policies.ts';
import type { RuleEntry, SegmentEntry } from './document.ts';
import { fullDocument } from './full-document.ts';
import { foundNumbers, numberNames } from './numbers.ts';

type Words = { readonly zh: string; readonly en: string };
const both = ({ zh, en }: Words): string => `${zh} · ${en}`;

const introduction = `
 How Tend scores customers: everything that is in force, in YAML. Change what you want otherwise and run
   tend config check FILE     says what is wrong with it
   tend config apply FILE     shows what changes and puts it in force
 What you leave out is as shipped and gets better with updates; only what differs is kept.
 Tend 如何给客户打分：以下是当前全部设置。改好后运行 tend config check 检查、tend config apply 应用。
 没有写的按出厂设置，随版本更新；只保存与出厂不同的部分。`;

const sections: Readonly<Record<string, string>> = {
  stages: ` How the stages are called: ${stageModels.map((model) => model.id).join(', ')}, or a list of your own; each groups canonical stages.
 阶段的叫法：预设编号，或自己的列表，例如 - { zh: 潜客, en: Leads, of: [prospect] }`,
  stageNumbers: ' When a customer enters and leaves a stage. 进入和离开阶段的数值。',
  rules: ` The rules. "off: true" switches one off; one of your own is called by letters and a number (C1) and has name, because,
 test and, for a follow-up, advice in both languages.
 规则。off: true 表示停用；自定义规则用字母加数字命名（如 C1），需写中英文的 name、because 和 test，要跟进再写 advice。`,
  segments: ` Kinds of customers and what is usual for them until their own rhythm is known. 客户分类及其惯常节奏。
 Weights of health: ${healthParts.map(({ key, name }) => `${key} ${name.zh}`).join(', ')}`,
  followUps: ` How follow-ups reach people: how many a day, quiet hours, and after how many working days without anything being
 done the rep, the lead and a manager hear of it, by tier. "atOnce": rules told at once, also in quiet hours.
 跟进如何提醒：每天上限、免打扰时段，以及按等级多少个工作日未处理时提醒负责人、主管、经理。atOnce 中的规则随时立即提醒。`,
  margin:
    ' What is left of an order, as a share: 1 values customers by turnover. 毛利率，1 表示按营业额计算价值。',
  care: ` The contact budget: how often, when and to whom messages go that nobody asked for (docs/care.md).
 Minutes are those of the person's day: 1260 is 21:00, 540 is 9:00; the same twice switches quiet hours off.
 联系预算：主动消息的频率、时段和对象。分钟按对方当地时间计：1260 即 21:00，540 即 9:00；两者相同表示不设免打扰。`,
};

const mapAt = (map: YAMLMap, key: string): YAMLMap | undefined => {
  const found = map.get(key, true) as Node | undefined;
  return isMap(found) ? found : undefined;
};

type Work = (key: string, pair: Pair<Node, Node | null>, index: number) => void;
const eachPair = (map: YAMLMap | undefined, work: Work): void => {
  for (const [index, pair] of ((map?.items ?? []) as Pair<Node, Node | null>[]).entries()) {
    if (isScalar(pair.key)) work(String(pair.key.value), pair, index);
  }
};

/** Says behind each number what it is. */
const nameNumbers = (map: YAMLMap | undefined): void =>
  eachPair(map, (key, { value }) => {
    const name = numberNames[key];
    if (isScalar(value) && name) value.comment = ` ${both(name)}`;
  });

/** Short maps stand on one line. */
const inOneLine = (map: YAMLMap | undefined, keys: readonly string[]): void => {
  for (const key of keys) {
    const inner = map && mapAt(map, key);
    if (inner) inner.flow = true;
  }
};

/** A rule as it is shown: the words of a shipped one as comment, since they are seldom changed. */
const shownRule = (entry: RuleEntry, own: boolean): RuleEntry => {
  if (own) return entry;
  const { name: _name, because: _because, advice: _advice, ...numbers } = entry;
  return numbers;
};

/** Returns everything that is in force, or shipped, as YAML with comments in both languages. */
export const exportBehaviour = (decisions: Decisions, shipped: Decisions): string => {
  const full = fullDocument(decisions, shipped);
  const known = fullDocument(shipped, shipped);
  const wordsChanged = (id: string, entry: RuleEntry): boolean =>
    JSON.stringify([entry.name, entry.because, entry.advice]) !==
    JSON.stringify([known.rules[id]?.name, known.rules[id]?.because, known.rules[id]?.advice]);
  const rules = Object.entries(full.rules).map(([id, entry]): [string, RuleEntry] => [
    id,
    shownRule(entry, wordsChanged(id, entry)),
  ]);
  const segments = Object.entries(full.segments).map(([id, { name, ...entry }]): [string, SegmentEntry] => [
    id,
    JSON.stringify(name) === JSON.stringify(known.segments[id]?.name) || !name ? entry : { name, ...entry },
  ]);
  const document = new Document({
    ...full,
    rules: Object.fromEntries(rules),
    segments: Object.fromEntries(segments),
  });
  document.commentBefore = introduction.slice(1);
  const root = document.contents as unknown as YAMLMap;
  eachPair(root, (key, pair, index) => {
    if (index > 0) pair.key.spaceBefore = true;
    pair.key.commentBefore = sections[key] ?? '';
  });
  nameNumbers(mapAt(root, 'stageNumbers'));
  const followUps = mapAt(root, 'followUps');
  nameNumbers(followUps);
  inOneLine(followUps && mapAt(followUps, 'ladder'), ['A', 'B', 'C']);
  nameNumbers(mapAt(root, 'care'));
  eachPair(mapAt(root, 'rules'), (id, pair, index) => {
    const entry = full.rules[id];
    const map = isMap(pair.value) ? pair.value : undefined;
    if (index > 0) pair.key.spaceBefore = true;
    if (entry?.name && entry.because) {
      pair.key.commentBefore = [both(entry.name), entry.because.zh, entry.because.en]
        .map((line) => ` ${line}`)
        .join('\n');
    }
    nameNumbers(map);
    inOneLine(map, ['name', 'test']);
    const test = map && mapAt(map, 'test');
    const kind = entry?.test?.['kind'];
    if (test && typeof kind === 'string') {
      const names = foundNumbers[kind as keyof typeof foundNumbers].map((each) => `{${each}}`).join(' ');
      if (names && map?.has('because')) test.comment = ` numbers for the words: ${names}`;
    }
  });
  eachPair(mapAt(root, 'segments'), (id, pair, index) => {
    const name = full.segments[id]?.name;
    if (index > 0) pair.key.spaceBefore = true;
    if (name) pair.key.commentBefore = ` ${both(name)}`;
    const map = isMap(pair.value) ? pair.value : undefined;
    nameNumbers(map);
    inOneLine(map, ['name', 'weights']);
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
};
