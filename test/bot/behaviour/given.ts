import type { BehaviourDocument } from '../../../bot/behaviour/document.ts';
import { readDocument } from '../../../bot/behaviour/read-document.ts';
import type { Decisions } from '../../../bot/policies.ts';
import { shippedLimits } from '../../../core/care/limits.ts';
import { shippedFollowUps } from '../../../core/follow-ups/numbers.ts';
import { shippedBehaviour } from '../../../core/policy.ts';
import { modelM8 } from '../../../core/stages/presets.ts';

/** What is shipped. */
export const shipped: Decisions = {
  ...shippedBehaviour,
  followUps: shippedFollowUps,
  stageModel: modelM8,
  care: shippedLimits,
};

/** Returns the document that a text holds. @throws Error when something is wrong with it. */
export const documentOf = (text: string): BehaviourDocument => {
  const read = readDocument(text, shipped);
  if ('document' in read) return read.document;
  throw new Error(JSON.stringify(read.problems));
};

/** Returns what is wrong with a text, "line:column path: what" each. */
export const problemsOf = (text: string): readonly string[] => {
  const read = readDocument(text, shipped);
  if ('document' in read) return [];
  return read.problems.map(({ line, column, path, what }) => `${line}:${column} ${path}: ${what}`);
};

/** A rule of one's own with all that it needs. */
export const ownRule = `
  C1:
    name: { zh: 大客户安静, en: Big one quiet }
    because: { zh: "安静 {silent} 天", en: "Quiet for {silent} days" }
    test: { kind: silence, days: 10 }
    advice: { zh: 打电话, en: Call }
    stage: dormant
`;
