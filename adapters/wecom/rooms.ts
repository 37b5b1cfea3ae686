/**
 * What a conversation's id says about it. The routes of WeCom name conversations differently and some of the names are
 * alike (`wr…` is a customer group here and a group of the AI bot there), so that every route but the official
 * customer groups carries its own prefix.
 */
export type Room =
  /** A customer group, by the official chat id. */
  | { readonly kind: 'group'; readonly chat: string }
  /** The chat of a member with our app. */
  | { readonly kind: 'app'; readonly user: string }
  /** The chat of a customer with a member; without the member, with whoever talked with them last. */
  | { readonly kind: 'contact'; readonly customer: string; readonly user?: string }
  /** A group or a member that the AI bot talks with. */
  | { readonly kind: 'aibot'; readonly chat: string }
  /** An internal group that a group robot posts into, by the name that the operator gave it. */
  | { readonly kind: 'webhook'; readonly name: string }
  | { readonly kind: 'other' };

/** Returns the id of the chat of a member with our app. */
export const appRoom = (user: string): string => `app:${user}`;

/** Returns the id of the chat of a customer with a member. */
export const contactRoom = (user: string, customer: string): string => `contact:${user}/${customer}`;

/** Returns the id of the chat of two members, which only the archive knows. */
export const membersRoom = (one: string, other: string): string =>
  `members:${[one, other].toSorted().join('/')}`;

/** Returns the id of a conversation of the AI bot: a group's chat id, or a member's user id. */
export const aibotRoom = (chat: string): string => `aibot:${chat}`;

/** Returns what a conversation's id says. */
export const readRoom = (id: string): Room => {
  const [, prefix, rest = ''] = /^([a-z]+):(.+)$/.exec(id) ?? [];
  switch (prefix) {
    case 'app':
      return { kind: 'app', user: rest };
    case 'aibot':
      return { kind: 'aibot', chat: rest };
    case 'webhook':
      return { kind: 'webhook', name: rest };
    case 'contact': {
      // Ids of members may hold anything but a slash, those of customers hold none.
      const cut = rest.lastIndexOf('/');
      return cut < 1
        ? { kind: 'other' }
        : { kind: 'contact', user: rest.slice(0, cut), customer: rest.slice(cut + 1) };
    }
    case undefined:
      if (id.startsWith('wr')) return { kind: 'group', chat: id };
      return /^w[mo]/.test(id) ? { kind: 'contact', customer: id } : { kind: 'other' };
    default:
      return { kind: 'other' };
  }
};
