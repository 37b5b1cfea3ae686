import { type Language, pick } from '../../core/language.ts';
import type { CustomerSegment } from '../../core/segments.ts';

/** Returns a customer segment in words; one that is configured no more by its id, since it counts as general. */
export const showSegment = (id: string, segments: readonly CustomerSegment[], language: Language): string => {
  const found = segments.find((each) => each.id === id);
  if (found) return pick(found.name, language);
  return language === 'zh' ? `${id}（已不在设置中）` : `${id} (configured no more)`;
};
