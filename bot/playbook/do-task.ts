import { toLanguage } from '../../core/language.ts';
import { type Card, cardText } from '../../core/messages.ts';
import { addressOf } from '../../core/playbook/address.ts';
import { done } from '../../core/playbook/run.ts';
import { readTemplate, render } from '../../core/playbook/template.ts';
import type { SurveyKind } from '../../core/survey/survey.ts';
import { dayMs } from '../../core/time.ts';
import type { Db } from '../../db/connect.ts';
import { directRoomOf } from '../../db/direct-room.ts';
import { enqueue } from '../../db/outbox.ts';
import { findMembers } from '../../db/people.ts';
import type { PlaybookTarget } from '../../db/playbook-targets.ts';
import { issueCoupon } from '../coupon/issue.ts';
import { askSurveyOf } from '../survey/ask.ts';
import { showTime } from '../view/time.ts';
import { flowOf, type PlaybookRunner } from './runner.ts';
import { endWalk, holdWalk, noteStep, type Walk } from './walk.ts';
import { fieldValues, languageOf } from './words-of.ts';

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

const validDays = 30;

/** Makes the customer's coupon, which later messages of the run name. */
const giveCoupon = async (
  trx: Db,
  { company, defaultLanguage }: PlaybookRunner,
  walk: Walk,
  target: PlaybookTarget,
): Promise<void> => {
  const { task, stored, at } = walk;
  const address = addressOf(target, 'person');
  if (task?.step.do !== 'coupon') return;
  const { title, days = validDays } = task.step;
  const language = address ? languageOf(target, address, defaultLanguage) : defaultLanguage;
  const { code, expiresAt } = await issueCoupon(
    trx,
    { company },
    {
      key: `playbook/${stored.id}/${task.index}`,
      flow: flowOf(stored.playbook, stored.version),
      customerId: stored.customerId,
      ...(target.personId === null ? {} : { personId: target.personId }),
      title: title[language],
      validDays: days,
    },
    at,
  );
  walk.values = { ...walk.values, coupon: code, couponUntil: String(expiresAt) };
  noteStep(walk, 'coupon');
};

/** Asks the survey; returns whether the walk goes on at once. */
const ask = async (
  trx: Db,
  { company, defaultLanguage }: PlaybookRunner,
  walk: Walk,
  target: PlaybookTarget | undefined,
  now: number,
): Promise<boolean> => {
  const { task, stored } = walk;
  const address = target && addressOf(target, 'person');
  if (task?.step.do !== 'survey' || !address) {
    endWalk(walk, 'unreachable');
    return false;
  }
  const outcome = await askSurveyOf(
    trx,
    { company },
    {
      flow: flowOf(stored.playbook, stored.version),
      kind: task.step.survey as SurveyKind,
      to: address.to,
      key: `playbook/${stored.id}/${task.index}`,
      language: languageOf(target, address, defaultLanguage),
    },
    now,
  );
  if (outcome.status === 'blocked') {
    if (!holdWalk(walk, outcome)) return false;
    walk.run = done(walk.playbook, walk.run);
    return true;
  }
  noteStep(walk, 'sent');
  walk.run = done(walk.playbook, walk.run, walk.at);
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
  if (kind === 'survey') return ask(trx, runner, walk, target, now);
  if (kind === 'coupon' && target) await giveCoupon(trx, runner, walk, target);
  else {
    const told = kind === 'follow-up' && target && (await tellOwner(trx, runner, walk, target, now));
    noteStep(walk, told ? 'told' : 'skipped', told ? null : (kind ?? null));
  }
  walk.run = done(walk.playbook, walk.run);
  return true;
};
