import { type CareLimits, shippedLimits } from '../core/care/limits.ts';
import { type FollowUpNumbers, shippedFollowUps } from '../core/follow-ups/numbers.ts';
import { type Behaviour, type Policy, policiesFrom, shippedBehaviour } from '../core/policy.ts';
import { type PopulationModels, usableModels } from '../core/population.ts';
import { modelM8, type StageModel } from '../core/stages/presets.ts';
import type { Db } from '../db/connect.ts';
import { listVersions, versionsMark } from '../db/versions.ts';

/**
 * What a company decided: the numbers that the fold goes by, how its stages are called, how follow-ups reach
 * people, and the limits of the contact budget.
 */
export type Decisions = Behaviour & {
  readonly stageModel: StageModel;
  readonly followUps: FollowUpNumbers;
  readonly care: CareLimits;
};

/** The policies of the database, read again whenever a version was stored, by whichever process. */
export type Policies = {
  /** Returns all policies, ascending, as of now. Costs one small query while nothing changed. */
  readonly refresh: (db: Db) => Promise<readonly Policy[]>;
  /** What is shipped, with the stage model that the installation asks for. */
  readonly shipped: Decisions;
  /** The newest decisions that were read, in force or about to be. */
  readonly latest: () => Decisions;
};

/**
 * A version must not be in force before every process has it, or two of them would fold differently: each transaction
 * reads the mark, and a version is stored for a time that lies at least this far ahead of the clock.
 */
export const versionLeadMs = 60 * 60 * 1000;

/** Returns the policies of a database that is not read yet; until then, and without versions, what is shipped. */
export const createPolicies = (
  toDecisions: (content: unknown, shipped: Decisions) => Decisions,
  stageModel: StageModel = modelM8,
): Policies => {
  const shipped: Decisions = {
    ...shippedBehaviour,
    stageModel,
    followUps: shippedFollowUps,
    care: shippedLimits,
  };
  let mark = '';
  let policies = policiesFrom([], []);
  let latest = shipped;
  return {
    shipped,
    refresh: async (db) => {
      const found = await versionsMark(db);
      if (found === mark) return policies;
      const versions = await listVersions(db);
      const decided = versions
        .filter((each) => each.kind === 'behaviour')
        .map(({ fromAt, content }) => ({ fromAt, content: toDecisions(content, shipped) }));
      const learnt = versions
        .filter((each) => each.kind === 'models')
        .map(({ fromAt, content }) => ({ fromAt, content: usableModels(content as PopulationModels) }));
      policies = policiesFrom(decided, learnt);
      latest = decided.at(-1)?.content ?? shipped;
      mark = found;
      return policies;
    },
    latest: () => latest,
  };
};
