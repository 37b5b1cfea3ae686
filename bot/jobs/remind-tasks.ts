import { type Language, toLanguage } from '../../core/language.ts';
import { type Card, cardText } from '../../core/messages.ts';
import type { Db } from '../../db/connect.ts';
import { directRoomOf } from '../../db/direct-room.ts';
import { enqueue } from '../../db/outbox.ts';
import { findMembers } from '../../db/people.ts';
import { takeDueTasks } from '../../db/tasks.ts';
import { taskBlocks } from '../commands/task.ts';
import type { Company } from '../ingest/context.ts';

/** Reminds members, each in their own chat and once, of the to-dos that have fallen due. Returns how many members. */
export const remindTasks = (db: Db, company: Company, now: number, language: Language): Promise<number> =>
  db.transaction().execute(async (trx) => {
    let told = 0;
    for (const [ownerId, tasks] of Map.groupBy(await takeDueTasks(trx, now), (each) => each.ownerId)) {
      const [member] = await findMembers(trx, [ownerId]);
      const room = member && (await directRoomOf(trx, ownerId));
      if (!room) continue;
      const own = member.language ?? room.language;
      const speaks = own === null ? language : toLanguage(own);
      const card: Card = {
        title: speaks === 'zh' ? '待办到时间了' : 'Due now',
        blocks: taskBlocks(tasks, now, company.zone, speaks),
      };
      const key = `tasks/${tasks.map((each) => each.id).join(',')}`;
      const message = { audience: 'person', text: cardText(card), card } as const;
      if (await enqueue(trx, { key, roomId: room.id, askerId: ownerId, message }, now)) told++;
    }
    return told;
  });
