import type { CardBlock } from '../../core/messages.ts';
import { absencesAt } from '../../db/absences.ts';
import type { OpenFollowUpRow } from '../../db/follow-ups.ts';
import { workloads } from '../../db/owners.ts';
import { findMembers } from '../../db/people.ts';
import { handOver } from '../follow-ups/hand-over.ts';
import { cardAnswer, textAnswer } from './answer.ts';
import type { Answer, CommandContext } from './command.ts';

/** So many members are offered. */
const mostMembers = 5;

const mayGive = ({ asker }: CommandContext): boolean => asker.role !== 'rep';
const mayNot = ({ language }: CommandContext): Answer =>
  textAnswer(
    'person',
    language === 'zh' ? '只有主管和经理可以改派。' : 'Only leads and managers may give customers to others.',
  );

/** Returns who could take the customer of a follow-up: those who are there, with the least to do first. */
export const offerMembers = async (context: CommandContext, followUp: OpenFollowUpRow): Promise<Answer> => {
  if (!mayGive(context)) return mayNot(context);
  const { db, now, language, asker } = context;
  const zh = language === 'zh';
  const absences = await absencesAt(db, now);
  const { owners } = asker.scope;
  const able = (await findMembers(db)).filter(
    ({ id, role }) =>
      role === 'rep' &&
      id !== followUp.ownerId &&
      !absences.has(id) &&
      (owners === 'all' || owners.includes(id)),
  );
  const work = await workloads(
    db,
    able.map((each) => each.id),
  );
  const load = (id: number): number => (work.get(id)?.followUps ?? 0) * 1000 + (work.get(id)?.customers ?? 0);
  const offered = [...able].sort((a, b) => load(a.id) - load(b.id)).slice(0, mostMembers);
  const lines = offered.map((each) => {
    const { followUps = 0, customers = 0 } = work.get(each.id) ?? {};
    return zh
      ? `${each.name}：待跟进 ${followUps}，客户 ${customers}`
      : `${each.name}: ${followUps} open, ${customers} customers`;
  });
  const blocks: CardBlock[] = [
    ...lines.map((text): CardBlock => ({ kind: 'text', text })),
    ...(offered.length > 0
      ? [
          {
            kind: 'buttons',
            buttons: offered.map((each) => ({
              label: each.name,
              action: 'follow-up-give',
              value: `${followUp.id}/${each.id}`,
            })),
          } as const,
        ]
      : [{ kind: 'text', text: zh ? '没有可以接手的同事。' : 'Nobody could take over.' } as const]),
  ];
  const title = zh ? `${followUp.customer} 改派给谁？` : `Who takes over ${followUp.customer}?`;
  return cardAnswer('person', title, blocks, { followUp: followUp.id, members: offered.map(({ id }) => id) });
};

/** Gives the customer of a follow-up to a member, with a brief to the new owner. */
export const giveAway = async (
  context: CommandContext,
  followUp: OpenFollowUpRow,
  memberId: string,
): Promise<Answer> => {
  if (!mayGive(context)) return mayNot(context);
  const { db, company, asker, now, language, requestKey } = context;
  const zh = language === 'zh';
  const { owners } = asker.scope;
  const id = Number(memberId);
  const [to] = owners === 'all' || owners.includes(id) ? await findMembers(db, [id]) : [];
  if (!to) return textAnswer('person', zh ? '没有这位同事。' : 'There is no such member.');
  if (to.id === followUp.ownerId) {
    return textAnswer('person', zh ? '已经由这位同事负责。' : 'It is theirs already.');
  }
  const customers = [{ id: followUp.customerId, name: followUp.customer }];
  await handOver(db, company, { customers, to, by: asker, key: requestKey, now });
  const said = zh
    ? `${followUp.customer} 现在由 ${to.name} 负责，简报已私下发给 ${to.name}。`
    : `${followUp.customer} is now ${to.name}'s, who has a brief in private.`;
  return textAnswer('person', said, { id: followUp.customerId, owner: to.id }, [followUp.customerId]);
};
