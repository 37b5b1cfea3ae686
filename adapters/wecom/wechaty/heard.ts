import type { ContactPayload, MessagePayload } from './shape.ts';

type Common = {
  /** When it reached the bot, epoch milliseconds. */
  readonly receivedAt: number;
  /** Whom it concerns, as far as the puppet could say. */
  readonly contacts: readonly ContactPayload[];
};

/** Something that a puppet reported, with everything that is needed to understand it. Plain data. */
export type Heard =
  | (Common & { readonly kind: 'message'; readonly payload: MessagePayload })
  | (Common & {
      readonly kind: 'join' | 'leave';
      readonly room: string;
      readonly people: readonly string[];
      readonly by: string;
      readonly timestamp: number;
    });
