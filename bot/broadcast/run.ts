import type { Logger } from 'pino';
import { isUnwelcome } from '../../core/care/broadcast-guard.ts';
import { broadcastWords, isPersonal } from '../../core/care/broadcast-words.ts';
import type { Purpose } from '../../core/care/limits.ts';
import { customerMessage } from '../../core/messages.ts';
import { countTargets, receptionOf } from '../../db/broadcast-counts.ts';
import {
  dueTargets,
  saveTargets,
  type TargetChange,
  targetKey,
  valuesOfTargets,
} from '../../db/broadcast-targets.ts';
import {
  type Broadcast,
  broadcastFlow,
  broadcastsAtWork,
  changeBroadcast,
  lockBroadcast,
} from '../../db/broadcasts.ts';
import type { Db } from '../../db/connect.ts';
import { customersOfContacts, withdrawContacts } from '../../db/contacts.ts';
import type { NewInteraction } from '../../db/interactions.ts';
import { contactAll } from '../care/contact.ts';
import type { ContactOutcome } from '../care/request.ts';
import type { Clock } from '../clock.ts';
import { applyInteractions } from '../ingest/apply.ts';
import type { Company } from '../ingest/context.ts';
import { askForApproval, showProgress } from './card.ts';
import { planBroadcast } from './plan.ts';

/** What running broadcasts needs. */
export type Broadcasting = {
  readonly db: Db;
  readonly company: Company;
  readonly clock: Clock;
  readonly log: Logger;
  readonly ringOutbox: () => Promise<void>;
};

/** As many of one broadcast are under way at once: others' messages do not stand behind thousands. */
const atOnce = 200;

const waveOf = ({ status }: Broadcast): number => (status === 'testing' ? 0 : 1);

const changeAfter = (id: number, outcome: ContactOutcome, now: number): TargetChange => {
  if (outcome.status === 'queued') return { id, status: 'queued', reason: null, next_at: now };
  const { reason, retryAt } = outcome;
  const onlyQuiet = (reason === 'quiet-hours' || reason === 'holiday') && retryAt !== undefined;
  if (onlyQuiet) return { id, status: 'planned', reason, next_at: retryAt };
  return { id, status: 'blocked', reason, next_at: now };
};

const nobody = { name: null, rep: null } as const;

/** That customers were written to: an answer within two weeks is known to be one. */
const mailingsOf = async (
  trx: Db,
  id: number,
  contactIds: readonly number[],
  at: number,
): Promise<readonly NewInteraction[]> =>
  (await customersOfContacts(trx, contactIds)).map(({ contactId, customerId }) => ({
    customerId,
    interaction: {
      key: `contact/${contactId}`,
      at,
      kind: 'campaign-sent',
      direction: 'out',
      data: { campaign: broadcastFlow(id) },
    },
  }));

const sendSome = async (
  trx: Db,
  around: Broadcasting,
  broadcast: Broadcast,
  room: number,
): Promise<number> => {
  const now = around.clock.now();
  const { id, text, purpose } = broadcast;
  const due = await dueTargets(trx, id, waveOf(broadcast), now, room);
  const values = isPersonal(text)
    ? await valuesOfTargets(
        trx,
        due.map((each) => each.id),
      )
    : undefined;
  const requests = due.map((each) => ({
    key: targetKey(id, each),
    flow: broadcastFlow(id),
    to: each.personId === null ? { roomId: each.roomId ?? 0 } : { personId: each.personId },
    purpose: purpose as Purpose,
    priority: 3,
    message: customerMessage(broadcastWords(text, values?.get(each.id) ?? nobody)),
  }));
  const outcomes = await contactAll(trx, around, requests, now);
  await saveTargets(
    trx,
    due.map((each, index) => changeAfter(each.id, outcomes[index] as ContactOutcome, now)),
  );
  const queued = outcomes.flatMap((each) => (each.status === 'queued' ? [each.contactId] : []));
  await applyInteractions(trx, around.company, await mailingsOf(trx, id, queued, now));
  return queued.length;
};

const step = async (trx: Db, around: Broadcasting, broadcast: Broadcast): Promise<number> => {
  const { clock } = around;
  const { id, status, stopPercent } = broadcast;
  const now = clock.now();
  if (status === 'planning') {
    await planBroadcast(trx, around, broadcast, now);
    await changeBroadcast(trx, id, { status: 'waiting' }, now);
    await askForApproval(trx, { ...broadcast, status: 'waiting' }, now);
    return 1;
  }
  if (status !== 'testing' && status !== 'running') return 0;
  const reception = await receptionOf(trx, id, broadcast.heardUntil);
  if (isUnwelcome(reception, stopPercent)) {
    const reason = `${reception.optOuts} opt-outs, ${reception.negatives} negative, ${reception.reached} reached`;
    await changeBroadcast(trx, id, { status: 'paused', resumes: status, reason }, now);
    await withdrawContacts(trx, { flow: broadcastFlow(id) }, 'withdrawn');
    return 1;
  }
  const { waiting, inFlight } = await countTargets(trx, id, waveOf(broadcast));
  const queued =
    inFlight < atOnce && waiting > 0 ? await sendSome(trx, around, broadcast, atOnce - inFlight) : 0;
  if (waiting === 0 && inFlight === 0)
    await changeBroadcast(trx, id, { status: status === 'testing' ? 'tested' : 'done' }, now);
  return queued;
};

/**
 * Takes every broadcast a step further: plans it, puts the next messages into the outbox, stops it when it is not
 * welcome, and keeps its author's card up to date. Any number of workers may call it; each broadcast is one's at a time,
 * and a step is stored whole or not at all.
 */
export const runBroadcasts = async (around: Broadcasting): Promise<void> => {
  const { db, log, ringOutbox } = around;
  for (const id of await broadcastsAtWork(db)) {
    try {
      const wrote = await db.transaction().execute(async (trx) => {
        const broadcast = await lockBroadcast(trx, id, false);
        if (!broadcast) return false;
        const did = await step(trx, around, broadcast);
        const shown = await showProgress(trx, id, around.clock.now());
        return did > 0 || shown;
      });
      if (wrote) await ringOutbox();
    } catch (error) {
      // One that fails keeps no other from going on; it is tried again at the next turn.
      log.error({ broadcast: id, err: error }, 'a broadcast could not go on');
    }
  }
};
