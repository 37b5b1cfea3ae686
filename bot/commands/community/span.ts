import { dayMs } from '../../../core/time.ts';
import type { CommandContext } from '../command.ts';

/** How far back a community is looked at, in days. */
export const spanDays = 28;

/** Returns the time that a community is looked at: the last {@link spanDays} days until the time that is asked about. */
export const spanOf = ({ at }: CommandContext) => ({ from: at - spanDays * dayMs, at });
