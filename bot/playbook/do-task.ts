import type { Language } from '../../core/language.ts';
import { addressOf } from '../../core/playbook/address.ts';
import { done } from '../../core/playbook/run.ts';
import type { SurveyKind } from '../../core/survey/survey.ts';
import { dayMs } from '../../core/time.ts';
import type { Db } from '../../db/connect.ts';
import type { PlaybookTarget } from '../../db/playbook-targets.ts';
import { issueCoupon } from '../coupon/issue.ts';
import { askSurveyOf } from '../survey/ask.ts';
import { armOfWalk, noteArm } from './arms.ts';
import { flowOf, type PlaybookRunner } from './runner.ts';
import { endWalk, holdWalk, noteStep, type Walk } from './walk.ts';
import { fieldValues, languageOf, wordsFor } from './words-of.ts';

/** How long the owner has when a step does not say. */
const usualDueDays = 3;
/** What is due in no days is due in so long. */
const sameDayMs = dayMs / 4;

/** Opens the follow-up that a step asks for, in both languages: whose customer it is may change. */
const askOwner = ({ company }: PlaybookRunner, walk: Walk, target: PlaybookTarget): void => {
  const { task, playbook, stored, state, values, at } = walk;
  if (task?.step.do !== 'follow-up') return;
  const { text, dueDays = usualDueDays } = task.step;
  const wordsIn = (language: Language): string =>
    wordsFor(text, fieldValues(playbook, target, state, values, company.zone, language), language, 'person');
  walk.facts.push({
    customerId: stored.customerId,
    interaction: {
      key: `playbook/${stored.id}/${task.index}/asked`,
      at,
      kind: 'follow-up-asked',
      direction: 'none',
      data: {
        playbook: stored.playbook,
        text: { zh: wordsIn('zh'), en: wordsIn('en') },
        dueAt: company.calendar.nextWorkingMoment(at + (dueDays * dayMs || sameDayMs)),
      },
    },
  });
  noteStep(walk, 'told');
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

/** Asks the survey of those who are treated; whoever is kept to compare leaves. Returns whether the walk goes on at once. */
const askTreated = async (
  trx: Db,
  runner: PlaybookRunner,
  walk: Walk,
  target: PlaybookTarget | undefined,
  now: number,
): Promise<boolean> => {
  const arm = await armOfWalk(trx, walk);
  const { contacts } = walk.run;
  const isTreated = arm === undefined || arm === 'treated';
  const goesOn = isTreated && (await ask(trx, runner, walk, target, now));
  if (!isTreated) endWalk(walk, 'control');
  if (arm && (!isTreated || walk.run.contacts > contacts)) await noteArm(trx, walk, arm, now);
  return goesOn;
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
  if (kind === 'survey') return askTreated(trx, runner, walk, target, now);
  if (kind === 'coupon' && target) {
    // Whoever is kept to compare hears of none: their run ends at the message.
    if (((await armOfWalk(trx, walk)) ?? 'treated') === 'treated')
      await giveCoupon(trx, runner, walk, target);
  } else if (kind === 'follow-up' && target) askOwner(runner, walk, target);
  else noteStep(walk, 'skipped', kind ?? null);
  walk.run = done(walk.playbook, walk.run);
  return true;
};
