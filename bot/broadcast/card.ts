import { type Language, toLanguage } from '../../core/language.ts';
import { type Button, type Card, type CardBlock, cardText } from '../../core/messages.ts';
import { type BroadcastCounts, countTargets, receptionOf } from '../../db/broadcast-counts.ts';
import { type Broadcast, broadcastById } from '../../db/broadcasts.ts';
import type { Db } from '../../db/connect.ts';
import { directRoomOf } from '../../db/direct-room.ts';
import { enqueue } from '../../db/outbox.ts';
import { findMembers, type Member } from '../../db/people.ts';
import { showBlocked } from '../view/blocked.ts';

const statuses: Readonly<Record<Broadcast['status'], { readonly zh: string; readonly en: string }>> = {
  planning: { zh: '正在计算', en: 'being planned' },
  waiting: { zh: '等待主管批准', en: 'waits for the approval of a lead' },
  testing: { zh: '小范围试发中', en: 'going to the test share' },
  tested: { zh: '试发完成，等您决定', en: 'test sent: go or stop' },
  running: { zh: '正在全量发送', en: 'going to everybody' },
  paused: { zh: '已暂停', en: 'paused' },
  done: { zh: '已完成', en: 'done' },
  cancelled: { zh: '已取消', en: 'cancelled' },
};

const labels = {
  preview: { zh: '预览名单', en: 'Preview' },
  approve: { zh: '批准试发', en: 'Approve the test' },
  go: { zh: '全量发送', en: 'Send to all' },
  pause: { zh: '暂停', en: 'Pause' },
  resume: { zh: '继续', en: 'Resume' },
  cancel: { zh: '取消', en: 'Cancel' },
  effect: { zh: '效果', en: 'Effect' },
} as const;

/** A thing that can be done with a broadcast. */
export type BroadcastMove = keyof typeof labels;

/** What can be done with a broadcast as it stands. */
export const movesOf = ({ status }: Pick<Broadcast, 'status'>): readonly BroadcastMove[] => {
  switch (status) {
    case 'waiting':
      return ['preview', 'approve', 'cancel'];
    case 'testing':
    case 'running':
      return ['pause', 'cancel'];
    case 'tested':
      return ['go', 'cancel'];
    case 'paused':
      return ['resume', 'cancel'];
    case 'done':
      return ['effect'];
    default:
      return [];
  }
};

const buttonFor = (id: number, move: BroadcastMove, language: Language): Button => ({
  label: labels[move][language],
  action: 'run',
  value: `broadcast ${id} ${move}`,
  ...(move === 'approve' || move === 'go' ? { style: 'primary' as const } : {}),
  ...(move === 'cancel' ? { style: 'danger' as const } : {}),
});

const fieldsOf = (counts: BroadcastCounts, language: Language) => {
  const zh = language === 'zh';
  const { total, waiting, inFlight, sent, stopped, withheld, test, blocked } = counts;
  const blockedCount = Object.values(blocked).reduce((sum, each) => sum + each, 0);
  return [
    { label: zh ? '符合条件' : 'Fit', value: String(total) },
    { label: zh ? '将收到' : 'Will get it', value: String(total - blockedCount - withheld) },
    { label: zh ? '其中先试发' : 'Of them first', value: String(test) },
    { label: zh ? '留作对照' : 'Kept to compare', value: String(withheld) },
    { label: zh ? '已送达' : 'Sent', value: String(sent) },
    { label: zh ? '发送中' : 'On the way', value: String(inFlight) },
    { label: zh ? '待发' : 'Waiting', value: String(waiting) },
    { label: zh ? '未送出' : 'Stopped', value: String(stopped) },
    ...Object.entries(blocked).map(([reason, count]) => ({
      label: zh ? `不发：${showBlocked(reason, language)}` : `Not: ${showBlocked(reason, language)}`,
      value: String(count),
    })),
  ];
};

/** Returns how a broadcast stands, without anybody's name, with what can be done. */
export const broadcastCard = async (db: Db, broadcast: Broadcast, language: Language): Promise<Card> => {
  const zh = language === 'zh';
  const { id, text, status, reason } = broadcast;
  const wave = status === 'testing' || status === 'tested' ? 0 : 1;
  const counts = await countTargets(db, id, wave);
  const { optOuts, negatives } = await receptionOf(db, id);
  const share =
    counts.total === 0 ? 0 : counts.sent / Math.max(1, counts.sent + counts.waiting + counts.inFlight);
  const moves = movesOf(broadcast);
  const blocks: CardBlock[] = [
    { kind: 'quote', text },
    { kind: 'fields', fields: fieldsOf(counts, language) },
    ...(counts.sent > 0
      ? [
          {
            kind: 'meter' as const,
            label: zh ? '进度' : 'Progress',
            share,
            value: `${Math.round(share * 100)}%`,
          },
          {
            kind: 'text' as const,
            text: zh
              ? `退订 ${optOuts}，负面回复 ${negatives}`
              : `Opted out ${optOuts}, angry answers ${negatives}`,
          },
        ]
      : []),
    ...(status === 'paused' && reason
      ? [
          {
            kind: 'text' as const,
            text: zh
              ? '退订或负面回复超过上限，已自动暂停，排队中的已撤回。请先看看回复，再决定继续还是取消。'
              : 'It stopped by itself: more people opted out or were angry than the limit allows. What waited was taken back. Read the answers, then resume or cancel.',
          },
        ]
      : []),
    ...(moves.length > 0
      ? [{ kind: 'buttons' as const, buttons: moves.map((each) => buttonFor(id, each, language)) }]
      : []),
  ];
  return { title: `${zh ? '群发' : 'Broadcast'} #${id} · ${statuses[status][language]}`, blocks };
};

const cardKey = (id: number): string => `broadcast-card/${id}`;

/** Tells the author how the broadcast stands: one card, replaced in place. Returns whether there was any news. */
export const showProgress = async (trx: Db, id: number, now: number): Promise<boolean> => {
  const broadcast = await broadcastById(trx, id);
  if (!broadcast || broadcast.authorId === null) return false;
  const room = await directRoomOf(trx, broadcast.authorId);
  if (!room) return false;
  const card = await broadcastCard(trx, broadcast, toLanguage(broadcast.language));
  const text = cardText(card);
  if (text === broadcast.card) return false;
  const message = { audience: 'person', text, card } as const;
  const common = { roomId: room.id, askerId: broadcast.authorId, message };
  const first = await trx
    .selectFrom('outbox')
    .select(['ref', 'status'])
    .where('idempotency_key', '=', cardKey(id))
    .executeTakeFirst();
  if (!first) {
    await enqueue(trx, { key: cardKey(id), ...common }, now);
  } else if (first.status === 'sent' && first.ref !== null) {
    const key = `${cardKey(id)}/${broadcast.cards + 1}`;
    await enqueue(trx, { key, ...common, about: { update: first.ref } }, now);
  } else return false;
  await trx
    .updateTable('broadcast')
    .set({ card: text, cards: broadcast.cards + 1 })
    .where('id', '=', id)
    .execute();
  return true;
};

const approvers = (members: readonly Member[], authorId: number | null): readonly Member[] => {
  const author = members.find((each) => each.id === authorId);
  const lead = members.filter((each) => each.id === author?.leadId);
  const above = members.filter((each) => each.role === 'manager' || each.role === 'admin');
  return (lead.length > 0 ? lead : above).filter((each) => each.id !== authorId);
};

/** Asks the author's lead, or without one the managers, to approve; they see the text and the numbers, no names. */
export const askForApproval = async (trx: Db, broadcast: Broadcast, now: number): Promise<void> => {
  for (const member of approvers(await findMembers(trx), broadcast.authorId)) {
    const room = await directRoomOf(trx, member.id);
    if (!room) continue;
    const language = toLanguage(member.language ?? room.language);
    const whole = await broadcastCard(trx, broadcast, language);
    const card = {
      ...whole,
      title: language === 'zh' ? `请批准：${whole.title}` : `Please approve: ${whole.title}`,
    };
    const message = { audience: 'person', text: cardText(card), card } as const;
    const key = `broadcast-approval/${broadcast.id}/${member.id}`;
    await enqueue(trx, { key, roomId: room.id, askerId: member.id, message }, now);
  }
};
