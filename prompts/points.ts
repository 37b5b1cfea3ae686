import type { Language } from '../core/language.ts';
import { givenIds, inLanguage, isGrounded, isQuoteOf } from './grounding.ts';
import type { Fault } from './prompt.ts';
import type { Said } from './said.ts';

type Resting = { readonly text: string; readonly cites: readonly string[]; readonly quote: string };

/**
 * Returns the points that rest on messages that were given: they cite some, quote one of these word for word, and name no
 * figure that stands nowhere. The fault where one is in the other language.
 */
export const restingPoints = <Each extends Resting>(
  points: readonly Each[],
  messages: readonly Said[],
  language: Language,
): readonly Each[] | Fault => {
  const kept: Each[] = [];
  for (const point of points) {
    const wrong = inLanguage(point.text, language);
    if (wrong) return wrong;
    const cites = givenIds(point.cites, messages);
    const cited = messages.filter((each) => cites.includes(each.id));
    if (!cited.some((each) => isQuoteOf(point.quote, each.text))) continue;
    if (isGrounded(point.text, messages)) continue;
    kept.push({ ...point, cites });
  }
  return kept;
};
