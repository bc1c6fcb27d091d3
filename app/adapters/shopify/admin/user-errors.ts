/** What Shopify says when it will not: the answer's `userErrors`, which every mutation selects. */
import { z } from 'zod';
import type { Refused } from '../../../services/ports/shopify.ts';

export const userErrors = z.array(
  z.object({
    code: z.string().nullish(),
    message: z.string(),
    field: z.array(z.string()).nullish(),
  }),
);

type UserErrors = z.output<typeof userErrors>;

/** The first of them as a refusal; null where there is none. */
export function refusalOf([first]: UserErrors): Refused | null {
  return first === undefined ? null : { ok: false, code: codeOf(first), message: first.message };
}

/**
 * Some of Shopify's errors have no code, only words
 * (recorded answers of 2026-07: deleting what is gone, adding a code that exists).
 */
export function codeOf({ code, message }: Pick<UserErrors[number], 'code' | 'message'>): string {
  if (/does not exist|not found|could not be found/i.test(message)) return 'NOT_FOUND';
  if (code) return code;
  return /must be unique|already (exists|been taken)/i.test(message) ? 'TAKEN' : 'UNKNOWN';
}
