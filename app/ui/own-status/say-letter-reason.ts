/** Why Shopify did not take a member's metafields, for the owner; kept is Shopify's code. */

const WORDS: Readonly<Record<string, string>> = {
  INTERNAL_ERROR: 'Shopify failed over it.',
  UNKNOWN: 'Shopify said no and not why.',
  STALE_OBJECT: 'Something else keeps changing the same fields.',
  INVALID_COMPARE_DIGEST: 'Something else keeps changing the same fields.',
  APP_NOT_AUTHORIZED: 'Shopify does not allow Laurel to do this yet.',
};

/** A sentence. */
export function sayLetterReason(code: string): string {
  return WORDS[code] ?? `Shopify said no (${code}).`;
}
