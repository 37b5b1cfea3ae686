import { writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

/** Loaded before a program: at its end it writes how many modules of Wechaty were loaded. */
const file = process.env['TEND_BENCH_MODULES'];
let count = 0;
registerHooks({
  load: (url, context, next) => {
    if (/\/node_modules\/wechaty[^/]*\//.test(url)) count += 1;
    return next(url, context);
  },
});
if (file !== undefined) process.on('exit', () => writeFileSync(file, String(count)));
