import { type Language, toLanguage } from '../../core/language.ts';
import { customerMessage } from '../../core/messages.ts';
import { dayMs } from '../../core/time.ts';
import type { Db } from '../../db/connect.ts';
import { roomById } from '../../db/rooms.ts';
import { type Newcomer, readWelcomes, takeNewcomers } from '../../db/welcomes.ts';
import { contact } from '../care/contact.ts';
import type { Ingest } from '../ingest/ingest.ts';

/** Whoever comes within ten minutes is welcomed together, and a community welcomes once in six hours. */
const bundleMs = 10 * 60_000;
const restMs = 6 * 60 * 60 * 1000;
/** Nobody is welcomed days after they came. */
const latestMs = 2 * dayMs;
const mostNames = 5;

const namesOf = (newcomers: readonly Newcomer[], language: Language): string => {
  const names = newcomers.slice(0, mostNames).map((each) => each.name);
  const more = newcomers.length - names.length;
  if (language === 'zh') return `${names.join('、')}${more > 0 ? `等 ${newcomers.length} 位` : ''}`;
  const [last = ''] = names.slice(-1);
  if (more > 0) return `${names.join(', ')} and ${more} more`;
  return names.length === 1 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
};

const welcomeTo = async (
  trx: Db,
  ingest: Ingest,
  roomId: number,
  words: string,
  now: number,
): Promise<boolean> => {
  const room = await roomById(trx, roomId);
  if (room?.purpose !== 'community') return false;
  const newcomers = await takeNewcomers(trx, roomId, { now, since: now - latestMs, bundleMs, restMs });
  if (newcomers.length === 0) return false;
  const language = room.language === null ? ingest.language : toLanguage(room.language);
  const hello = language === 'zh' ? '欢迎' : 'Welcome';
  const text = `${hello} ${namesOf(newcomers, language)}${language === 'zh' ? '！' : '!'}\n${words}`;
  const outcome = await contact(
    trx,
    ingest,
    {
      key: `welcome/${roomId}/${newcomers.map((each) => each.personId).join(',')}`,
      flow: 'welcome',
      to: { roomId },
      purpose: 'community',
      priority: 5,
      // It answers their coming.
      solicited: true,
      message: customerMessage(text),
    },
    now,
  );
  return outcome.status === 'queued';
};

/** Welcomes who is new in the communities that welcome, in one message each. Returns how many messages there are to send. */
export const welcomeNewcomers = async (ingest: Ingest, now: number): Promise<number> => {
  let count = 0;
  for (const [roomId, words] of Object.entries(await readWelcomes(ingest.db))) {
    const said = await ingest.db
      .transaction()
      .execute((trx) => welcomeTo(trx, ingest, Number(roomId), words, now));
    if (said) count++;
  }
  return count;
};
