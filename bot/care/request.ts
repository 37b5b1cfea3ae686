import type { BlockReason } from '../../core/care/decide-contact.ts';
import type { Purpose } from '../../core/care/limits.ts';
import type { CustomerMessage } from '../../core/messages.ts';
import type { Company } from '../ingest/context.ts';

/** What deciding about messages needs. */
export type Care = { readonly company: Company };

/** A message that nobody waits for, or that answers what somebody just did. */
export type ContactRequest = {
  /** The same request again changes nothing and gets the same answer. */
  readonly key: string;
  /** What it belongs to: `playbook:NAME@VERSION`, `broadcast:ID`, `survey:ID`, `welcome`, `event:ID`, … */
  readonly flow: string;
  /** A person, in private or in a room where the others see it, or a whole room. */
  readonly to: { readonly personId: number; readonly roomId?: number } | { readonly roomId: number };
  readonly purpose: Purpose;
  /** 1 (can wait) to 9 (must); of several at once the higher comes first. */
  readonly priority: number;
  readonly message: CustomerMessage;
  /** It answers what they just did: no cap and no quiet hours, but opt-out holds. */
  readonly solicited?: true;
  /** The very day is its reason (a birthday, a festival): public holidays do not hold it back. */
  readonly occasion?: true;
};

/** What came of a request: its message is in the outbox, or why not and when to ask again (absent: never). */
export type ContactOutcome =
  | { readonly status: 'queued'; readonly contactId: number }
  | { readonly status: 'blocked'; readonly reason: BlockReason; readonly retryAt?: number };
