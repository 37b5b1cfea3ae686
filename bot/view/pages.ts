import type { Language } from '../../core/language.ts';
import type { CardBlock } from '../../core/messages.ts';

/** Which page of how many. */
export type Page = { readonly page: number; readonly pages: number };

/** Returns the page that was asked for among `total` lines, the nearest that there is, and its first line. */
export const pageOf = (
  asked: number | undefined,
  total: number,
  size: number,
): Page & { readonly offset: number } => {
  const pages = Math.max(1, Math.ceil(total / size));
  const page = Math.min(pages, Math.max(1, asked ?? 1));
  return { page, pages, offset: (page - 1) * size };
};

/** Returns the buttons that turn the page by asking `request` with another number; none where there is one page. */
export const pageButtons = (
  { page, pages }: Page,
  request: (page: number) => string,
  language: Language,
): readonly CardBlock[] => {
  const zh = language === 'zh';
  const turn = (label: string, to: number) => ({ label, action: 'run', value: request(to) });
  const buttons = [
    ...(page > 1 ? [turn(zh ? '上一页' : 'Previous', page - 1)] : []),
    ...(page < pages ? [turn(zh ? '下一页' : 'Next', page + 1)] : []),
  ];
  return buttons.length > 0 ? [{ kind: 'buttons', buttons }] : [];
};
