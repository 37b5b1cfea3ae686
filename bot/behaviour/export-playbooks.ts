import { Document, isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import type { Playbook } from '../../core/playbook/playbook.ts';
import { stateNames } from '../../core/playbook/words.ts';
import type { LibraryPlaybook } from '../playbook/library.ts';

const introduction = ` Automated care. A change is a draft until it was back-tested and approved in chat (playbook NAME); what runs goes on as it is.
 自动关怀剧本。改动先是草稿，在聊天里回测、批准后才运行（剧本 名称）；正在运行的版本不受影响。`;

/** A playbook as it is written: without what has its usual value. */
const entryOf = ({ priority, when, stopOn, limits, steps, ...playbook }: Playbook): object => ({
  ...playbook,
  ...(priority === 5 ? {} : { priority }),
  ...(when.length > 0 ? { when } : {}),
  steps,
  ...(stopOn.length === 1 && stopOn[0] === 'reply' ? {} : { stopOn }),
  ...(Object.keys(limits).length > 0 ? { limits } : {}),
});

/** What stands on one line. */
const short = ['name', 'trigger', 'limits', 'stopOn', 'title'];
/** Lists whose items each stand on one line. */
const lists = ['when', 'if', 'parts'];

const inOneLine = (node: unknown): void => {
  if (isMap(node) || isSeq(node)) node.flow = true;
};

const layOut = (node: unknown): void => {
  if (!isMap(node)) return;
  for (const { key, value } of node.items as Pair<Node, Node | null>[]) {
    const name = isScalar(key) ? String(key.value) : '';
    if (short.includes(name)) inOneLine(value);
    else if (isSeq(value)) value.items.forEach(lists.includes(name) ? inOneLine : layOut);
  }
};

/** Returns the playbooks as the section `playbooks` of the file, each with its state as a comment. */
export const exportPlaybooks = (library: readonly LibraryPlaybook[]): string => {
  const newest = new Map(library.map((each) => [each.key, each]));
  const document = new Document(
    { playbooks: Object.fromEntries([...newest].map(([key, each]) => [key, entryOf(each.playbook)])) },
    { aliasDuplicateObjects: false },
  );
  const root = document.contents;
  const section = isMap(root) ? root.get('playbooks', true) : undefined;
  if (!isMap(section)) return '';
  document.commentBefore = introduction;
  for (const [index, pair] of (section.items as Pair<Node, Node | null>[]).entries()) {
    if (!isScalar(pair.key)) continue;
    const state = stateNames[newest.get(String(pair.key.value))?.state ?? 'draft'];
    if (index > 0) pair.key.spaceBefore = true;
    pair.key.commentBefore = ` ${state?.zh} · ${state?.en}`;
    layOut(pair.value);
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
};
