import type { InboundEvent } from '../../core/events.ts';
import { type Bilingual, type Language, pick, toLanguage } from '../../core/language.ts';
import { customerMessage } from '../../core/messages.ts';
import { cleanText } from '../../core/text/normalise.ts';
import { optsIn } from '../../core/text/opt-in.ts';
import { optsOut } from '../../core/text/opt-out.ts';
import { readable } from '../../core/text/patterns.ts';
import type { Db } from '../../db/connect.ts';
import { lastWish } from '../../db/consents.ts';
import { directRoomOf } from '../../db/direct-room.ts';
import { enqueue } from '../../db/outbox.ts';
import { findMembers, type KnownPerson } from '../../db/people.ts';
import type { Room } from '../../db/rooms.ts';
import { messageKey } from '../ingest/keys.ts';
import type { Scene } from '../ingest/scene.ts';
import { optIn, optOut } from './consent.ts';

/** Words of an older message are obeyed; but nobody waits for an answer any more. */
const freshMs = 60 * 60 * 1000;
const removed = 'platform:contact-removed';
const added = 'platform:contact-added';

const says = {
  out: {
    zh: '好的，已为您退订，我们不会再主动给您发消息。您随时可以在这里找我们；想恢复时回复“订阅”即可。',
    en: 'Done: we will not write to you on our own account any more. You can still reach us here; reply SUBSCRIBE to hear from us again.',
  },
  in: {
    zh: '好的，已恢复订阅。不想再收到时回复“退订”即可。',
    en: 'Done: you will hear from us again. Reply STOP whenever you have had enough.',
  },
  ownerOut: (name: string): Bilingual => ({
    zh: `${name} 已退订：所有主动关怀和群发都不会再发给 TA（所有平台即时生效）。如属误判，可发送：退订 ${name} 恢复`,
    en: `${name} opted out: no care message or broadcast goes to them any more, on any platform. If that was a mistake: optout "${name}" back`,
  }),
  ownerIn: (name: string): Bilingual => ({
    zh: `${name} 已恢复订阅。`,
    en: `${name} wants to hear from us again.`,
  }),
} as const;

type Hearing = Pick<Scene, 'trx' | 'ingest' | 'room' | 'people' | 'customerOf'> & { readonly now: number };

/** Who asks in a group of many is answered in private. */
const answerRoom = async (trx: Db, room: Room, person: KnownPerson): Promise<Room | undefined> =>
  room.purpose === 'community' || room.purpose === 'unlinked' ? directRoomOf(trx, person.id, room) : room;

const answer = async (
  { trx, room, now }: Hearing,
  person: KnownPerson,
  words: Bilingual,
  language: Language,
  key: string,
): Promise<boolean> => {
  const to = await answerRoom(trx, room, person);
  if (!to) return false;
  const message = customerMessage(pick(words, language));
  return enqueue(trx, { key: `wish/${key}`, roomId: to.id, message }, now);
};

const tellOwner = async (
  { trx, now, customerOf }: Hearing,
  person: KnownPerson,
  words: Bilingual,
  key: string,
): Promise<boolean> => {
  const customerId = customerOf(person) ?? person.customerId;
  if (customerId === null) return false;
  const customer = await trx
    .selectFrom('customer')
    .select('owner_id')
    .where('id', '=', customerId)
    .executeTakeFirst();
  const ownerId = customer?.owner_id ?? null;
  if (ownerId === null) return false;
  const [[member], room] = [await findMembers(trx, [ownerId]), await directRoomOf(trx, ownerId)];
  if (!member || !room) return false;
  const message = {
    audience: 'person',
    text: pick(words, toLanguage(member.language ?? room.language)),
  } as const;
  return enqueue(trx, { key: `wish-owner/${key}`, roomId: room.id, askerId: ownerId, message }, now);
};

const heardWords = async (
  hearing: Hearing,
  event: Extract<InboundEvent, { type: 'message' }>,
  person: KnownPerson,
): Promise<boolean> => {
  const spoken = readable(cleanText(event.text));
  const out = optsOut(spoken);
  if (!out && !optsIn(event.text)) return false;
  const { trx, now } = hearing;
  const source = `message:${messageKey(event, event.message)}`;
  const last = await lastWish(trx, person.id);
  // A message may be read a second time, or long after it was written: what was said later stands.
  if (last && (last.source === source || last.at > event.at)) return false;
  if (!out && last?.state !== 'withdrawn') return false;
  await (out ? optOut : optIn)(trx, hearing.ingest, [person.id], { source }, event.at);
  if (now - event.at > freshMs) return false;
  const language = spoken.hasHan ? 'zh' : toLanguage(hearing.room.language ?? 'en');
  const words = out ? says.out : says.in;
  const answered = await answer(hearing, person, words, language, source);
  const told = await tellOwner(
    hearing,
    person,
    out ? says.ownerOut(person.name) : says.ownerIn(person.name),
    source,
  );
  return answered || told;
};

/**
 * Takes in what somebody who is none of ours says about being written to: the words in both languages (退订, TD, STOP,
 * unsubscribe; 订阅, START), and that they removed us as a contact or added us again. It is in force when this transaction
 * is. They get an answer, and whose customer it is hears of it. Returns whether anything was put into the outbox.
 */
export const hearWish = async (hearing: Hearing, event: InboundEvent): Promise<boolean> => {
  const person = hearing.people.get(event.person.id);
  if (!person || person.side === 'us' || person.side === 'bot') return false;
  if (event.type === 'message') return heardWords(hearing, event, person);
  if (event.type !== 'contact-removed' && event.type !== 'contact-added') return false;
  const { trx } = hearing;
  const last = await lastWish(trx, person.id);
  if (last && last.at > event.at) return false;
  if (event.type === 'contact-removed') {
    if (last?.state !== 'withdrawn')
      await optOut(trx, hearing.ingest, [person.id], { source: removed }, event.at);
  } else if (last?.state === 'withdrawn' && last.source === removed) {
    await optIn(trx, hearing.ingest, [person.id], { source: added }, event.at);
  }
  return false;
};
