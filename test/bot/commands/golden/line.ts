/** One line of a conversation with the bot: who writes what, where, and what it answers. */
export type Line = readonly [
  who: string,
  text: string,
  answer: RegExp,
  /** The room; the direct chat unless given. */
  room?: string,
];
