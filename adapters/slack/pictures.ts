import type { WebClient } from '@slack/web-api';
import type { AdapterLog } from '../../core/adapter.ts';
import type { Pictures } from '../../core/messages.ts';
import { readFailure } from './errors.ts';
import type { Files } from './render.ts';

const timeoutMs = 20_000;

/** A picture is sent over TLS only, whatever address an answer names; a stand-in on this machine has none. */
const isSafe = (address: string): boolean => {
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || hostname === '127.0.0.1' || hostname === 'localhost';
};

const upload = async (web: WebClient, bytes: Uint8Array): Promise<string | undefined> => {
  const place = await web.files.getUploadURLExternal({ filename: 'tend.png', length: bytes.length });
  const { upload_url: address, file_id: id } = place;
  if (address === undefined || id === undefined || !isSafe(address)) return undefined;
  const answer = await fetch(address, {
    method: 'POST',
    body: Buffer.from(bytes),
    headers: { 'content-type': 'image/png' },
    signal: AbortSignal.timeout(timeoutMs),
    redirect: 'error',
  });
  if (!answer.ok) return undefined;
  // Without a channel nobody sees the file but where a message shows it.
  await web.files.completeUploadExternal({ files: [{ id, title: 'Tend' }] });
  return id;
};

/**
 * Uploads pictures and returns what they are called there, by their ids. What cannot be uploaded is left out, so that its
 * words stand in its place; never rejects.
 */
export const uploadPictures = async (
  client: () => Promise<WebClient>,
  pictures: Pictures | undefined,
  log: AdapterLog,
): Promise<Files> => {
  const files = new Map<string, string>();
  for (const [id, { bytes }] of pictures ?? []) {
    try {
      const file = await upload(await client(), bytes);
      if (file !== undefined) files.set(id, file);
    } catch (error) {
      const failure = readFailure(error);
      const reason = failure.kind === 'refused' ? failure.reason : failure.kind;
      log.warn({ platform: 'slack', reason }, 'a picture could not be uploaded; its words stand for it');
    }
  }
  return files;
};
