import type { EffectReport } from '../effect/analyse.ts';
import type { Bilingual } from '../language.ts';

/** What one flow of care did: messages sent, how many of them a customer answered, how many were held back. */
export type CareFlow = {
  readonly name: Bilingual;
  readonly sent: number;
  readonly replied: number;
  readonly stopped: number;
};

/** What a flow brought about, told once: when its figures became readable. */
export type CareEffect = { readonly name: Bilingual; readonly report: EffectReport };

/** The care of a time: its flows, the people who opted out, and the effects that became readable. */
export type CareDone = {
  readonly flows: readonly CareFlow[];
  readonly optOuts: number;
  readonly effects: readonly CareEffect[];
};

const join = (flows: readonly CareFlow[]): CareFlow => ({
  name: (flows[0] as CareFlow).name,
  sent: flows.reduce((sum, each) => sum + each.sent, 0),
  replied: flows.reduce((sum, each) => sum + each.replied, 0),
  stopped: flows.reduce((sum, each) => sum + each.stopped, 0),
});

/** Returns care with the versions of a flow as one, the busiest first; undefined when there was none. */
export const careNews = ({ flows, optOuts, effects }: CareDone): CareDone | undefined => {
  const byName = [...Map.groupBy(flows, ({ name }) => name.en).values()].map(join);
  const busiest = byName
    .filter(({ sent, stopped }) => sent + stopped > 0)
    .sort((a, b) => b.sent - a.sent || b.stopped - a.stopped || a.name.en.localeCompare(b.name.en));
  if (busiest.length + optOuts + effects.length === 0) return undefined;
  return { flows: busiest, optOuts, effects };
};
