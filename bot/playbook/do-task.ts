import { toLanguage } from '../../core/language.ts';
import { type Card, cardText } from '../../core/messages.ts';
import { done } from '../../core/playbook/run.ts';
import { readTemplate, render } from '../../core/playbook/template.ts';
import { dayMs } from '../../core/time.ts';
import type { Db } from '../../db/connect.ts';
import { directRoomOf } from '../../db/direct-room.ts';
import { enqueue } from '../../db/outbox.ts';
import { findMembers } from '../../db/people.ts';
import type { PlaybookTarget } from '../../db/playbook-targets.ts';
import { showTime } from '../view/time.ts';
import type { PlaybookRunner } from './runner.ts';
import { noteStep, type Walk } from './walk.ts';
import { fieldValues } from './words-of.ts';

/** Tells the customer's owner what to do; returns whether there was somebody to tell. */
const tellOwner = async (
  trx: Db,
  { company, defaultLanguage }: PlaybookRunner,
  walk: Walk,
  target: PlaybookTarget,
  now: number,
): Promise<boolean> => {
  const { task, playbook, stored, state, values, at } = walk;
  if (task?.step.do !== 'follow-up' || target.ownerId === null) return false;
  const [member] = await findMembers(trx, [target.ownerId]);
  const room = await directRoomOf(trx, target.ownerId);
  if (!member || !room) return false;
  const own = member.language ?? room.language;
  const language = own === null ? defaultLanguage : toLanguage(own);
  const zh = language === 'zh';
  const { text, dueDays } = task.step;
  const fields = fieldValues(playbook, target, state, values, company.zone, language);
  const due = dueDays === undefined ? undefined : showTime(at + dueDays * dayMs, company.zone);
  const card: Card = {
    title: zh ? '请跟进' : 'Please follow up',
    blocks: [
      { kind: 'heading', text: `${target.customer} · ${playbook.name[language]}` },
      { kind: 'text', text: render(readTemplate(text[language]), fields, 'person') },
      ...(due ? [{ kind: 'text', text: zh ? `请在此前处理：${due}` : `Due ${due}` } as const] : []),
    ],
  };
  await enqueue(
    trx,
    {
      key: `playbook/${stored.id}/${task.index}`,
      roomId: room.id,
      askerId: target.ownerId,
      message: { audience: 'person', text: cardText(card), card },
    },
    now,
  );
  return true;
};

/** Does what a walk wants done besides messages. Returns whether it goes on at once. */
export const doTask = async (
  trx: Db,
  runner: PlaybookRunner,
  walk: Walk,
  target: PlaybookTarget | undefined,
  now: number,
): Promise<boolean> => {
  const kind = walk.task?.step.do;
  const did =
    kind === 'follow-up' && target !== undefined && (await tellOwner(trx, runner, walk, target, now));
  noteStep(walk, did ? 'told' : 'skipped', did ? null : (kind ?? null));
  walk.run = done(walk.playbook, walk.run);
  return true;
};
