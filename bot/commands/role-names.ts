import type { Bilingual, Language } from '../../core/language.ts';
import type { Member } from '../../db/people.ts';

/** What the roles are called, the least first. */
export const roleNames: Readonly<Record<Member['role'], Bilingual>> = {
  rep: { zh: '销售', en: 'rep' },
  lead: { zh: '主管', en: 'lead' },
  manager: { zh: '经理', en: 'manager' },
  admin: { zh: '管理员', en: 'admin' },
};

/** Returns what a role is called. */
export const showRole = (role: Member['role'], language: Language): string => roleNames[role][language];
