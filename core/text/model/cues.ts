import { complains } from '../complaint.ts';
import type { Feelings } from '../feelings.ts';
import { readable } from '../patterns.ts';
import { asks } from '../question.ts';
import { givesThanks } from '../thanks.ts';
import type { Valences } from '../valence.ts';
import { weigh } from '../weigh.ts';

/** What the lexicons and patterns see in a message, in the order of the model's weights; each within −2 and 2. */
export const cueNames = [
  'compound',
  'praise',
  'blame',
  'first',
  'last',
  'only-praise',
  'only-blame',
  'nothing-felt',
  'praise-and-blame',
  'asks',
  'asks-with-feeling',
  'complains',
  'thanks',
  'exclaims',
  'trails-off',
  'shouts',
  'brief',
  'lengthy',
  'valence',
  'valence-strength',
  'valence-praise',
  'valence-blame',
  'no-valence',
  'slight-valence',
  'turn',
  'valence-turn',
  'praise-share',
  'blame-share',
] as const;

const trailing = /\.\.|。。|…|~{2}/;
const capitals = /[A-Z]{3,}/;
const lowerCase = /[a-z]{2,}/;

/**
 * Writes the cues of a clean text, as it was typed, into `cues`. `feelings` were read in the same text in lower case.
 */
export function readCues(clean: string, feelings: Feelings, valences: Valences, cues: Float64Array): void {
  const text = readable(clean);
  const { compound, praise, blame, first, last } = weigh(text.text, feelings);
  const asking = asks(text);
  const felt = feelings.felt.length > 0;
  cues[0] = compound;
  cues[1] = Math.min(2, praise / 3);
  cues[2] = Math.min(2, blame / 3);
  cues[3] = bounded(first / 2);
  cues[4] = bounded(last / 2);
  cues[5] = flag(praise > 0 && blame === 0);
  cues[6] = flag(blame > 0 && praise === 0);
  cues[7] = flag(!felt);
  cues[8] = flag(praise > 0 && blame > 0);
  cues[9] = flag(asking);
  cues[10] = asking ? compound : 0;
  cues[11] = flag(complains(text));
  cues[12] = flag(givesThanks(text));
  cues[13] = Math.min(2, clean.split('!').length - 1) / 2;
  cues[14] = flag(trailing.test(clean));
  cues[15] = flag(capitals.test(clean) && lowerCase.test(clean));
  cues[16] = flag(clean.length <= 6);
  cues[17] = Math.min(2, clean.length / 100);
  let praised = 0;
  let blamed = 0;
  for (const { amount } of valences.felt) {
    if (amount > 0) praised += amount;
    else blamed -= amount;
  }
  const latest = valences.felt.at(-1)?.amount ?? 0;
  const valence = valences.compound;
  cues[18] = valence;
  cues[19] = Math.abs(valence);
  cues[20] = Math.min(2, praised / 3);
  cues[21] = Math.min(2, blamed / 3);
  cues[22] = flag(valences.felt.length === 0);
  cues[23] = flag(valences.felt.length > 0 && Math.abs(valence) < 0.25);
  cues[24] = feelings.contrasts > 0 ? bounded(last / 2) : 0;
  cues[25] = valences.turns ? bounded(latest / 2) : 0;
  cues[26] = valences.praiseShare;
  cues[27] = valences.blameShare;
}

function bounded(value: number): number {
  return Math.max(-2, Math.min(2, value));
}

function flag(claim: boolean): number {
  return claim ? 1 : 0;
}
