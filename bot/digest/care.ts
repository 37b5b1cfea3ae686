import type { CareDone } from '../../core/digest/care.ts';
import { careBetween } from '../../db/care-facts.ts';
import type { Db } from '../../db/connect.ts';
import { effectsReadBetween } from '../care/effect.ts';
import { flowNames } from './flow-names.ts';

/** Returns what care did in (from, until], its flows under the names that people know them by. */
export const careDone = async (db: Db, from: number, until: number): Promise<CareDone> => {
  const { flows, optOuts } = await careBetween(db, from, until);
  const effects = await effectsReadBetween(db, from, until);
  const nameOf = await flowNames(
    db,
    [...flows, ...effects].map(({ flow }) => flow),
  );
  return {
    flows: flows.map(({ flow, ...each }) => ({ ...each, name: nameOf(flow) })),
    optOuts,
    effects: effects.map(({ flow, report }) => ({ report, name: nameOf(flow) })),
  };
};
