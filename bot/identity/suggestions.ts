import { type Language, pick } from '../../core/language.ts';
import type { CardBlock } from '../../core/messages.ts';
import { dayMs } from '../../core/time.ts';
import { audit } from '../../db/audit.ts';
import { customerById, isInScope } from '../../db/customer-lists.ts';
import { roomById } from '../../db/rooms.ts';
import {
  answerSame,
  findSame,
  type SameReason,
  type Suggestion,
  suggestionById,
  waitingSuggestions,
} from '../../db/same-suggestions.ts';
import { cardAnswer, textAnswer } from '../commands/answer.ts';
import type { Answer, CommandContext } from '../commands/command.ts';
import { room } from '../commands/room.ts';
import { runCommand } from '../commands/run-command.ts';
import { mergeCustomers } from './merge-customers.ts';

/** How far back what people wrote is looked at. */
export const lookBackMs = 90 * dayMs;

const reasons: Readonly<Record<SameReason, { readonly zh: string; readonly en: string }>> = {
  union: { zh: '微信 unionid 相同', en: 'the same WeChat unionid' },
  phone: { zh: '说过同一个手机号（尾号 {detail}）', en: 'both named one phone number (…{detail})' },
  'name-and-company': { zh: '同名且同公司（{detail}）', en: 'the same name and company ({detail})' },
  rooms: { zh: '群名相同且成员重叠（{detail}）', en: 'groups of one name with the same people ({detail})' },
};

/** Returns the blocks that ask whether two customers are one. */
export const suggestionBlocks = (
  { id, reason, detail, one, other }: Suggestion,
  language: Language,
): readonly CardBlock[] => {
  const zh = language === 'zh';
  const why = pick(reasons[reason], language).replace('{detail}', () => detail);
  return [
    { kind: 'heading', text: zh ? `${one.name} 和 ${other.name}` : `${one.name} and ${other.name}` },
    { kind: 'text', text: `${why} · #${one.id} / #${other.id}` },
    {
      kind: 'buttons',
      buttons: [
        {
          label: zh ? '是同一个' : 'They are one',
          action: 'same-yes',
          value: String(id),
          style: 'primary',
        },
        { label: zh ? '不是' : 'They are not', action: 'same-no', value: String(id) },
      ],
    },
  ];
};

/** Returns who may be one with whom among the customers that the asker may see. Nothing is joined by itself. */
export const openSuggestions = async (context: CommandContext): Promise<Answer> => {
  const { db, asker, now, language } = context;
  const zh = language === 'zh';
  await findSame(db, now, now - lookBackMs);
  const seen = (await waitingSuggestions(db, { unasked: false })).filter(
    ({ one, other }) => isInScope(asker.scope, one.ownerId) && isInScope(asker.scope, other.ownerId),
  );
  const blocks = seen.slice(0, 5).flatMap((each) => suggestionBlocks(each, language));
  const none = zh
    ? '没有发现可能相同的客户。手动合并：合并 客户 另一个客户。'
    : 'Nobody seems to be there twice. To merge by hand: merge CUSTOMER OTHER.';
  const title = zh
    ? '可能是同一个客户（由您决定，不会自动合并）'
    : 'These may be one (you decide; nothing is merged by itself)';
  return seen.length === 0
    ? textAnswer('team', none, [])
    : cardAnswer(
        'team',
        title,
        blocks,
        seen.map(({ id, reason, one, other }) => ({ id, reason, one: one.id, other: other.id })),
      );
};

/** A person goes into an account; of two alike the younger into the older. */
const childOf = ({ one, other }: Suggestion): 'one' | 'other' =>
  one.kind === 'person' && other.kind !== 'person' ? 'one' : 'other';

const sayRoom = async (context: CommandContext, value: string): Promise<Answer> => {
  const [roomId = '', customerId = ''] = value.split('/');
  const place = await roomById(context.db, Number(roomId));
  const customer = await customerById(context.db, Number(customerId));
  const zh = context.language === 'zh';
  if (!place || !customer || !isInScope(context.asker.scope, customer.ownerId))
    return textAnswer(
      'person',
      zh ? '这个群或客户已经不在了。' : 'That room or customer is not there any more.',
    );
  return runCommand({ ...context, room: place }, room, ['customer', `#${customer.id}`]);
};

/** Does what a button of a suggestion says; with the rights of the one who pressed it. */
export const answerSuggestion = async (
  context: CommandContext,
  action: string,
  value: string,
): Promise<Answer> => {
  const { db, asker, now, language } = context;
  const zh = language === 'zh';
  if (action === 'same-room') return sayRoom(context, value);
  if (action === 'same-room-no')
    return textAnswer('person', zh ? '好的，不关联。' : 'All right, they are not joined.');
  const found = /^\d{1,15}$/.test(value) ? await suggestionById(db, Number(value)) : undefined;
  const allowed =
    found && isInScope(asker.scope, found.one.ownerId) && isInScope(asker.scope, found.other.ownerId);
  if (!found || !allowed)
    return textAnswer('person', zh ? '这条建议已经处理过了。' : 'This was answered already.');
  const answer = action === 'same-yes' ? 'same' : 'other';
  await answerSame(db, found.id, answer, asker.id);
  await audit(db, {
    at: now,
    actorId: asker.id,
    action: `said-${answer}`,
    customerId: found.one.id,
    detail: { other: found.other.id },
  });
  if (answer === 'other') {
    return textAnswer(
      'person',
      zh
        ? `记下了：${found.one.name} 和 ${found.other.name} 不是同一个，不会再问。`
        : `Noted: ${found.one.name} and ${found.other.name} are not one. I will not ask again.`,
    );
  }
  const childIs = childOf(found);
  const child = await customerById(db, found[childIs].id);
  const parent = await customerById(db, found[childIs === 'one' ? 'other' : 'one'].id);
  if (!child || !parent) return textAnswer('person', zh ? '客户已经不在了。' : 'That customer is gone.');
  const text = zh ? `${child.name} 已并入 ${parent.name}。` : `${child.name} is merged into ${parent.name}.`;
  return mergeCustomers(context, child, parent, text);
};
