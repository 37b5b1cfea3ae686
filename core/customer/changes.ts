import type { StageKey } from '../stages/stage.ts';
import type { Tier } from '../value/rfm.ts';
import type { Assessment } from './assess.ts';
import type { OpenFollowUp, OpenPromise } from './state.ts';

/** Why a follow-up or promise ended. */
export type Ending = 'resolved' | 'replied' | 'done' | 'wrong' | 'churned';

/** How a question ended: by our answer, another customer's, the asker's thanks, by hand, or with time. */
export type QuestionEnding = 'answered' | 'peer' | 'thanked' | 'settled' | 'stale';

/** What the fold decided on the way, in order; projections store exactly this. */
export type Change =
  | {
      readonly type: 'moved';
      readonly at: number;
      readonly from: StageKey;
      readonly to: StageKey;
      readonly rule: string;
      readonly numbers: Readonly<Record<string, number>>;
      readonly evidence: readonly string[];
    }
  | {
      readonly type: 'tier-moved';
      readonly at: number;
      readonly from: Tier | null;
      readonly to: Tier;
      readonly score: number;
    }
  | { readonly type: 'warned'; readonly at: number; readonly rule: string }
  | { readonly type: 'cleared'; readonly at: number; readonly rule: string }
  | { readonly type: 'follow-up-opened'; readonly at: number; readonly followUp: OpenFollowUp }
  | { readonly type: 'follow-up-ended'; readonly at: number; readonly key: string; readonly how: Ending }
  | {
      readonly type: 'follow-up-snoozed';
      readonly at: number;
      readonly key: string;
      readonly untilAt: number;
    }
  | { readonly type: 'promised'; readonly at: number; readonly promise: OpenPromise }
  | {
      readonly type: 'promise-settled';
      readonly at: number;
      readonly key: string;
      readonly how: 'kept' | 'broken' | 'withdrawn';
    }
  | { readonly type: 'promise-moved'; readonly at: number; readonly key: string; readonly dueAt: number }
  | {
      readonly type: 'asked';
      readonly at: number;
      /** The interaction that asks; several in a row are one question, the first. */
      readonly key: string;
      readonly tier: Tier | null;
    }
  | {
      readonly type: 'question-ended';
      readonly at: number;
      readonly key: string;
      readonly how: QuestionEnding;
      /** The interaction that ended it. */
      readonly by: string;
      /** Business minutes that it waited, and how many it might have (R3). */
      readonly minutes: number;
      readonly limitMinutes: number;
    }
  | {
      readonly type: 'assessed';
      readonly at: number;
      readonly cause: string;
      readonly assessment: Assessment;
    };
