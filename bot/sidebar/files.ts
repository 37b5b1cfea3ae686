import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const pageFile = (name: string): string =>
  fileURLToPath(new URL(`../../adapters/wecom/public/${name}`, import.meta.url));

/** The files of the page; WeCom's JS-SDK comes with the program and is not loaded from elsewhere. */
const paths: Readonly<Record<string, () => string>> = {
  'sidebar.html': () => pageFile('sidebar.html'),
  'sidebar.css': () => pageFile('sidebar.css'),
  'sidebar.js': () => pageFile('sidebar.js'),
  'sidebar-api.js': () => pageFile('sidebar-api.js'),
  'sidebar-view.js': () => pageFile('sidebar-view.js'),
  'sidebar-unknown.js': () => pageFile('sidebar-unknown.js'),
  'sidebar-dom.js': () => pageFile('sidebar-dom.js'),
  'sidebar-words.js': () => pageFile('sidebar-words.js'),
  'jssdk.js': () => createRequire(import.meta.url).resolve('@wecom/jssdk/dist/wecom.prod.js'),
};

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
};

/** Returns a function that answers with a file of the page, or 404; each is read once. */
export const serveFiles = (): ((name: string) => Promise<Response>) => {
  const read = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
  return async (name) => {
    const path = Object.hasOwn(paths, name) ? paths[name] : undefined;
    if (!path) return new Response('There is nothing here.', { status: 404 });
    const content = read.get(name) ?? readFile(path()).then((bytes) => Uint8Array.from(bytes));
    read.set(name, content);
    return new Response(await content, {
      headers: { 'content-type': types[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream' },
    });
  };
};
