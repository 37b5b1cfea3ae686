import { InputError } from '../../../core/errors.ts';
import type { StoredChoice } from '../../../db/schema/commands.ts';

/**
 * What was said fits several things: the message lists them, and whoever catches it may offer them as buttons that go on
 * with the command, `#id` in the place of the words `said`.
 */
export class ChoiceNeeded extends InputError {
  readonly title: string;
  readonly said: string;
  readonly choices: readonly StoredChoice[];

  constructor(title: string, said: string, choices: readonly StoredChoice[]) {
    super(`${title}: ${choices.map((each) => `${each.label} (#${each.id})`).join(', ')}`);
    this.title = title;
    this.said = said;
    this.choices = choices;
  }
}

/** Returns where the words `said` stand among the words of a request (from, until), or undefined. */
export const placeOf = (
  said: string,
  words: readonly string[],
): readonly [from: number, until: number] | undefined => {
  for (let from = 0; from < words.length; from++) {
    for (let until = from + 1; until <= words.length; until++) {
      if (words.slice(from, until).join(' ') === said) return [from, until];
    }
  }
  return undefined;
};
