import type { Bilingual } from '../../core/language.ts';
import type { InternalMessage } from '../../core/messages.ts';
import type { Member } from '../../db/people.ts';
import type { Memo } from '../../db/undoable.ts';
import type { Argument } from './arguments/argument.ts';
import type { CommandContext } from './context.ts';

export type { Asker, CommandContext } from './context.ts';

/** What a command says, with the same as data, and the customers it changed. */
export type Answer = {
  readonly message: InternalMessage;
  readonly data?: unknown;
  /** The customer it is about, for the audit log. */
  readonly about?: number;
  readonly changed?: readonly number[];
  /** How what it changed can be taken back: the answer gets a button for it, and `undo` (撤销) finds it. */
  readonly undo?: Undoable;
};

/** What the command's own `undo` is given, and what the change is called ("the note on Acme Ltd"). */
export type Undoable = { readonly memo: Memo; readonly says: Bilingual };

/** What would change, line by line; shown before anything does. */
export type Preview = { readonly title: string; readonly lines: readonly string[] };

/** One command: its words in both languages and what it does. */
export type Command = {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly usage: Bilingual;
  readonly summary: Bilingual;
  /** Whole requests to show in its help. */
  readonly examples?: readonly Bilingual[];
  /** Its arguments as data, in order, where it is made by `defineCommand`. */
  readonly arguments?: readonly Argument<unknown>[];
  /** Commands that its first word may make of it, each named after both words. */
  readonly actions?: readonly Command[];
  /** Roles that may use it; everybody of ours when absent. */
  readonly roles?: readonly Member['role'][];
  /** It answers as of the context's `at` when that is past; what lacks this is only ever about the present. */
  readonly asOf?: true;
  /** It changes something, or does with these words: from plain language it is shown and confirmed first. */
  readonly changes?: true | ((args: readonly string[]) => boolean);
  /** It is known, and not listed in the help. */
  readonly hidden?: true;
  /**
   * Returns what it would change: that is shown with a button, and `run` happens when its asker confirms. Undefined
   * when it may run at once. @throws InputError as `run` does.
   */
  readonly preview?: (context: CommandContext, args: readonly string[]) => Promise<Preview | undefined>;
  /** Reads its words and does nothing. @throws InputError as `run` does where they do not fit. */
  readonly check?: (context: CommandContext, args: readonly string[]) => Promise<void>;
  /**
   * Takes back what an answer's `undo` was about. @throws InputError when something has changed since, so that nobody
   * else's work is undone.
   */
  readonly undo?: (context: CommandContext, memo: Memo) => Promise<Answer>;
  readonly run: (context: CommandContext, args: readonly string[]) => Promise<Answer>;
};

/** Returns whether a command changes something when it is asked for with these words. */
export const changesWith = ({ changes }: Pick<Command, 'changes'>, args: readonly string[]): boolean =>
  typeof changes === 'function' ? changes(args) : changes === true;
