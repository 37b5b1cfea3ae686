import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { ConfigError } from '../../core/errors.ts';

/** Encrypts what must not be read from the database alone. */
export type Seal = {
  /** Returns the text encrypted; `context` (whose it is) must be the same when it is opened. */
  readonly close: (text: string, context: string) => string;
  /** Returns the text. @throws ConfigError when it was closed with another key or for another context. */
  readonly open: (sealed: string, context: string) => string;
};

const algorithm = 'aes-256-gcm';
const version = 'v1';
const nonceBytes = 12;
const tagBytes = 16;

/** How to make a key, for whoever must. */
export const howToMakeKey =
  "make one with: node -e \"console.log(require('crypto').randomBytes(32).toString('base64'))\"";

/** Returns the 32 bytes that a key in base64 stands for, or undefined when it is none. */
export const readKey = (text: string): Buffer | undefined => {
  const bytes = Buffer.from(text, 'base64');
  const same = bytes.toString('base64').replace(/=+$/, '') === text.trim().replace(/=+$/, '');
  return same && bytes.length === 32 ? bytes : undefined;
};

/** Returns a seal with this key (32 bytes): AES-256-GCM, a random nonce each time, the context authenticated. */
export const createSeal = (key: Buffer): Seal => ({
  close: (text, context) => {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
    cipher.setAAD(Buffer.from(context));
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return `${version}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64')}`;
  },
  open: (sealed, context) => {
    try {
      const [mark, body = ''] = sealed.split('.');
      if (mark !== version) throw new Error('unknown version');
      const bytes = Buffer.from(body, 'base64');
      const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceBytes), {
        authTagLength: tagBytes,
      });
      decipher.setAAD(Buffer.from(context));
      decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      const rest = bytes.subarray(nonceBytes + tagBytes);
      return Buffer.concat([decipher.update(rest), decipher.final()]).toString('utf8');
    } catch (error) {
      throw new ConfigError(
        'What is stored encrypted cannot be read with TEND_SECRET_KEY. Set the key it was stored with; for tokens it also helps to install the app again.',
        { cause: error },
      );
    }
  },
});
