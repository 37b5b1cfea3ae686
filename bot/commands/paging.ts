import type { Language } from '../../core/language.ts';
import type { Button } from '../../core/messages.ts';

/** Returns the page that the arguments name, 1 when they name none. */
export const pageOf = (args: readonly string[]): number => {
  const number = args.find((each) => /^\d{1,6}$/.test(each));
  return Math.max(1, Number(number ?? 1));
};

/** Returns the buttons to the pages before and after, which run `command` with the page's number. */
export const pageButtons = (
  command: string,
  page: number,
  pages: number,
  language: Language,
): readonly Button[] => {
  const turn = (label: string, to: number): Button => ({ label, action: 'run', value: `${command} ${to}` });
  return [
    ...(page > 1 ? [turn(language === 'zh' ? '上一页' : 'Previous', page - 1)] : []),
    ...(page < pages ? [turn(language === 'zh' ? '下一页' : 'Next', page + 1)] : []),
  ];
};
