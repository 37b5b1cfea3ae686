/** Something that a person has to see to: a route has stopped, and does not come back by itself. */
export type Trouble = {
  readonly route: 'aibot' | 'archive' | 'wechaty';
  /** A short name that stays the same, to say it once. */
  readonly problem: string;
  /** For the managers; holds no secret and nothing that a customer wrote. */
  readonly words: string;
};
