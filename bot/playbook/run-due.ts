import { customerMessage } from '../../core/messages.ts';
import { addressOf } from '../../core/playbook/address.ts';
import { done, messageKind } from '../../core/playbook/run.ts';
import type { Db } from '../../db/connect.ts';
import { lockSubjects, type Subjects } from '../../db/contacts.ts';
import { lockCustomers } from '../../db/customer-states.ts';
import type { NewInteraction } from '../../db/interactions.ts';
import { activeRunsOf, dueRunners, lockRunners, noteSteps, saveRuns } from '../../db/playbook-runs.ts';
import { type PlaybookTarget, targetsOf } from '../../db/playbook-targets.ts';
import type { ContactRequest } from '../care/request.ts';
import { noteFollowUps, tellMembers } from '../follow-ups/tell.ts';
import { applyInteractions } from '../ingest/apply.ts';
import { foldContexts } from '../ingest/context.ts';
import { type Asking, type AskOutcome, contactTreated } from './arms.ts';
import { doTask } from './do-task.ts';
import { waitForDraft, wordsOfStep } from './drafts.ts';
import { flowOf, type PlaybookRunner } from './runner.ts';
import { changeOf, endWalk, holdWalk, noteStep, startWalk, stride, type Walk } from './walk.ts';
import { fieldValues, languageOf, wordsFor } from './words-of.ts';

/** How many customers one transaction takes. */
const batchSize = 200;

/** What a walk asks the contact budget for; undefined where nobody can be reached, or while its words are waited for. */
const requestOf = async (
  trx: Db,
  runner: PlaybookRunner,
  walk: Walk,
  target: PlaybookTarget | undefined,
): Promise<ContactRequest | undefined> => {
  const { stored, playbook, run, state, at, values, task } = walk;
  if (task?.step.do !== 'message' || !target) return undefined;
  const address = addressOf(target, task.step.to);
  if (!address) return undefined;
  const language = languageOf(target, address, runner.defaultLanguage);
  const fields = fieldValues(playbook, target, state, values, runner.company.zone, language);
  const fixed = wordsFor(task.step.text, fields, language, address.place);
  if (fixed === '') return undefined;
  // What others read too stays in the words that were approved.
  const text = address.place === 'person' ? await wordsOfStep(trx, runner, walk, fixed, language) : fixed;
  if (text === undefined) {
    waitForDraft(walk);
    return undefined;
  }
  return {
    key: `playbook/${stored.id}/${task.index}`,
    flow: flowOf(stored.playbook, stored.version),
    to: address.to,
    priority: playbook.priority,
    ...messageKind(playbook, run, at),
    message: customerMessage(text),
  };
};

const sent = (walk: Walk): NewInteraction => ({
  customerId: walk.stored.customerId,
  interaction: {
    key: `playbook/${walk.stored.id}/${walk.run.step}`,
    at: walk.at,
    kind: 'campaign-sent',
    direction: 'out',
    data: { campaign: flowOf(walk.stored.playbook, walk.stored.version) },
  },
});

/** Whose budget messages to these customers can use up. */
const placesOf = (targets: readonly PlaybookTarget[]): Subjects => ({
  personIds: targets.flatMap((each) => each.personId ?? []),
  roomIds: targets.flatMap((each) => [each.ownRoomId ?? [], each.communityId ?? []].flat()),
});

/** Takes what came of a request; returns whether the walk goes on at once. */
const settle = (walk: Walk, outcome: AskOutcome): boolean => {
  if (outcome.status === 'withheld') {
    endWalk(walk, 'control');
    return false;
  }
  if (outcome.status === 'blocked') {
    if (!holdWalk(walk, outcome)) return false;
    walk.run = done(walk.playbook, walk.run);
    return true;
  }
  noteStep(walk, 'sent', null, outcome.contactId);
  walk.facts.push(sent(walk));
  walk.run = done(walk.playbook, walk.run, walk.at);
  return true;
};

/** Takes all walks on, in rounds: those that want to write ask together, so that the greater priority comes first. */
const walkAll = async (
  trx: Db,
  runner: PlaybookRunner,
  walks: readonly Walk[],
  targets: ReadonlyMap<number, PlaybookTarget>,
  now: number,
): Promise<void> => {
  let going: readonly Walk[] = walks;
  while (going.length > 0) {
    const asking: Asking[] = [];
    const next: Walk[] = [];
    for (const walk of going) {
      stride(walk);
      if (!walk.task) continue;
      const target = targets.get(walk.stored.customerId);
      if (walk.task.step.do !== 'message') {
        if (await doTask(trx, runner, walk, target, now)) next.push(walk);
        continue;
      }
      const request = await requestOf(trx, runner, walk, target);
      if (request) asking.push({ walk, request });
      else if (walk.task) endWalk(walk, 'unreachable');
    }
    const outcomes = await contactTreated(trx, runner, asking, now);
    for (const [index, { walk }] of asking.entries()) {
      const outcome = outcomes[index];
      if (outcome && settle(walk, outcome)) next.push(walk);
    }
    going = next;
  }
};

type Progress = { readonly count: number; readonly opened: boolean };

const runBatch = (runner: PlaybookRunner, now: number): Promise<Progress> =>
  runner.db.transaction().execute(async (trx) => {
    const { company } = runner;
    const due = await dueRunners(trx, now, batchSize);
    if (due.length === 0) return { count: 0, opened: false };
    const targets = await targetsOf(trx, due);
    // As whoever takes in a conversation does: the room first, then the customer. Else two would wait for each other.
    await lockSubjects(trx, placesOf([...targets.values()]));
    const ids = await lockRunners(trx, due);
    const customers = new Map((await lockCustomers(trx, ids)).map((each) => [each.id, each]));
    const contextOf = await foldContexts(trx, company, ids);
    const walks: Walk[] = [];
    for (const stored of await activeRunsOf(trx, ids)) {
      const playbook = await company.playbooks.version(trx, stored.playbook, stored.version);
      const customer = customers.get(stored.customerId);
      if (stored.wakeAt > now || !playbook || !customer) continue;
      walks.push(startWalk(stored, playbook, customer.state, contextOf(customer.id), now));
    }
    await walkAll(trx, runner, walks, targets, now);
    // Before what was sent is folded: that it was sent must not wake or end a run whose row is about to be written.
    await saveRuns(trx, walks.map(changeOf));
    await noteSteps(
      trx,
      walks.flatMap((walk) => walk.notes),
    );
    await applyInteractions(
      trx,
      company,
      walks.flatMap((walk) => walk.facts),
    );
    return { count: walks.length, opened: await noteFollowUps(trx, ids, now) };
  });

/**
 * Takes every run whose time has come through its steps: asks the contact budget for its messages, opens follow-ups, waits.
 * Each run is stored with what it did in one transaction, so that a worker that dies leaves nothing half done and nothing
 * is said twice. Returns how many runs there were.
 */
export const runDuePlaybooks = async (runner: PlaybookRunner, now: number): Promise<number> => {
  let total = 0;
  for (;;) {
    const { count, opened } = await runBatch(runner, now);
    total += count;
    if (opened) await tellMembers(runner, now);
    if (count > 0) await runner.ringOutbox();
    if (count < batchSize) return total;
  }
};
