import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Returns a path in a new folder that is gone after the test, with `content` there if it is given. */
export const temporary = (name: string, content?: string | Uint8Array): string => {
  const folder = mkdtempSync(join(tmpdir(), 'tend-lab-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, name);
  if (content !== undefined) writeFileSync(path, content);
  return path;
};

/** Returns the lines of a file. */
export const linesOf = (path: string): readonly string[] => readFileSync(path, 'utf8').trimEnd().split('\n');

/** Takes what a person would be told. */
export const createListener = () => {
  const heard: string[] = [];
  return { heard, say: (line: string) => void heard.push(line) };
};
