/** Crockford's base 32: no I, L, O or U, so that what is read aloud or off a screen is not mistaken. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 10;

/** The sum of the characters, each by its place with an odd weight: one wrong character is always found out. */
const checkOf = (body: string): string => {
  let sum = 0;
  for (const [index, character] of body.split('').entries())
    sum += alphabet.indexOf(character) * (2 * index + 1);
  return alphabet.charAt(sum % alphabet.length);
};

/**
 * Returns a code as people see it (`4F7K-92MQ-XZC`) from random bytes, of which it uses 10: 50 random bits and a check
 * character.
 */
export const codeFrom = (random: Uint8Array): string => {
  const body = Array.from(random.subarray(0, length), (byte) => alphabet.charAt(byte % alphabet.length)).join(
    '',
  );
  const whole = body + checkOf(body);
  return `${whole.slice(0, 4)}-${whole.slice(4, 8)}-${whole.slice(8)}`;
};

/**
 * Returns the code in a text that somebody typed, in its usual form; lower case, blanks, missing hyphens and look-alike
 * letters do not matter. Undefined when it is no code or was mistyped.
 */
export const readCode = (text: string): string | undefined => {
  const plain = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-–—_.]/g, '')
    .replace(/[IL]/g, '1')
    .replaceAll('O', '0')
    .replaceAll('U', 'V');
  if (plain.length !== length + 1 || plain.split('').some((each) => !alphabet.includes(each)))
    return undefined;
  if (checkOf(plain.slice(0, length)) !== plain.at(-1)) return undefined;
  return `${plain.slice(0, 4)}-${plain.slice(4, 8)}-${plain.slice(8)}`;
};
