import { InputError } from '../../core/errors.ts';
import { type Language, pick } from '../../core/language.ts';
import type { CardBlock } from '../../core/messages.ts';
import type { CustomerSegment } from '../../core/segments.ts';
import { audit } from '../../db/audit.ts';
import { profilesOf, setSegments } from '../../db/customers.ts';
import { refoldCustomers } from '../ingest/refold.ts';
import { showSegment } from '../view/segment.ts';
import { cardAnswer } from './answer.ts';
import type { Command } from './command.ts';
import { requireCustomer } from './find-customer.ts';

/** Returns the segment that a text names, by its id or by its name in either language, or undefined. */
export const segmentCalled = (
  text: string,
  segments: readonly CustomerSegment[],
): CustomerSegment | undefined => {
  const wanted = text.toLowerCase();
  return segments.find(({ id, name }) =>
    [id, name.zh, name.en].some((each) => each.toLowerCase() === wanted),
  );
};

/** Parts the customer's name from the segment at the end, which may be several words. */
const splitArguments = (args: readonly string[], segments: readonly CustomerSegment[]) => {
  for (let from = 0; from < args.length; from++) {
    const wanted = segmentCalled(args.slice(from).join(' '), segments);
    if (wanted) return { name: args.slice(0, from).join(' '), wanted };
  }
  return { name: args.join(' '), wanted: undefined };
};

const choicesOf = (segments: readonly CustomerSegment[], language: Language): string =>
  segments.map(({ id, name }) => `${id} (${pick(name, language)})`).join(language === 'zh' ? '、' : ', ');

/** `segment NAME [SEGMENT]`: says what kind of customer it is, which its usual rhythm and the weights of health follow. */
export const segment: Command = {
  name: 'segment',
  aliases: ['分类'],
  usage: { zh: '分类 客户名 [分类]', en: 'segment NAME [SEGMENT]' },
  summary: { zh: '客户属于哪一类，决定惯常节奏和权重', en: 'say what kind of customer it is' },
  run: async (context, args) => {
    const { db, company, asker, now, language } = context;
    const zh = language === 'zh';
    const { segments } = company.policies.latest();
    const { name, wanted } = splitArguments(args, segments);
    const customer = await requireCustomer(context, name === '' ? undefined : name).catch(
      (error: unknown) => {
        // "segment acme cafes" without such a segment reads as a customer of that name.
        const [last] = args.slice(-1);
        if (!(error instanceof InputError) || wanted || args.length < 2) throw error;
        throw new InputError(
          `${error.message} ${zh ? `如果“${last}”是分类，可选的有` : `If "${last}" is a segment, there are`}: ${choicesOf(segments, language)}.`,
        );
      },
    );
    const before = (await profilesOf(db, [customer.id])).get(customer.id)?.segment ?? 'general';
    const shown = showSegment(before, segments, language);
    if (!wanted) {
      const lines: CardBlock[] = [
        { kind: 'text', text: zh ? `分类：${shown}` : `Segment: ${shown}` },
        {
          kind: 'buttons',
          buttons: segments
            .filter((each) => each.id !== before)
            .map((each) => ({
              label: pick(each.name, language),
              action: 'run',
              value: `segment #${customer.id} ${each.id}`,
            })),
        },
      ];
      const data = { id: customer.id, segment: before, segments: segments.map((each) => each.id) };
      return { ...cardAnswer('team', customer.name, lines, data), about: customer.id };
    }
    if (wanted.id === before) {
      throw new InputError(
        zh ? `${customer.name} 已经是“${shown}”。` : `${customer.name} is in ${shown} already.`,
      );
    }
    await setSegments(db, [{ customerId: customer.id, segment: wanted.id }]);
    await refoldCustomers(db, company, [customer.id], now);
    await audit(db, {
      at: now,
      actorId: asker.id,
      action: 'segment-set',
      customerId: customer.id,
      detail: { from: before, to: wanted.id },
    });
    const fresh = pick(wanted.name, language);
    const blocks: CardBlock[] = [
      {
        kind: 'text',
        text: zh
          ? `分类：${shown} → ${fresh}。历史按新的分类重新计算。`
          : `Segment: ${shown} → ${fresh}. The whole history was read anew by it.`,
      },
      {
        kind: 'buttons',
        buttons: [{ label: zh ? '撤销' : 'Undo', action: 'run', value: `segment #${customer.id} ${before}` }],
      },
    ];
    const data = { id: customer.id, segment: wanted.id, before };
    return { ...cardAnswer('team', customer.name, blocks, data, [customer.id]), about: customer.id };
  },
};
