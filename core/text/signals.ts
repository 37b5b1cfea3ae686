import { meansToCancel } from './cancel.ts';
import { complains } from './complaint.ts';
import type { RelativeDue } from './due-words.ts';
import { cleanText } from './normalise.ts';
import { optsOut } from './opt-out.ts';
import { readable } from './patterns.ts';
import { isPleasantry } from './pleasantry.ts';
import { findPromise } from './promise.ts';
import { asks } from './question.ts';
import { givesThanks } from './thanks.ts';

/** What a message does, as far as patterns can tell, whoever wrote it. */
export type Signals = {
  /** It waits for an answer: a question, a request, a call for attention. */
  readonly question: boolean;
  /** It complains of our product or service in so many words. */
  readonly complaint: boolean;
  /** It is politeness and nothing else. */
  readonly pleasantry: boolean;
  readonly thanks: boolean;
  /** It refuses further messages. */
  readonly optOut: boolean;
  /** It undertakes something: the sentence, and the time it names. */
  readonly promise?: { readonly phrase: string; readonly due?: RelativeDue };
  /** It means to end an order, a contract or the relation. */
  readonly cancelIntent: boolean;
};

const nothing: Signals = {
  question: false,
  complaint: false,
  pleasantry: false,
  thanks: false,
  optOut: false,
  cancelIntent: false,
};

/**
 * Returns the signals in a text, Chinese, English or both; never throws, in time linear in the text, of which the
 * first 4,000 characters are read. Code, links and mentions say nothing. Promises, the dearest to look for, are left
 * out on request: only our side's matter.
 */
export function readSignals(
  text: string,
  look: { readonly promises: boolean } = { promises: true },
): Signals {
  const clean = cleanText(text);
  if (clean === '') return nothing;
  const spoken = readable(clean);
  const thanks = givesThanks(spoken);
  if (isPleasantry(clean.toLowerCase())) return { ...nothing, pleasantry: true, thanks };
  const promise = look.promises ? findPromise(spoken) : undefined;
  return {
    question: asks(spoken),
    complaint: complains(spoken),
    pleasantry: false,
    thanks,
    optOut: optsOut(spoken),
    cancelIntent: meansToCancel(spoken),
    ...(promise === undefined ? {} : { promise }),
  };
}
