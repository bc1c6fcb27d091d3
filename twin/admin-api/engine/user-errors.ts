/** Refusals of a mutation: in its payload, beside nulls. */

export type UserError = {
  readonly field: readonly string[] | null;
  readonly message: string;
  /** Where the mutation's type of user error has codes. */
  readonly code?: string | null;
};

/**
 * A payload that refuses for one reason: `refuse(['input', 'email'], 'Email is invalid',
 * 'INVALID')`.
 */
export function refuse(
  field: readonly string[] | null,
  message: string,
  code: string | null = null,
): { userErrors: UserError[] } {
  return { userErrors: [{ field, message, code }] };
}

/** Thrown inside a verb to refuse; `refusing` turns it into the payload, and nothing is kept. */
export class Refused extends Error {
  readonly userErrors: readonly UserError[];

  constructor(userErrors: readonly UserError[]) {
    super(userErrors.map(({ message }) => message).join(' '));
    this.userErrors = userErrors;
  }
}
