import type { InboundEvent } from '../../core/events.ts';
import type { Language } from '../../core/language.ts';
import type { CustomerMessage } from '../../core/messages.ts';
import type { SentimentAnalyser } from '../../core/text/sentiment.ts';
import type { Db } from '../../db/connect.ts';
import type { NewInteraction } from '../../db/interactions.ts';
import { enqueue } from '../../db/outbox.ts';
import type { KnownPerson } from '../../db/people.ts';
import type { Room } from '../../db/rooms.ts';
import type { Company } from '../ingest/context.ts';

/** A customer's person who pressed a button or said something that the bot waits for, and where. */
export type Outsider = {
  readonly trx: Db;
  readonly ingest: {
    readonly company: Company;
    readonly language: Language;
    readonly analyse: SentimentAnalyser;
  };
  readonly event: InboundEvent;
  readonly room: Room;
  readonly person: KnownPerson;
  readonly customerId: number;
  /** The bot's present; the event may be older. */
  readonly now: number;
  readonly language: Language;
  /** The same for every delivery of the same press or message. */
  readonly key: string;
};

/**
 * What came of it: the facts about the customer, whether anything was put into the outbox, and whether the bot itself
 * answered what they asked, so that nobody else needs to.
 */
export type Heard = {
  readonly interactions: readonly NewInteraction[];
  readonly replied: boolean;
  readonly settled?: true;
};

/** Nothing came of it. */
export const unheard: Heard = { interactions: [], replied: false };

/** A press or message older than this is written down, but nobody waits for an answer any more. */
const freshMs = 60 * 60 * 1000;

/** How an answer is given: the text for the one person, and what the room may read where they cannot be told apart. */
export type Reply = {
  readonly key: string;
  readonly message: CustomerMessage;
  /** Said in the room where there is no private way; null: then nothing is said. Absent: it is no secret. */
  readonly otherwise?: CustomerMessage | null;
};

/** Answers an outsider where they are: to them alone where that matters. Returns whether it was put into the outbox. */
export const replyTo = async (outsider: Outsider, { key, message, otherwise }: Reply): Promise<boolean> => {
  const { trx, event, room, person, now } = outsider;
  if (now - event.at > freshMs) return false;
  const { thread } = event.conversation;
  const alone = otherwise !== undefined && room.kind === 'group';
  return enqueue(
    trx,
    {
      key: `outsider/${key}/${outsider.key}`,
      roomId: room.id,
      message,
      ...(thread === undefined ? {} : { thread }),
      ...(alone ? { askerId: person.id, about: { alone: otherwise } } : {}),
    },
    now,
  );
};
