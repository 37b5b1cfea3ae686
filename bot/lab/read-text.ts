import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { InputError } from '../../core/errors.ts';

const utf16Mark = [0xff, 0xfe] as const;

const decodes = async (path: string, encoding: string): Promise<boolean> => {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const chunk of createReadStream(path)) decoder.decode(chunk as Buffer, { stream: true });
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
};

const startsWithUtf16Mark = async (path: string): Promise<boolean> => {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === utf16Mark[0] && buffer[1] === utf16Mark[1];
  } finally {
    await file.close();
  }
};

const encodingOf = async (path: string, say: (line: string) => void): Promise<string> => {
  if (await startsWithUtf16Mark(path)) return 'utf-16le';
  if (await decodes(path, 'utf-8')) return 'utf-8';
  if (!(await decodes(path, 'gb18030'))) {
    throw new InputError(`${path} is neither UTF-8 nor GBK (GB18030). Save it as UTF-8.`);
  }
  say(`${path} is not UTF-8; it is read as GBK (GB18030).`);
  return 'gb18030';
};

/**
 * Reads a text file piece by piece, without a byte order mark: UTF-8, UTF-16 if it says so, else GBK as GB18030, which
 * `say` is told. The file is gone through twice, so that a wrong byte at its end is known before its beginning is
 * believed. @throws InputError where there is no such file, it is empty, or it is in no such encoding.
 */
export async function* readText(path: string, say: (line: string) => void): AsyncGenerator<string> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) throw new InputError(`There is no file ${path}.`);
  if (found.size === 0) throw new InputError(`${path} is empty.`);
  const decoder = new TextDecoder(await encodingOf(path, say));
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    yield decoder.decode(chunk as Buffer, { stream: true });
  }
  yield decoder.decode();
}
