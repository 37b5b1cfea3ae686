import { closeSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { InputError } from '../../core/errors.ts';

/** Lines that are gathered before one write. */
const batch = 4096;

/**
 * Writes `header` and then `lines` to `file`, each ended by a line feed. The file appears when it is whole: until then
 * it is called `file`.part. @throws InputError where it cannot be written or is the file that is being read.
 */
export const writeRows = (file: string, header: string, lines: Iterable<string>, source: string): void => {
  if (resolve(file) === resolve(source)) throw new InputError(`--out is the order file itself (${file}).`);
  const part = `${file}.part`;
  let handle: number;
  try {
    handle = openSync(part, 'w');
  } catch (error) {
    throw new InputError(
      `${file} cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`,
    );
  }
  try {
    let waiting = [header];
    for (const line of lines) {
      waiting.push(line);
      if (waiting.length < batch) continue;
      writeFileSync(handle, `${waiting.join('\n')}\n`);
      waiting = [];
    }
    if (waiting.length > 0) writeFileSync(handle, `${waiting.join('\n')}\n`);
    renameSync(part, file);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  } finally {
    closeSync(handle);
  }
};
