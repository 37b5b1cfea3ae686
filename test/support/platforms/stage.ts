import type { Config } from '../../../bot/config.ts';
import type { TestApp } from '../app.ts';

/** What the bot said on a platform, as it stands there now. */
export type Said = {
  readonly ref: string;
  /** Where it stands, or to whom it was sent directly. */
  readonly conversation: string;
  /** The only one who sees it in a conversation with others. */
  readonly onlyFor?: string;
  /** All words of it, also those of a card. */
  readonly text: string;
  readonly buttons: readonly { readonly label: string; readonly action: string; readonly value: string }[];
};

/** A stand-in of a platform with the company's people, as a test of the whole app speaks with it. */
export type Stage = {
  readonly config: Partial<Config>;
  /** A room with `mia` of ours and the customer `ann`, and one with members alone. */
  readonly customerRoom: string;
  readonly teamRoom: string;
  /** How `mia` asks how the customer is: in their room, or where the platform lets no bot hear it in her own chat. */
  readonly asks: { readonly room: string; readonly text: string };
  /**
   * What is said at the terminal of whose the customer's room is, on platforms that do not tell who made it; without,
   * the bot asks `mia`.
   */
  readonly operatorSays?: readonly string[];
  /** Whether the platform lets a bot take the buttons off what it said. */
  readonly takesButtonsOff: boolean;
  /**
   * What becomes of a message to the customer's room: it is there, an employee has to confirm it first, or the
   * platform's route does not speak.
   */
  readonly care:
    | { readonly becomes: 'sent' }
    | { readonly becomes: 'pending-human'; confirm(): void }
    | { readonly becomes: 'refused'; readonly reason: RegExp };
  /** Tells the stage which app it plays for. */
  at(app: Pick<TestApp, 'url' | 'db'>): void;
  /** Somebody writes; resolves when the app has acknowledged it. Returns the message's own id. */
  says(person: 'ann' | 'mia', room: string, text: string): Promise<string>;
  /** `mia` brings the bot into a room. */
  invites(room: string): Promise<void>;
  /** Somebody, `mia` unless it is said, presses the button with this label. */
  presses(message: Said, label: RegExp, by?: 'ann' | 'mia'): Promise<void>;
  /** Everything that the bot said and that stands. */
  said(): readonly Said[];
  /** What was ever sent to the platform to stand in a room for all to see, as raw text. */
  sentTo(room: string): readonly string[];
  /** The direct conversation with `mia`, under every name that it has. */
  isDirect(said: Said): boolean;
  /** How the bot is called in a message. */
  readonly bot: string;
  readonly secrets: readonly string[];
  close(): Promise<void>;
};
