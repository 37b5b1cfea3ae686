import type { CoursePoint } from '../../core/customer/course.ts';
import type { Language } from '../../core/language.ts';
import type { CardBlock } from '../../core/messages.ts';
import { dayMs } from '../../core/time.ts';
import type { Zone } from '../../core/zone.ts';
import type { Db } from '../../db/connect.ts';
import { storePicture } from '../../db/pictures.ts';
import { showDate } from '../view/time.ts';
import { draw } from './painter.ts';

/** Whoever looks back later asks anew. */
const keptMs = 30 * dayMs;

const words = {
  zh: { title: (name: string) => `${name} · 近半年`, health: '健康分', sentiment: '情绪' },
  en: { title: (name: string) => `${name} · half a year`, health: 'health', sentiment: 'sentiment' },
} as const;

/**
 * Draws and keeps the course of one customer and returns the block that shows it, `alt` in its place where there are no
 * pictures; undefined where it cannot be drawn, for the words beside it say the same.
 */
export const coursePicture = async (
  db: Db,
  course: { readonly name: string; readonly points: readonly CoursePoint[]; readonly alt: string },
  { zone, language, now }: { readonly zone: Zone; readonly language: Language; readonly now: number },
): Promise<CardBlock | undefined> => {
  const say = words[language];
  const points = course.points.map(({ at, health, sentiment }) => ({
    label: showDate(at, zone).slice(5).replace('-', '/'),
    health,
    sentiment,
  }));
  const chart = { kind: 'course', ...say, title: say.title(course.name), points } as const;
  const drawn = await draw([chart]).catch(() => undefined);
  if (!drawn) return undefined;
  const { bytes } = drawn;
  const picture = await storePicture(db, { bytes, type: 'image/png' }, now, now + keptMs);
  return { kind: 'image', picture, alt: course.alt };
};
