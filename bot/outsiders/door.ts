import type { InboundEvent, MessageEvent } from '../../core/events.ts';
import { type Language, toLanguage } from '../../core/language.ts';
import type { Listening, ListeningKind } from '../../db/listening.ts';
import { listeningIn } from '../../db/listening.ts';
import type { KnownPerson } from '../../db/people.ts';
import { hearPoll, pressPoll } from '../community/poll.ts';
import { hearRsvp, pressRsvp } from '../community/rsvp.ts';
import { hearCoupons, hearPoints, hearReferral, hearReferralCode, pressSpend } from '../coupon/wallet.ts';
import { interactionKey, messageKey } from '../ingest/keys.ts';
import type { Scene } from '../ingest/scene.ts';
import { hearComment, hearScore, pressSurvey } from '../survey/answer.ts';
import { isForOutsiders, type OutsiderAction } from './actions.ts';
import { type Heard, type Outsider, unheard } from './outsider.ts';

/** What a button for customers does with its value. */
type Press = (outsider: Outsider, value: string) => Promise<Heard>;
/** What is made of words that the bot waited for; undefined when they are something else after all. */
type Hear = (outsider: Outsider, listening: Listening, text: string) => Promise<Heard | undefined>;

/** What anybody of the customers' side may ask the bot, where the whole message is nothing else. */
const questions: readonly (readonly [RegExp, (outsider: Outsider, found: string) => Promise<Heard>])[] = [
  [/^(?:查|查询|查看)?(?:我的|我有多少)?积分(?:余额|是?多少|查询)?[\s?？!！。.]*$/, hearPoints],
  [/^(?:(?:what are |show )?my )?points(?: balance)?[\s?!.]*$/i, hearPoints],
  [/^(?:查看?)?(?:我的|我有什么)?优惠券[\s?？!！。.]*$|^(?:my )?coupons[\s?!.]*$/i, hearCoupons],
  [/^(?:我的)?(?:推荐码|邀请码)[\s?？!！。.]*$|^(?:my )?referral code[\s?!.]*$/i, hearReferralCode],
  [/^(?:推荐码|邀请码|referral(?: code)?)[\s:：]+([A-Za-z0-9][A-Za-z0-9 -]{8,20})[\s。.]*$/i, hearReferral],
];
const longestQuestion = 40;

const presses: Readonly<Record<OutsiderAction, Press>> = {
  survey: pressSurvey,
  'points-spend': pressSpend,
  rsvp: pressRsvp,
  poll: pressPoll,
};

const hears: Readonly<Partial<Record<ListeningKind, Hear>>> = {
  'survey-score': hearScore,
  'survey-comment': hearComment,
  rsvp: hearRsvp,
  poll: hearPoll,
};

const hanPattern = /\p{Script=Han}/u;

const languageOf = async (scene: Scene, person: KnownPerson, text: string | undefined): Promise<Language> => {
  const row = await scene.trx
    .selectFrom('person')
    .leftJoin('customer', 'customer.id', 'person.customer_id')
    .select(['person.language', 'customer.language as customerLanguage'])
    .where('person.id', '=', person.id)
    .executeTakeFirst();
  const known = row?.language ?? scene.room.language ?? row?.customerLanguage ?? null;
  if (known !== null) return toLanguage(known);
  if (text !== undefined && hanPattern.test(text)) return 'zh';
  return scene.ingest.language;
};

const outsiderOf = async (
  scene: Scene,
  event: InboundEvent,
  person: KnownPerson,
  customerId: number,
  text?: string,
): Promise<Outsider> => ({
  trx: scene.trx,
  ingest: scene.ingest,
  event,
  room: scene.room,
  person,
  customerId,
  now: scene.ingest.clock.now(),
  language: await languageOf(scene, person, text),
  key: event.type === 'message' ? messageKey(event, event.message) : interactionKey(event, event.id),
});

/** A bare "9" among many people is an answer only while the question has just been put. */
const concerns =
  (scene: Scene, person: KnownPerson, at: number) =>
  ({ roomId, personId, untilAt }: Listening): boolean => {
    if (untilAt < at || (personId !== null && personId !== person.id)) return false;
    return roomId === null ? scene.room.purpose !== 'community' : roomId === scene.room.id;
  };

const answerQuestion = async (
  scene: Scene,
  event: MessageEvent,
  person: KnownPerson,
  customerId: number,
): Promise<Heard | undefined> => {
  const text = event.text.replace(/@tend\b/gi, '').trim();
  for (const [pattern, answer] of questions) {
    const found = pattern.exec(text);
    if (found) return answer(await outsiderOf(scene, event, person, customerId, text), found[1] ?? '');
  }
  return undefined;
};

/**
 * Takes in what somebody outside the company pressed or said in answer to a survey, an invitation or a poll, as data of
 * their customer. Any other press of theirs is ignored; their words are captured as ever, whatever comes of them here.
 */
export const hearOutsider = async (scene: Scene, event: InboundEvent): Promise<Heard> => {
  if (event.type !== 'action' && event.type !== 'message') return unheard;
  const person = scene.people.get(event.person.id);
  const customerId = person && scene.customerOf(person);
  if (!person || customerId === undefined) return unheard;
  if (event.type === 'action') {
    if (!isForOutsiders(event.action)) return unheard;
    const heard = await presses[event.action](
      await outsiderOf(scene, event, person, customerId),
      event.value,
    );
    scene.listening.rows = undefined;
    return heard;
  }
  const asked =
    event.text.length > longestQuestion ? undefined : await answerQuestion(scene, event, person, customerId);
  if (asked) return asked;
  const { listening } = scene;
  listening.rows ??= await listeningIn(scene.trx, listening.roomIds, listening.personIds, listening.from);
  if (listening.rows.length === 0) return unheard;
  for (const each of listening.rows.filter(concerns(scene, person, event.at))) {
    const heard = await hears[each.kind]?.(
      await outsiderOf(scene, event, person, customerId, event.text),
      each,
      event.text,
    );
    if (!heard) continue;
    listening.rows = undefined;
    return heard;
  }
  return unheard;
};
