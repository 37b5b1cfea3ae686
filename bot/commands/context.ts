import type { Language } from '../../core/language.ts';
import type { Db } from '../../db/connect.ts';
import type { CustomerScope } from '../../db/customer-lists.ts';
import type { Member } from '../../db/people.ts';
import type { Room } from '../../db/rooms.ts';
import type { Company } from '../ingest/context.ts';
import type { ModelSettings } from '../models/settings.ts';

/** Who asks, as far as a command cares. The operator at the terminal has no person (id null) and every right. */
export type Asker = {
  readonly id: number | null;
  readonly name: string;
  readonly role: Member['role'];
  readonly scope: CustomerScope;
};

/** All that a command may look at. `at` is the time it answers for; `now` the bot's present. */
export type CommandContext = {
  readonly db: Db;
  readonly company: Company;
  readonly now: number;
  readonly at: number;
  readonly asker: Asker;
  readonly language: Language;
  /** The room it was asked in; none at the terminal. */
  readonly room?: Room;
  /** A key that is the same when the same request is delivered again. */
  readonly requestKey: string;
  /** How a language model is asked; absent where none is configured. */
  readonly model?: ModelSettings;
  /** The asker has seen what would change and confirmed it: it is not shown again. */
  readonly confirmed?: true;
  /** It was not asked for in so many words: what changes something is shown before it happens. */
  readonly showFirst?: true;
};
