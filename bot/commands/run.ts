import type { InboundEvent } from '../../core/events.ts';
import { type Language, toLanguage } from '../../core/language.ts';
import type { Db } from '../../db/connect.ts';
import { enqueue } from '../../db/outbox.ts';
import type { KnownPerson } from '../../db/people.ts';
import type { Room } from '../../db/rooms.ts';
import type { Clock } from '../clock.ts';
import type { Company } from '../ingest/context.ts';
import { interactionKey, messageKey } from '../ingest/keys.ts';
import { pressFollowUp } from './actions.ts';
import { askerOf } from './asker.ts';
import type { Answer, CommandContext } from './command.ts';
import { answerLanguage, execute } from './execute.ts';

/** What the pipeline asks of the commands. */
export type CommandRunner = {
  /** Returns the member who turns to the bot with this event, or undefined when the event is no such thing. */
  asksBot(event: InboundEvent, room: Room, person: KnownPerson | undefined): KnownPerson | undefined;
  /** Answers it into the outbox, in the same transaction; returns the customers it changed. */
  run(
    trx: Db,
    request: { readonly event: InboundEvent; readonly room: Room; readonly asker: KnownPerson },
  ): Promise<{ readonly customers: readonly number[]; readonly replied: boolean }>;
};

/** A request older than this is not answered any more: nobody waits for it. */
const freshMs = 60 * 60 * 1000;

const textOf = (event: InboundEvent): string => {
  if (event.type === 'message') return event.text;
  if (event.type === 'command') return `${event.name} ${event.args}`;
  return event.type === 'action' && event.action === 'run' ? event.value : '';
};

const keyOf = (event: InboundEvent): string =>
  event.type === 'message' ? messageKey(event, event.message) : interactionKey(event, event.id);

const answerTo = (context: CommandContext, event: InboundEvent): Promise<Answer> =>
  event.type === 'action' && event.action !== 'run'
    ? pressFollowUp(context, event.action, event.value)
    : execute(context, textOf(event));

/** Returns the one router of commands and buttons for every platform. */
export const createCommandRunner = (
  company: Company,
  clock: Clock,
  defaultLanguage: Language,
): CommandRunner => ({
  asksBot: (event, room, person) => {
    if (person?.side !== 'us') return undefined;
    if (event.type === 'command' || event.type === 'action') return person;
    return event.type === 'message' && (event.mentionsBot || room.purpose === 'direct') ? person : undefined;
  },
  run: async (trx, { event, room, asker: person }) => {
    const now = clock.now();
    const asker = await askerOf(trx, person.id);
    if (!asker || now - event.at > freshMs) return { customers: [], replied: false };
    const own = asker.language ?? room.language;
    const requestKey = keyOf(event);
    const context: CommandContext = {
      db: trx,
      company,
      now,
      at: now,
      asker,
      language: answerLanguage(textOf(event), own === null ? defaultLanguage : toLanguage(own)),
      room,
      requestKey,
    };
    const answer = await answerTo(context, event);
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
    return { customers: answer.changed ?? [], replied };
  },
});
