import { InputError } from '../../core/errors.ts';
import type { InboundEvent } from '../../core/events.ts';
import { type Language, toLanguage } from '../../core/language.ts';
import { audit } from '../../db/audit.ts';
import type { Db } from '../../db/connect.ts';
import { enqueue, wasEnqueued } from '../../db/outbox.ts';
import type { KnownPerson } from '../../db/people.ts';
import type { Room } from '../../db/rooms.ts';
import type { Clock } from '../clock.ts';
import { answerSuggestion } from '../identity/suggestions.ts';
import type { Company } from '../ingest/context.ts';
import { interactionKey, messageKey } from '../ingest/keys.ts';
import { isOverheard } from '../ingest/overheard.ts';
import type { ModelSettings } from '../models/settings.ts';
import { isForOutsiders } from '../outsiders/actions.ts';
import { customerInName } from '../view/room-name.ts';
import { pressFollowUp } from './actions.ts';
import { textAnswer } from './answer.ts';
import { askerOf } from './asker.ts';
import { carriesOn, carryOn } from './carry-on.ts';
import type { Answer, CommandContext } from './command.ts';
import { answerLanguage, execute } from './execute.ts';
import { forms, howToWrite, sayWhatRoomIs, submitForm } from './forms.ts';
import { homeMessage } from './home.ts';
import { requestIn, splitWords } from './parse.ts';
import { settleMessage } from './settle-message.ts';
import { carrier, commandNamed } from './table.ts';

/** What the pipeline asks of the commands. */
export type CommandRunner = {
  /** Returns the member who turns to the bot with this event, or undefined when the event is no such thing. */
  asksBot(event: InboundEvent, room: Room, person: KnownPerson | undefined): KnownPerson | undefined;
  /** Answers it into the outbox, in the same transaction; returns the customers it changed. */
  run(
    trx: Db,
    request: { readonly event: InboundEvent; readonly room: Room; readonly asker: KnownPerson },
  ): Promise<{ readonly customers: readonly number[]; readonly replied: boolean }>;
  /** Counts what somebody who is none of ours asked for; nothing else comes of it, and nobody answers. */
  noteOutsider(trx: Db, event: InboundEvent, room: Room, person: KnownPerson | undefined): Promise<void>;
};

/** A request older than this is not answered any more: nobody waits for it. */
const freshMs = 60 * 60 * 1000;

const textOf = (event: InboundEvent): string => {
  if (event.type === 'message' || event.type === 'message-edited') return event.text;
  if (event.type === 'command') return `${event.name} ${event.args}`;
  return event.type === 'action' && event.action === 'run' ? event.value : '';
};

const keyOf = (event: InboundEvent): string => {
  if (event.type === 'message') return messageKey(event, event.message);
  if (event.type === 'message-edited') return `${messageKey(event, event.message)}~${event.id}`;
  return interactionKey(event, event.id);
};

/** Whether a message that was edited was a request that has been answered. */
const wasAnswered = async (trx: Db, event: Extract<InboundEvent, { type: 'message-edited' }>) =>
  wasEnqueued(trx, `reply/${messageKey(event, event.message)}`);

const answerTo = (context: CommandContext, event: InboundEvent): Promise<Answer> => {
  if (event.type === 'form') return submitForm(context, event);
  if (event.type !== 'action' || event.action === 'run') return execute(context, textOf(event));
  if (carriesOn(event.action)) return carryOn(context, carrier, event.action, event.value);
  if (isForOutsiders(event.action)) return Promise.resolve(notForMembers(context));
  if (event.action.startsWith('same-')) return answerSuggestion(context, event.action, event.value);
  if (event.action === 'room-is') return sayWhatRoomIs(context, event.value, customerInName);
  if (event.action.startsWith('form:')) return Promise.resolve(howToWrite(context, event.action));
  return pressFollowUp(context, event.action, event.value);
};

/** What cannot be is answered, with the reason, to the one who asked for it. */
const answerOrSay = async (context: CommandContext, event: InboundEvent): Promise<Answer> => {
  try {
    return await answerTo(context, event);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return textAnswer('person', error.message, { error: error.message });
  }
};

/** What members press on a card for customers does not count: it would be our own opinion of us. */
const notForMembers = ({ language }: CommandContext): Answer =>
  textAnswer(
    'person',
    language === 'zh'
      ? '这个按钮是给客户的，同事点击不计入。'
      : 'This button is for customers; what colleagues press does not count.',
  );

/** Whether an event asks for what only members may have: a command by name, or a button or form of ours. */
const asksForInternals = (event: InboundEvent): boolean => {
  if (event.type === 'command') return true;
  if (event.type === 'form') return Object.hasOwn(forms, event.form);
  if (event.type === 'action') {
    return event.action === 'run' || carriesOn(event.action) || event.action.startsWith('follow-up-');
  }
  if (event.type !== 'message' || !event.mentionsBot) return false;
  const [name = ''] = splitWords(event.text);
  return commandNamed(name.toLowerCase()) !== undefined;
};

/** A person's own page is made anew when they open it, and after a press on it. */
const showsHome = (event: InboundEvent): boolean =>
  event.type === 'home-opened' ||
  (event.type === 'action' && event.message === undefined && event.conversation.kind === 'direct');

/** Returns the one router of commands and buttons for every platform. */
export const createCommandRunner = (
  company: Company,
  clock: Clock,
  defaultLanguage: Language,
  model?: ModelSettings,
): CommandRunner => ({
  asksBot: (event, room, person) => {
    if (event.type === 'home-opened') return person?.side === 'bot' ? undefined : person;
    if (person?.side !== 'us') return undefined;
    if (event.type === 'command' || event.type === 'action' || event.type === 'form') return person;
    if (event.type !== 'message') return undefined;
    const isWithBot = room.purpose === 'direct' && !isOverheard(room);
    if (!event.mentionsBot && !isWithBot) return undefined;
    // What stands in code or in a quoted line is shown, not asked.
    return requestIn(event.text) === undefined ? undefined : person;
  },
  noteOutsider: async (trx, event, room, person) => {
    if (person?.side === 'us' || person?.side === 'bot' || !asksForInternals(event)) return;
    const detail = { kind: event.type };
    await audit(trx, {
      at: clock.now(),
      actorId: person?.id ?? null,
      action: 'outsider-command',
      roomId: room.id,
      detail,
    });
  },
  run: async (trx, { event, room, asker: person }) => {
    const now = clock.now();
    const requestKey = keyOf(event);
    const asker = person.side === 'us' ? await askerOf(trx, person.id, now) : undefined;
    if (now - event.at > freshMs) return { customers: [], replied: false };
    const own = asker?.language ?? room.language;
    const showHome = async (): Promise<boolean> => {
      const message = await homeMessage(
        trx,
        company,
        asker,
        now,
        own === null ? defaultLanguage : toLanguage(own),
      );
      const about = { home: event.person.id };
      return enqueue(trx, { key: `home/${requestKey}`, roomId: room.id, message, about }, now);
    };
    if (event.type === 'home-opened') return { customers: [], replied: await showHome() };
    if (!asker) return { customers: [], replied: false };
    const edited = event.type === 'message-edited';
    if (edited && !(requestIn(event.text) && (await wasAnswered(trx, event)))) {
      return { customers: [], replied: false };
    }
    const context: CommandContext = {
      db: trx,
      company,
      now,
      at: now,
      asker,
      language: answerLanguage(textOf(event), own === null ? defaultLanguage : toLanguage(own)),
      room,
      requestKey,
      // What it did as it was written first is done; what it would do now is for its asker to confirm.
      ...(edited ? { showFirst: true as const } : {}),
      ...(model ? { model } : {}),
    };
    const answer = await answerOrSay(context, event);
    const thread = event.conversation.thread;
    const replied = await enqueue(
      trx,
      {
        key: `reply/${requestKey}`,
        roomId: room.id,
        askerId: person.id,
        message: answer.message,
        ...(thread === undefined ? {} : { thread }),
      },
      now,
    );
    const changed = answer.changed ?? [];
    if (event.type === 'action' && event.action.startsWith('follow-up-') && changed.length > 0) {
      await settleMessage(trx, event, answer.message.text, requestKey, now);
    }
    if (showsHome(event)) await showHome();
    return { customers: changed, replied };
  },
});
