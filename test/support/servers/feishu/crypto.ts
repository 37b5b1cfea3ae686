import { createCipheriv, createHash, randomBytes } from 'node:crypto';

/** Encrypts as the platform does: AES-256-CBC under the SHA-256 of the key, the IV in front, in base64. */
export const encryptBody = (plain: string, key: string, iv: Buffer = randomBytes(16)): string => {
  const cipher = createCipheriv('aes-256-cbc', createHash('sha256').update(key).digest(), iv);
  return Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final()]).toString('base64');
};

/** Signs as the platform does: the SHA-256 of time, nonce, key and raw body. */
export const signBody = (raw: string, key: string, timestamp: string, nonce: string): string =>
  createHash('sha256').update(`${timestamp}${nonce}${key}${raw}`).digest('hex');
