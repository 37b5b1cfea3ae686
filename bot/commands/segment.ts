import { InputError } from '../../core/errors.ts';
import { pick } from '../../core/language.ts';
import type { CardBlock } from '../../core/messages.ts';
import { audit } from '../../db/audit.ts';
import { profilesOf, setSegments } from '../../db/customers.ts';
import { refoldCustomers } from '../ingest/refold.ts';
import { showSegment } from '../view/segment.ts';
import { cardAnswer } from './answer.ts';
import { optional } from './arguments/argument.ts';
import { customerArgument } from './arguments/customer.ts';
import { segmentArgument } from './arguments/segment.ts';
import type { Answer, CommandContext } from './command.ts';
import { defineCommand } from './define.ts';

type Customer = { readonly id: number; readonly name: string };

const segmentOf = async ({ db }: CommandContext, { id }: Customer): Promise<string> =>
  (await profilesOf(db, [id])).get(id)?.segment ?? 'general';

const show = async (context: CommandContext, customer: Customer): Promise<Answer> => {
  const { company, language } = context;
  const { segments } = company.policies.latest();
  const now = await segmentOf(context, customer);
  const others = segments.filter((each) => each.id !== now);
  const blocks: readonly CardBlock[] = [
    {
      kind: 'text',
      text: `${language === 'zh' ? '分类：' : 'Segment: '}${showSegment(now, segments, language)}`,
    },
    {
      kind: 'buttons',
      buttons: others.map((each) => ({
        label: pick(each.name, language),
        action: 'run',
        value: `segment #${customer.id} ${each.id}`,
      })),
    },
  ];
  const data = { id: customer.id, segment: now, segments: segments.map((each) => each.id) };
  return { ...cardAnswer('team', customer.name, blocks, data), about: customer.id };
};

/** Puts a customer into a segment and returns what that changed. */
const put = async (
  context: CommandContext,
  customer: Customer,
  before: string,
  after: string,
): Promise<Answer> => {
  const { db, company, asker, now, language } = context;
  const { segments } = company.policies.latest();
  await setSegments(db, [{ customerId: customer.id, segment: after }]);
  await refoldCustomers(db, company, [customer.id], now);
  await audit(db, {
    at: now,
    actorId: asker.id,
    action: 'segment-set',
    customerId: customer.id,
    detail: { from: before, to: after },
  });
  const [old, fresh] = [before, after].map((each) => showSegment(each, segments, language));
  const text =
    language === 'zh'
      ? `分类：${old} → ${fresh}。历史按新的分类重新计算。`
      : `Segment: ${old} → ${fresh}. The whole history was read anew by it.`;
  const data = { id: customer.id, segment: after, before };
  return {
    ...cardAnswer('team', customer.name, [{ kind: 'text', text }], data, [customer.id]),
    about: customer.id,
  };
};

/** `segment NAME [SEGMENT]`: says what kind of customer it is, which its usual rhythm and the weights of health follow. */
export const segment = defineCommand({
  name: 'segment',
  aliases: ['分类'],
  summary: { zh: '客户属于哪一类，决定惯常节奏和权重', en: 'say what kind of customer it is' },
  examples: [{ zh: '分类 晨光书店 快消', en: 'segment Acme b2b' }],
  arguments: { customer: customerArgument, segment: optional(segmentArgument) },
  changes: true,
  undo: async (context, memo) => {
    const customer = { id: Number(memo['customerId']), name: String(memo['name']) };
    const now = await segmentOf(context, customer);
    if (now !== memo['after']) {
      throw new InputError(
        context.language === 'zh'
          ? '分类之后又改过，没有撤销。'
          : 'The segment was changed since; nothing was undone.',
      );
    }
    return put(context, customer, now, String(memo['before']));
  },
  run: async (context, { customer, segment: wanted }) => {
    if (!wanted) return show(context, customer);
    const { name } = customer;
    const before = await segmentOf(context, customer);
    if (wanted.id === before) {
      const shown = pick(wanted.name, context.language);
      throw new InputError(
        context.language === 'zh' ? `${name} 已经是“${shown}”。` : `${name} is in ${shown} already.`,
      );
    }
    return {
      ...(await put(context, customer, before, wanted.id)),
      undo: {
        memo: { customerId: customer.id, name, before, after: wanted.id },
        says: { zh: `${name} 的分类`, en: `the segment of ${name}` },
      },
    };
  },
});
