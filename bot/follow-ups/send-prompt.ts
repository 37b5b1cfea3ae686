import { toLanguage } from '../../core/language.ts';
import { cardText } from '../../core/messages.ts';
import type { Db } from '../../db/connect.ts';
import type { OpenFollowUpRow } from '../../db/follow-ups.ts';
import { evidenceFor } from '../../db/interactions.ts';
import { enqueue } from '../../db/outbox.ts';
import type { Member } from '../../db/people.ts';
import { type PromptItem, recordPrompt } from '../../db/prompts.ts';
import type { Room } from '../../db/rooms.ts';
import type { Company } from '../ingest/context.ts';
import { fullItems, type PromptLine, promptCard } from '../view/prompt-card.ts';

/** One message to a member; `update` is the message of ours that it replaces. */
export type Prompt = {
  readonly member: Member;
  readonly room: Room;
  readonly items: readonly PromptItem[];
  readonly rows: ReadonlyMap<number, OpenFollowUpRow>;
  readonly now: number;
  readonly update?: string;
};

/** Puts a message that tells a member of follow-ups into the outbox, for that member alone. Returns whether it is new. */
export const sendPrompt = async (
  trx: Db,
  company: Company,
  { member, room, items, rows, now, update }: Prompt,
): Promise<boolean> => {
  const lines: PromptLine[] = [];
  for (const { id, as } of items) {
    const followUp = rows.get(id);
    if (!followUp) continue;
    const full = lines.length < fullItems && (as === 'new' || as === 'again');
    const evidence = full
      ? await evidenceFor(trx, followUp.customerId, followUp.evidence.slice(0, 2))
      : new Map();
    lines.push({ followUp, as, evidence: [...evidence.values()] });
  }
  const language = toLanguage(member.language ?? room.language);
  const card = promptCard(lines, member.id, company, language, now);
  const key = `prompt/${member.id}/${now}/${items.map((each) => each.id).join(',')}`;
  const wrote = await enqueue(
    trx,
    {
      key,
      roomId: room.id,
      askerId: member.id,
      message: { audience: 'person', text: cardText(card), card },
      ...(update === undefined ? {} : { about: { update } }),
    },
    now,
  );
  if (wrote) await recordPrompt(trx, { memberId: member.id, at: now, key, items });
  return wrote;
};
