import {
  type Audience,
  type Card,
  cardText,
  customerMessage,
  type OutboundMessage,
} from '../../core/messages.ts';

/** Returns a message for an audience, as the bot would make it. */
export const messageFor = (audience: Audience, said: Card | string): OutboundMessage => {
  if (audience === 'customer') return customerMessage(said);
  return typeof said === 'string' ? { audience, text: said } : { audience, text: cardText(said), card: said };
};
