import type { CommandContext } from '../context.ts';

/** The one command that a sentence was understood as: its name and its words. */
export type Understood = { readonly command: string; readonly words: readonly string[] };

/**
 * Turns a sentence in plain language into one command, or undefined where it understands none. What comes out is shown
 * to the asker; what changes something runs only when they confirm it. Several mappers are asked in order.
 */
export type PlainMapper = (text: string, context: CommandContext) => Promise<Understood | undefined>;
