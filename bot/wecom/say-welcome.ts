import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { welcomeLifeMs } from '../../adapters/wecom/official/welcome.ts';
import { readRoom } from '../../adapters/wecom/rooms.ts';
import type { Sent } from '../../core/adapter.ts';
import { PlatformError } from '../../core/errors.ts';
import type { InboundEvent } from '../../core/events.ts';
import { customerMessage } from '../../core/messages.ts';
import type { Db } from '../../db/connect.ts';
import { storeMessages } from '../../db/messages.ts';
import { ensureRooms, findRoom } from '../../db/rooms.ts';
import { suppressedAmong } from '../../db/suppressions.ts';
import { beginWelcome, endWelcome } from '../../db/wecom-contacts.ts';
import { hashingOf } from '../care/suppression-key.ts';
import type { Seal } from '../platforms/seal.ts';
import type { OfficialAdapter } from '../platforms/wecom-host.ts';
import { fillWelcome, readWelcome } from './welcome-text.ts';

type Added = Extract<InboundEvent, { type: 'contact-added' }>;

/** A name is worth waiting for so long. */
const nameMs = 2_000;
const longestPauseMs = 2_000;

const nameOf = async ({ official }: OfficialAdapter, customer: string): Promise<string | undefined> => {
  try {
    const found = await Promise.race([official.contact(customer), delay(nameMs, undefined, { ref: false })]);
    return found?.name;
  } catch {
    return undefined;
  }
};

/** Tries as long as the code is good: another app may be welcoming at this moment, or an answer may be lost. */
const send = async (
  { official }: OfficialAdapter,
  code: string,
  text: string,
  addedAt: number,
): Promise<Sent> => {
  let last: Sent = { status: 'unknown' };
  for (let pauseMs = 500; Date.now() < addedAt + welcomeLifeMs; pauseMs *= 2) {
    try {
      const sent = await official.welcome(code, customerMessage(text), addedAt);
      if (sent.status !== 'unknown') return sent;
      last = sent;
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      last = { status: 'refused', reason: error.platformCode ?? 'not reached' };
    }
    await delay(Math.min(pauseMs, longestPauseMs));
  }
  return last;
};

const keep = async (db: Db, event: Added, text: string, ref: string): Promise<void> => {
  const { platform, account, conversation, person } = event;
  const where = { platform, account };
  await ensureRooms(db, [
    {
      ...where,
      externalId: conversation.id,
      kind: 'direct',
      purpose: 'direct',
      name: person.name ?? person.id,
    },
  ]);
  const room = await findRoom(db, where, conversation.id);
  if (!room) return;
  await storeMessages(db, [
    {
      roomId: room.id,
      personId: null,
      externalId: ref,
      thread: null,
      at: Date.now(),
      text,
      audience: 'customer',
    },
  ]);
};

/**
 * Welcomes a new contact, at once and past every queue, for WeCom takes it within 20 s only; once, however often the
 * event is delivered. Whoever wants no messages from us is not welcomed. Returns what became of it.
 */
export const sayWelcome = async (
  db: Db,
  adapter: OfficialAdapter,
  event: Added,
  { log, seal }: { readonly log: Logger; readonly seal: Seal | undefined },
): Promise<string> => {
  const { account } = adapter;
  const code = event.welcomeToken;
  const room = readRoom(event.conversation.id);
  if (code === undefined || room.kind !== 'contact') return 'no-code';
  if (!(await beginWelcome(db, account, event.id, Date.now()))) return 'begun-already';
  const end = async (outcome: string): Promise<string> => {
    await endWelcome(db, account, event.id, outcome);
    if (outcome !== 'sent' && outcome !== 'off')
      log.warn({ reason: outcome }, 'a new contact was not welcomed');
    return outcome;
  };
  const template = (await readWelcome(db))?.text;
  if (!template) return end('off');
  const hash = (await hashingOf(db, seal))(['wecom', account, room.customer]);
  if ((await suppressedAmong(db, [hash])).size > 0) return end('opted-out');
  const name = template.includes('{name}') ? await nameOf(adapter, room.customer) : undefined;
  const text = fillWelcome(template, name);
  const sent = await send(adapter, code, text, event.at);
  if (sent.status !== 'sent') return end(sent.status === 'refused' ? sent.reason : sent.status);
  await keep(db, event, text, sent.ref);
  return end('sent');
};
