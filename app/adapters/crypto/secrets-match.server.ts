import { timingSafeEqual } from 'node:crypto';

/**
 * Whether two secrets are the same text, in a time that does not tell where they differ. The only
 * compare of secrets in the code base: signatures and the status password come through here.
 */
export function secretsMatch(expected: string, given: string): boolean {
  const a = Buffer.from(expected);
  const b = Buffer.from(given);
  return a.length === b.length && timingSafeEqual(a, b);
}
