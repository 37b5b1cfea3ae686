import type { Language } from '../../core/language.ts';
import type { Zone } from '../../core/zone.ts';
import type { NamedAbsence } from '../../db/absences.ts';
import { showTime } from './time.ts';

/** Returns in one line who is away until when, and who stands in. */
export const showAbsence = (
  { name, untilAt, deputy }: NamedAbsence,
  zone: Zone,
  language: Language,
): string => {
  if (language === 'zh') {
    const until = untilAt === null ? '回来时间未定' : `到 ${showTime(untilAt, zone)}`;
    return `${name} 外出，${until}${deputy === null ? '' : `，由 ${deputy} 代理`}`;
  }
  const until = untilAt === null ? 'with no day of return' : `until ${showTime(untilAt, zone)}`;
  return `${name} is away ${until}${deputy === null ? '' : `; ${deputy} stands in`}`;
};
