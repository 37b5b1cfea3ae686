import type { StageKey } from '../stages/stage.ts';
import { dayMs } from '../time.ts';

/** One stage move of one customer, as grading needs it. */
export type GradedMove = {
  readonly customerId: number;
  readonly at: number;
  readonly to: StageKey;
  readonly rule: string;
};

/**
 * How right the warnings were. Of the customers lost in the last `days` days (`lost`) those who were counted as lost after a
 * long silence (`bySilence`) were always warned of first, as they fell silent. Of the others, who left, `foreseen` had been
 * named at risk at least 14 days before (recall). `medianLeadDays` is the lead of all who were named in time. Of
 * those named at risk in an equally long window that ended 120 days ago (`warned`: a loss takes that long to
 * show), how many were lost since (`warnedLost`, precision).
 */
export type Grade = {
  readonly days: number;
  readonly lost: number;
  readonly bySilence: number;
  readonly foreseen: number;
  readonly medianLeadDays: number | null;
  readonly warned: number;
  readonly warnedLost: number;
};

/** A warning counts when it came at least this long before the loss (R14). */
export const leadDays = 14;
/** After this long a warning has come true or has not. */
export const outcomeDays = 120;

/** The rule by which a customer is lost for being silent (R24). */
const silenceRule = 'R24';

const isWarning = (stage: StageKey): boolean => stage === 'dormant' || stage === 'declining';

const median = (values: readonly number[]): number | null => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length === 0 ? null : (sorted[Math.floor(sorted.length / 2)] as number);
};

/** Returns how right the stage warnings were as of `at`, from all moves until then (in order of time). */
export const gradeWarnings = (moves: readonly GradedMove[], at: number, days = 90): Grade => {
  const warnedAt = new Map<number, number>();
  const lostAt = new Map<number, number>();
  const leads: number[] = [];
  let lost = 0;
  let bySilence = 0;
  let foreseen = 0;
  const named: { readonly customerId: number; readonly at: number }[] = [];
  for (const move of moves) {
    if (move.at > at) break;
    if (isWarning(move.to)) {
      if (!warnedAt.has(move.customerId)) {
        warnedAt.set(move.customerId, move.at);
        named.push({ customerId: move.customerId, at: move.at });
      }
      continue;
    }
    if (move.to === 'churned') {
      lostAt.set(move.customerId, move.at);
      if (move.at > at - days * dayMs) {
        lost++;
        const warned = warnedAt.get(move.customerId);
        const lead = warned === undefined ? 0 : (move.at - warned) / dayMs;
        if (move.rule === silenceRule) bySilence++;
        else if (lead >= leadDays) foreseen++;
        if (lead >= leadDays) leads.push(lead);
      }
    }
    warnedAt.delete(move.customerId);
  }
  const window = named.filter(
    (each) => each.at > at - (days + outcomeDays) * dayMs && each.at <= at - outcomeDays * dayMs,
  );
  const warnedLost = window.filter((each) => (lostAt.get(each.customerId) ?? 0) > each.at).length;
  const middle = median(leads);
  return {
    days,
    lost,
    bySilence,
    foreseen,
    medianLeadDays: middle === null ? null : Math.round(middle),
    warned: window.length,
    warnedLost,
  };
};
