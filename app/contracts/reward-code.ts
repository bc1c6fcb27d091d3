/**
 * The discount codes Laurel makes: `LAUREL-7K3M-9QXW-2ABC`. Twelve characters of Crockford's base32
 * are 60 bits, which nobody guesses; the prefix is how a webhook's codes are told from others', so
 * that codes which are none of our business are not kept.
 */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SHAPE = /^LAUREL-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/;
/** Random bytes that one code is made of. */
export const CODE_BYTES = 12;

/** The code as we write it, where the text is one of ours in any case; null otherwise. */
export function rewardCode(text: string): string | null {
  const code = text.trim().toUpperCase();
  return SHAPE.test(code) ? code : null;
}

/** A code from {@link CODE_BYTES} random bytes, five bits of each. */
export function codeFrom(bytes: Uint8Array): string {
  const letters = Array.from(bytes.subarray(0, CODE_BYTES), (byte) => ALPHABET[byte & 31]).join('');
  return `LAUREL-${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8, 12)}`;
}
