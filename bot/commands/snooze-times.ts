import type { Bilingual } from '../../core/language.ts';
import type { CommandContext } from './command.ts';

/** A time until which a follow-up may be put off with one press. */
export type SnoozePreset = { readonly key: string; readonly label: Bilingual };

/** The presets, in the order in which they are offered. */
export const snoozePresets: readonly SnoozePreset[] = [
  { key: 'tomorrow', label: { zh: '明天', en: 'Tomorrow' } },
  { key: 'monday', label: { zh: '下周一', en: 'Next Monday' } },
  { key: 'week', label: { zh: '一周后', en: 'In a week' } },
];

/** Returns when a preset is over, seen from now: the start of work on its day or the next working day. Tomorrow when unknown. */
export const snoozeUntil = (
  { company, now }: Pick<CommandContext, 'company' | 'now'>,
  key: string,
): number => {
  const { zone, calendar } = company;
  const today = zone.dayOf(now);
  const { weekday } = zone.parts(now);
  const ahead = key === 'monday' ? 8 - weekday : key === 'week' ? 7 : 1;
  return calendar.nextWorkingMoment(zone.at(today + ahead, 9 * 60));
};
