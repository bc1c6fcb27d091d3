/**
 * What a verb answers: what it made, or why Shopify would not have done it. A refusal is a value
 * with the code, the path of the input field and the words of Shopify's `userErrors`; nothing was
 * changed.
 */

export type Refusal = {
  readonly ok: false;
  readonly code: string;
  readonly field: readonly string[] | null;
  readonly message: string;
};

export type Done<T> = { readonly ok: true; readonly value: T };

export type Outcome<T> = Done<T> | Refusal;

export const done = <T>(value: T): Done<T> => ({ ok: true, value });

/** `field` as in `userErrors`, e.g. `['input', 'email']`; null: the input as a whole. */
export function refuse(code: string, field: readonly string[] | null, message: string): Refusal {
  return { ok: false, code, field, message };
}
