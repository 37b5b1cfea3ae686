import { InputError } from '../../../core/errors.ts';
import type { Language } from '../../../core/language.ts';
import { listRooms } from '../../../db/rooms.ts';
import { type Aim, aimsOf } from '../../survey/aims.ts';
import { segmentCalled } from '../arguments/segment.ts';
import type { CommandContext } from '../command.ts';
import { requireCustomer } from '../find-customer.ts';

const words = {
  zh: {
    segments: (ids: string) => `没有这个分类。可以写：${ids}。`,
    notHere: '这里不是客户群或社群。请写明问谁：客户名、“分类 名称”或“全部”。',
    mayNot: '只有主管或经理可以向社群、分类或全部客户发问卷，也只有他们可以结束别人的问卷。',
  },
  en: {
    segments: (ids: string) => `There is no such segment. There are: ${ids}.`,
    notHere:
      'This is no customer\'s room and no community. Say whom to ask: a customer, "segment NAME" or all.',
    mayNot:
      'Only a lead or manager may ask a community, a segment or all customers, and end what a colleague started.',
  },
} as const;

const here = new Set(['here', '本群', '这里']);
const everybody = new Set(['all', '全部']);
const segmentWords = new Set(['segment', '分类']);

/**
 * Returns whom the words name: the room here, one customer, the customers of a segment, or all; leads only for many.
 * @throws InputError when they name nobody, or more than the asker may ask.
 */
export const aimsFrom = async (context: CommandContext, args: readonly string[]): Promise<readonly Aim[]> => {
  const { db, language, asker, room, company } = context;
  const say = words[language];
  const [first, ...rest] = args;
  const many = (): void => {
    if (asker.role === 'rep') throw new InputError(say.mayNot);
  };
  if (first === undefined || here.has(first.toLowerCase())) {
    if (room?.purpose !== 'customer' && room?.purpose !== 'community') throw new InputError(say.notHere);
    if (room.purpose === 'community') many();
    const spoken: Language | null =
      room.language === null ? null : room.language.startsWith('zh') ? 'zh' : 'en';
    return [{ to: { roomId: room.id }, key: `room/${room.id}`, language: spoken }];
  }
  if (everybody.has(first.toLowerCase())) {
    many();
    return aimsOf(db, asker.scope, { segment: undefined });
  }
  if (segmentWords.has(first.toLowerCase())) {
    many();
    const { segments } = company.policies.latest();
    const segment = segmentCalled(rest.join(' '), segments);
    if (!segment) throw new InputError(say.segments(segments.map((each) => each.id).join(', ')));
    return aimsOf(db, asker.scope, { segment: segment.id });
  }
  const name = args.join(' ');
  const community = (await listRooms(db, ['community'])).find((each) =>
    [each.name, each.externalId].includes(name),
  );
  if (community) return aimsFrom({ ...context, room: community }, []);
  const customer = await requireCustomer(context, name);
  return aimsOf(db, asker.scope, { ids: [customer.id] });
};
