import type { InboundEvent } from '../../core/events.ts';

type Where = Pick<InboundEvent, 'platform' | 'account' | 'conversation'>;

/** Returns the source key of a message: the same for every delivery of it, and on every machine. */
export const messageKey = (event: Where, message: string): string =>
  `${event.platform}/${event.account}/${event.conversation.id}/${message}`;

/** Returns the source key of anything else that a delivery means. */
export const interactionKey = (event: Where, detail: string): string =>
  `${event.platform}/${event.account}/${event.conversation.id}#${detail}`;

/** Returns where a person is, as interactions say it: conversation and person, as one text. */
export const placeOf = (event: Pick<InboundEvent, 'conversation'>, person: { readonly id: string }): string =>
  `${event.conversation.id}|${person.id}`;
