import { type Purpose, purposes } from '../../../core/care/limits.ts';
import type { BroadcastFilter } from '../../../db/broadcasts.ts';
import { segmentCalled } from '../arguments/segment.ts';
import type { CommandContext } from '../command.ts';
import { requireCustomer } from '../find-customer.ts';
import { listCalled } from '../list-kinds.ts';
import { stagesNamed } from '../stages-named.ts';
import { fail, failWithForm, usage } from './usage.ts';

const purposeWords: Readonly<Record<string, Purpose>> = {
  服务: 'service',
  营销: 'marketing',
  问卷: 'survey',
  社群: 'community',
};
const roomWords = new Set(['rooms', '群']);
const peopleWords = new Set(['people', '联系人']);

/** Whom a broadcast is for, and what for. */
export type Wanted = {
  readonly target: 'people' | 'rooms';
  readonly filter: BroadcastFilter;
  readonly purpose: Purpose;
};

/** What one word and its value narrow the filter to. */
type Narrow = (context: CommandContext, value: string, filter: BroadcastFilter) => Promise<BroadcastFilter>;

const narrows: readonly (readonly [words: readonly string[], narrow: Narrow])[] = [
  [
    ['stage', '阶段'],
    async (context, value, filter) => {
      const stages = stagesNamed(value, context.company.model);
      if (!stages) return fail(context, `没有“${value}”这个阶段。`, `There is no stage "${value}".`);
      return { ...filter, stages };
    },
  ],
  [
    ['tier', '等级'],
    async (context, value, filter) => {
      if (!/^[abc]$/i.test(value)) fail(context, '等级写 A、B 或 C。', 'A tier is A, B or C.');
      return { ...filter, tier: value.toUpperCase() };
    },
  ],
  [
    ['segment', '分类'],
    async (context, value, filter) => {
      const found = segmentCalled(value, context.company.policies.latest().segments);
      if (!found) return fail(context, `没有“${value}”这个分类。`, `There is no segment "${value}".`);
      return { ...filter, segment: found.id };
    },
  ],
  [
    ['tag', '标签'],
    async (context, value, filter) => {
      if (value === '') fail(context, '请写上标签。', 'Say which tag.');
      return { ...filter, tag: value };
    },
  ],
  [
    ['list', '名单'],
    async (context, value, filter) => {
      const { stages, warnings, tier, tag, silentSince } = listCalled(
        value.split(/\s+/).filter(Boolean),
        context.company,
        context,
      ).filter;
      const narrowed = { stages, warnings, tier, tag, silentSince };
      return {
        ...filter,
        ...Object.fromEntries(Object.entries(narrowed).filter(([, each]) => each !== undefined)),
      };
    },
  ],
  [
    ['customer', '客户'],
    async (context, value, filter) => {
      const customer = await requireCustomer(context, value);
      return { ...filter, customers: [...(filter.customers ?? []), customer.id] };
    },
  ],
];

const purposeCalled = (context: CommandContext, value: string): Purpose =>
  purposes.find((each) => each === value) ??
  purposeWords[value] ??
  fail(context, '用途写服务、营销、问卷或社群。', `A purpose is ${purposes.join(', ')}.`);

/** Reads whom a broadcast is for. @throws InputError naming the word that is not understood. */
export const readWanted = async (context: CommandContext, words: readonly string[]): Promise<Wanted> => {
  const [first = '', ...rest] = words;
  const target = roomWords.has(first.toLowerCase())
    ? 'rooms'
    : peopleWords.has(first.toLowerCase())
      ? 'people'
      : failWithForm(context);
  let filter: BroadcastFilter = { owners: context.asker.scope.owners };
  let purpose: Purpose = 'marketing';
  for (let index = 0; index < rest.length; index++) {
    const word = (rest[index] ?? '').toLowerCase();
    if (word === 'all' || word === '全部') continue;
    if (word === 'communities' || word === '社群') {
      if (context.asker.scope.owners !== 'all')
        fail(context, '只有经理可以向社群群发。', 'Only managers broadcast to communities.');
      filter = { ...filter, communities: true };
      continue;
    }
    const value = rest[++index] ?? '';
    const narrow = narrows.find(([names]) => names.includes(word))?.[1];
    if (narrow) filter = await narrow(context, value, filter);
    else if (word === 'for' || word === '用途') purpose = purposeCalled(context, value);
    else fail(context, `看不懂“${word}”。${usage.zh}`, `"${word}" is not understood. Write: ${usage.en}`);
  }
  return { target, filter, purpose };
};
