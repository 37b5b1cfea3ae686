/**
 * Who an outbound message is for. `customer`: text made for customers. `team`: about customers the reader may
 * see. `managers`: all figures. `person`: one member's own business. Everything but `customer` is internal.
 */
export type Audience = 'customer' | 'team' | 'managers' | 'person';

/** Everybody but customers: what a message is for that says anything of ours. */
export type InternalAudience = Exclude<Audience, 'customer'>;

/** A press-able choice on a card. `action` names what it does, `value` is data for it (ids, never text). */
export type Button = {
  readonly label: string;
  readonly action: string;
  readonly value: string;
  readonly style?: 'primary' | 'danger';
};

/** One block of a card, in reading order. */
export type CardBlock =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'quote'; readonly text: string; readonly source?: string }
  | {
      readonly kind: 'fields';
      readonly fields: readonly { readonly label: string; readonly value: string }[];
    }
  | {
      readonly kind: 'meter';
      readonly label: string;
      /** 0–1 of full. */
      readonly share: number;
      readonly value: string;
    }
  | { readonly kind: 'heading'; readonly text: string }
  | {
      readonly kind: 'image';
      /** The id of a kept picture, which whoever sends the card finds it by. */
      readonly picture: string;
      /** What it shows, in words: for who cannot see it, and where it cannot be shown. */
      readonly alt: string;
    }
  | { readonly kind: 'buttons'; readonly buttons: readonly Button[] }
  | {
      /** A choice among many, for platforms that have lists to choose from; the others show `otherwise` in its place. */
      readonly kind: 'select';
      readonly label: string;
      readonly action: string;
      readonly options: readonly { readonly label: string; readonly value: string }[];
      readonly otherwise: readonly PlainBlock[];
    }
  | { readonly kind: 'divider' };

/** A block that every platform can show in some way. */
export type PlainBlock = Exclude<CardBlock, { kind: 'select' }>;

/** A card tree. Each adapter renders it within its platform's limits and degrades what does not fit. */
export type Card = { readonly title: string; readonly blocks: readonly CardBlock[] };

/** A message as platforms take it: always plain text, and a card where the platform has cards. */
export type Message = { readonly audience: Audience; readonly text: string; readonly card?: Card };

/** What is said among ourselves. It never reaches a place with anybody from outside (core/audience.ts). */
export type InternalMessage = Message & { readonly audience: InternalAudience };

/** Held by messages for customers alone, so that no other becomes one by a slip of the pen. */
declare const forCustomers: unique symbol;

/** What is said to customers; only {@link customerMessage} makes it. */
export type CustomerMessage = Message & { readonly audience: 'customer'; readonly [forCustomers]: true };

/** What the bot says. */
export type OutboundMessage = InternalMessage | CustomerMessage;

/**
 * Returns a message for customers: `said` holds nothing but what they may read. A test names the files that may call it.
 */
export const customerMessage = (said: Card | string): CustomerMessage => {
  const content = typeof said === 'string' ? { text: said } : { text: cardText(said), card: said };
  return { audience: 'customer', ...content } as CustomerMessage;
};

/** A picture that cards show. */
export type Picture = { readonly bytes: Uint8Array; readonly type: 'image/png' };

/** The pictures that a card shows, by their ids, as far as they are kept. */
export type Pictures = ReadonlyMap<string, Picture>;

/** Returns the ids of the pictures that a message shows, in order, each once. */
export const picturesIn = ({ card }: Pick<Message, 'card'>): readonly string[] => [
  ...new Set(card?.blocks.flatMap((block) => (block.kind === 'image' ? [block.picture] : []))),
];

/**
 * Where a message goes: a conversation of a platform, or in it (ephemeral) to one person only, or a direct
 * message to a person. Ids are the platform's own.
 */
export type Destination = {
  readonly conversation: string;
  readonly thread?: string;
  readonly onlyFor?: string;
};

/** Returns the blocks of a card for a platform without lists to choose from. */
export const plainBlocks = ({ blocks }: Card): readonly PlainBlock[] =>
  blocks.flatMap((block) => (block.kind === 'select' ? block.otherwise : [block]));

/** Returns the card as plain text, one block a line, for platforms and readers without cards. */
export const cardText = (card: Card): string => {
  const lines = plainBlocks(card).flatMap((block): string[] => {
    switch (block.kind) {
      case 'text':
      case 'heading':
        return [block.text];
      case 'quote':
        return [block.source ? `> ${block.text} (${block.source})` : `> ${block.text}`];
      case 'fields':
        return block.fields.map((field) => `${field.label}: ${field.value}`);
      case 'meter':
        return [`${block.label}: ${block.value}`];
      case 'image':
        return [block.alt];
      default:
        return [];
    }
  });
  return [card.title, ...lines].join('\n');
};
