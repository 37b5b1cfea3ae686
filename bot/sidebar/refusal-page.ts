import { type Bilingual, type Language, pick } from '../../core/language.ts';

const words: Readonly<Record<'stranger' | 'broken', Bilingual>> = {
  stranger: {
    zh: '只有本公司的成员可以打开这个页面。',
    en: 'Only members of this company may open this page.',
  },
  broken: {
    zh: '登录没有完成：可能超时，或浏览器不允许 Cookie。请关闭后从聊天工具栏重新打开。',
    en: 'The login was not finished: it took too long, or cookies are switched off. Close this page and open it from the chat toolbar again.',
  },
};

/** Returns the page that says why nobody is logged in. */
export const refusalPage = (why: 'stranger' | 'broken', language: Language): string =>
  `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Tend</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/wecom/sidebar/sidebar.css"><main class="page"><p class="notice">${pick(words[why], language)}</p></main></html>`;
