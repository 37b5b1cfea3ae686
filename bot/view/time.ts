import type { Language } from '../../core/language.ts';
import type { Zone } from '../../core/zone.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** Returns a moment in the zone as "2026-11-21 14:05". */
export const showTime = (at: number, zone: Zone): string => {
  const { hour, minute } = zone.parts(at);
  return `${zone.isoDate(zone.dayOf(at))} ${two(hour)}:${two(minute)}`;
};

/** Returns a moment's local date as "2026-11-21". */
export const showDate = (at: number, zone: Zone): string => zone.isoDate(zone.dayOf(at));

/** Returns how long ago `at` was, in the largest whole unit: "3 days ago", "3 天前". */
export const showAgo = (at: number, now: number, language: Language): string => {
  const minutes = Math.max(0, Math.floor((now - at) / 60_000));
  const [count, zh, en] =
    minutes < 60
      ? [minutes, '分钟', 'minute']
      : minutes < 48 * 60
        ? [Math.floor(minutes / 60), '小时', 'hour']
        : [Math.floor(minutes / 1440), '天', 'day'];
  return language === 'zh' ? `${count} ${zh}前` : `${count} ${en}${count === 1 ? '' : 's'} ago`;
};
