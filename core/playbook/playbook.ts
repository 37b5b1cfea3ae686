import type { InteractionKind } from '../customer/interaction.ts';
import type { Bilingual } from '../language.ts';
import type { StageKey } from '../stages/stage.ts';

/** What a contact is for; consent is looked up per purpose. */
export type Purpose = 'service' | 'marketing' | 'survey' | 'community';

/** What sets a playbook going for a customer. */
export type Trigger =
  /** They move to one of these stages, from one of those. */
  | { readonly on: 'stage'; readonly to: readonly StageKey[]; readonly from?: readonly StageKey[] }
  /** They begin to fulfil the conditions. */
  | { readonly on: 'segment' }
  | { readonly on: 'event'; readonly of: InteractionKind }
  /** A rule begins to hold. */
  | { readonly on: 'rule'; readonly rule: string }
  /** They have been silent for so many days, as the working calendar counts silence. */
  | { readonly on: 'silence'; readonly days: number }
  /** A day of theirs or of everybody's, so many days after it; before it when negative. */
  | { readonly on: 'date'; readonly date: string; readonly offset?: number }
  | { readonly on: 'manual' };

/** One condition on an attribute. All its parts must hold; what is not known fulfils only `known: false` and `not`. */
export type Condition = {
  readonly attribute: string;
  readonly is?: readonly string[];
  readonly not?: readonly string[];
  readonly atLeast?: number;
  readonly below?: number;
  readonly known?: boolean;
};

type Placed = {
  /** What other steps call it. */
  readonly id?: string;
  /** The step that comes after it, instead of the next one; `end` for none. */
  readonly next?: string;
};

/** One step of a playbook. */
export type Step = Placed &
  (
    | {
        readonly do: 'message';
        readonly to: 'person' | 'room';
        readonly text: Bilingual;
        /** A model words it anew where a lead approved that for this version; else, and where it fails, `text` stands. */
        readonly model?: 'draft';
      }
    /** Tells the customer's owner. */
    | { readonly do: 'follow-up'; readonly text: Bilingual; readonly dueDays?: number }
    | { readonly do: 'survey'; readonly survey: string }
    /** Makes a coupon code that later messages name as {{coupon}}. */
    | { readonly do: 'coupon'; readonly title: Bilingual; readonly days?: number }
    /** Waits so long, or until something happens: then on with `goto`, without it with what follows. */
    | {
        readonly do: 'wait';
        readonly days?: number;
        readonly hours?: number;
        readonly until?: InteractionKind | 'reply';
        readonly goto?: string;
      }
    /** On with `goto` when all conditions hold, else with `else`; what is left out is the next step. */
    | {
        readonly do: 'branch';
        readonly if: readonly Condition[];
        readonly goto?: string;
        readonly else?: string;
      }
    /** On with one of several steps, by shares; the same customer always with the same. */
    | { readonly do: 'split'; readonly parts: readonly { readonly share: number; readonly goto: string }[] }
    | { readonly do: 'stop' }
  );

/** How often and how long a playbook may go for one customer, and how many may enter. */
export type Limits = {
  /** Days until the same customer may enter again. */
  readonly every?: number;
  /** Messages to one customer in one run at most. */
  readonly contacts?: number;
  /** After so many days a run ends wherever it is. */
  readonly days?: number;
  /** Customers that enter on one day at most. */
  readonly entriesPerDay?: number;
};

/** What ends a run early. A complaint and an opt-out always do. */
export type StopSignal = 'reply' | 'order';

/** Automated care as data: what sets it going, for whom, what is done, within which limits. */
export type Playbook = {
  readonly name: Bilingual;
  readonly purpose: Purpose;
  /** 1 (low) to 9 (must): which of two playbooks gets the contact that only one may have. */
  readonly priority: number;
  /** Who answers for it: a member's name. */
  readonly owner?: string;
  readonly trigger: Trigger;
  readonly when: readonly Condition[];
  readonly steps: readonly Step[];
  readonly stopOn: readonly StopSignal[];
  readonly limits: Limits;
  /** Whether some get none of its messages, so that its effect can be told; true when left out. */
  readonly measured?: boolean;
};

/** The states of a version of a playbook, in the order of its life. */
export const playbookStates = ['draft', 'back-tested', 'approved', 'running', 'paused', 'ended'] as const;

/** One state of a version of a playbook. */
export type PlaybookState = (typeof playbookStates)[number];

/** The longest that one customer is inside a playbook unless it says otherwise, in days. */
export const longestRunDays = 180;

/** Returns the days until the same customer may enter again: what the playbook says, else a day. */
export const reentryDays = ({ limits }: Pick<Playbook, 'limits'>): number => limits.every ?? 1;
