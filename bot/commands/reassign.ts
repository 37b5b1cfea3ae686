import type { Button, CardBlock, PlainBlock } from '../../core/messages.ts';
import { absencesAt } from '../../db/absences.ts';
import { ownerOf } from '../../db/customers.ts';
import { workloads } from '../../db/owners.ts';
import { findMembers } from '../../db/people.ts';
import { cardAnswer } from './answer.ts';
import type { Answer, CommandContext } from './command.ts';

/** So many members are offered as buttons; where there are lists to choose from, all are. */
const mostButtons = 5;

/** Returns who could take a customer over: reps of the asker's team who are there, those with the least to do first. */
export const offerOwners = async (
  context: CommandContext,
  customer: { readonly id: number; readonly name: string },
): Promise<Answer> => {
  const { db, now, language, asker } = context;
  const zh = language === 'zh';
  const absences = await absencesAt(db, now);
  const before = await ownerOf(db, customer.id);
  const { owners } = asker.scope;
  const able = (await findMembers(db)).filter(
    ({ id, role }) =>
      role === 'rep' &&
      id !== before?.id &&
      !absences.has(id) &&
      (owners === 'all' || asker.role === 'rep' || owners.includes(id)),
  );
  const ids = able.map((each) => each.id);
  const work = await workloads(db, ids);
  const load = (id: number): number => (work.get(id)?.followUps ?? 0) * 1000 + (work.get(id)?.customers ?? 0);
  const offered = [...able].sort((a, b) => load(a.id) - load(b.id));
  const lineOf = ({ id, name }: (typeof able)[number]): string => {
    const { followUps = 0, customers = 0 } = work.get(id) ?? {};
    return zh
      ? `${name}：待跟进 ${followUps}，客户 ${customers}`
      : `${name}: ${followUps} open, ${customers} customers`;
  };
  const request = (id: number): string => `owner #${customer.id} #${id}`;
  const first = offered.slice(0, mostButtons);
  const plain: readonly PlainBlock[] = [
    ...first.map((each): PlainBlock => ({ kind: 'text', text: lineOf(each) })),
    {
      kind: 'buttons',
      buttons: first.map(({ id, name }): Button => ({ label: name, action: 'run', value: request(id) })),
    },
  ];
  const choice: readonly CardBlock[] =
    offered.length > mostButtons
      ? [
          {
            kind: 'select',
            label: zh ? '请选一位同事' : 'Choose a member',
            action: 'run',
            options: offered.map((each) => ({ label: lineOf(each), value: request(each.id) })),
            otherwise: plain,
          },
        ]
      : plain;
  const none: CardBlock = { kind: 'text', text: zh ? '没有可以接手的同事。' : 'Nobody could take over.' };
  const title = zh ? `${customer.name} 改派给谁？` : `Who takes over ${customer.name}?`;
  const blocks = offered.length > 0 ? choice : [none];
  return { ...cardAnswer('person', title, blocks, { id: customer.id, members: ids }), about: customer.id };
};
