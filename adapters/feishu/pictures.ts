import type { AdapterLog } from '../../core/adapter.ts';
import type { Pictures } from '../../core/messages.ts';
import { textOf } from '../../core/payload.ts';
import type { Api } from './client.ts';
import { CallFailure } from './errors.ts';
import type { Images } from './render.ts';

const timeoutMs = 20_000;

const upload = async (api: Api, bytes: Uint8Array): Promise<string | undefined> => {
  const image = new Blob([Buffer.from(bytes)], { type: 'image/png' });
  const body = { image_type: 'message', image };
  const answer = await api.tryCall({ method: 'POST', path: 'im/v1/images', body, form: true, timeoutMs });
  return textOf(answer['image_key']);
};

/**
 * Uploads pictures and returns what they are called there, by their ids. What cannot be uploaded is left out, so that its
 * words stand in its place; never rejects.
 */
export const uploadPictures = async (
  api: Api,
  pictures: Pictures | undefined,
  log: AdapterLog,
): Promise<Images> => {
  const images = new Map<string, string>();
  for (const [id, { bytes }] of pictures ?? []) {
    try {
      const key = await upload(api, bytes);
      if (key !== undefined) images.set(id, key);
    } catch (error) {
      const code = error instanceof CallFailure ? error.code : undefined;
      log.warn({ platform: 'feishu', code }, 'a picture could not be uploaded; its words stand for it');
    }
  }
  return images;
};
