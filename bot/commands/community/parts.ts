import type { Bilingual } from '../../../core/language.ts';
import type { MemberKind } from '../../../db/communities.ts';

/** What of a community is listed by itself. */
export type Part = MemberKind | 'questions' | 'replies';

/** What the parts are called, in the order in which they are offered. */
export const partNames: Readonly<Record<Part, Bilingual>> = {
  core: { zh: '核心成员', en: 'Core members' },
  lurkers: { zh: '潜水成员', en: 'Silent members' },
  leavers: { zh: '退群成员', en: 'Left' },
  questions: { zh: '待答复问题', en: 'Unanswered questions' },
  replies: { zh: '群友互答', en: 'Members who answered members' },
};

const partWords: Readonly<Record<string, Part>> = {
  core: 'core',
  核心: 'core',
  lurkers: 'lurkers',
  silent: 'lurkers',
  潜水: 'lurkers',
  leavers: 'leavers',
  left: 'leavers',
  退群: 'leavers',
  questions: 'questions',
  问题: 'questions',
  replies: 'replies',
  互答: 'replies',
};

/** Returns the part that a word names, or undefined. */
export const partCalled = (word: string): Part | undefined => partWords[word.toLowerCase()];
