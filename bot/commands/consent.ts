import { type Purpose, purposes } from '../../core/care/limits.ts';
import type { CardBlock } from '../../core/messages.ts';
import { consentsOf, storeConsents } from '../../db/consents.ts';
import { showTime } from '../view/time.ts';
import { cardAnswer, textAnswer } from './answer.ts';
import { type Argument, optional } from './arguments/argument.ts';
import { type NamedPeople, peopleArgument } from './arguments/people.ts';
import type { Answer, CommandContext } from './command.ts';
import { defineCommand } from './define.ts';

const purposeNames: Readonly<Record<Purpose | 'all', { readonly zh: string; readonly en: string }>> = {
  service: { zh: '服务', en: 'service' },
  marketing: { zh: '营销', en: 'marketing' },
  survey: { zh: '问卷', en: 'survey' },
  community: { zh: '社群', en: 'community' },
  all: { zh: '全部', en: 'all' },
};
const yes = new Set(['yes', 'given', 'on', '同意', '是']);
const no = new Set(['no', 'withdrawn', 'off', '撤回', '拒绝', '否']);

const purposeOf = (word: string): Purpose | undefined =>
  purposes.find((each) => each === word || purposeNames[each].zh === word);

/** What somebody said of a purpose, and the version of the text that they saw. */
type Said = {
  readonly purpose: Purpose;
  readonly state: 'given' | 'withdrawn';
  readonly textVersion?: string;
};

const saidArgument: Argument<Said> = {
  kind: 'word',
  label: { zh: '用途 同意|撤回 [文本版本]', en: 'PURPOSE yes|no [TEXT-VERSION]' },
  most: 3,
  read: ([purposeWord = '', stateWord = '', textVersion], { language }) => {
    const purpose = purposeOf(purposeWord.toLowerCase());
    const word = stateWord.toLowerCase();
    const state = yes.has(word) ? 'given' : no.has(word) ? 'withdrawn' : undefined;
    if (purpose && state) {
      return { sure: 1, value: { purpose, state, ...(textVersion === undefined ? {} : { textVersion }) } };
    }
    const all = purposes.map((each) => purposeNames[each][language]);
    return {
      problem:
        language === 'zh'
          ? `请写用途（${all.join('、')}）和同意或撤回。`
          : `Say a purpose (${all.join(', ')}) and yes or no.`,
    };
  },
};

const show = async (context: CommandContext, { people, called, customer }: NamedPeople): Promise<Answer> => {
  const { db, language, company } = context;
  const zh = language === 'zh';
  const blocks: CardBlock[] = [];
  const data = [];
  for (const person of people) {
    const said = await consentsOf(db, person.id);
    data.push({ id: person.id, name: person.name, said });
    blocks.push({ kind: 'heading', text: person.name });
    const lines = said.slice(0, 10).map((each) => {
      const state = each.state === 'given' ? (zh ? '同意' : 'agreed') : zh ? '拒绝' : 'refused';
      const purpose = purposeNames[each.purpose as Purpose | 'all'][language];
      const text =
        each.textVersion === null ? '' : zh ? `，文本 ${each.textVersion}` : `, text ${each.textVersion}`;
      const by = each.by === null ? '' : zh ? `，记录人 ${each.by}` : `, noted by ${each.by}`;
      const source = each.source.split(':')[0] ?? '';
      return `${showTime(each.at, company.zone)} ${purpose}: ${state} (${source}${text}${by})`;
    });
    blocks.push({
      kind: 'text',
      text:
        lines.join('\n') || (zh ? '还没有任何同意或拒绝的记录。' : 'Nothing was agreed to or refused yet.'),
    });
  }
  return {
    ...cardAnswer('team', zh ? `同意记录 · ${called}` : `Consent of ${called}`, blocks, data),
    about: customer.id,
  };
};

/** `consent NAME [PURPOSE yes|no [TEXT]]`: what somebody agreed to, or writes it down. */
export const consent = defineCommand({
  name: 'consent',
  aliases: ['同意'],
  summary: {
    zh: '查看或记录对方同意接收哪类消息（服务、营销、问卷、社群）',
    en: 'what somebody agreed to receive (service, marketing, survey, community), or write it down',
  },
  examples: [{ zh: '同意 王老师 营销 同意', en: 'consent Alice marketing yes' }],
  arguments: { named: peopleArgument, said: optional(saidArgument) },
  run: async (context, { named, said }) => {
    if (!said) return show(context, named);
    const { db, now, asker, language } = context;
    const zh = language === 'zh';
    await storeConsents(
      db,
      named.people.map((each) => ({
        personId: each.id,
        ...said,
        source: `member:${context.requestKey}`,
        ...(asker.id === null ? {} : { byId: asker.id }),
      })),
      now,
    );
    const who = named.people.map((each) => each.name).join(zh ? '、' : ', ');
    const what = purposeNames[said.purpose][language];
    const text =
      said.state === 'given'
        ? zh
          ? `已记录：${who} 同意接收${what}类消息。`
          : `Noted: ${who} agreed to ${what} messages.`
        : zh
          ? `已记录：${who} 不再接收${what}类消息。`
          : `Noted: ${who} wants no ${what} messages.`;
    return {
      ...textAnswer('team', text, { people: named.people.map((each) => each.id), ...said }),
      about: named.customer.id,
    };
  },
});
