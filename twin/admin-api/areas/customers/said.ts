/** A verb's refusal as a payload's user errors. */
import type { Outcome, Refusal } from '../../../trade/refusal.ts';
import { Refused, type UserError } from '../../engine/user-errors.ts';

type Told = {
  /**
   * Put before the field's path: `customerSet` says `['input', 'email']` where others say
   * `['email']`.
   */
  readonly under?: readonly string[];
  /** Codes that the mutation's user errors have; others are left out. */
  readonly codes?: readonly string[];
};

/** What the verb made. Throws `Refused`, so that nothing is kept, where it refused. */
export function doneOr<T>(outcome: Outcome<T>, told: Told = {}): T {
  if (outcome.ok) return outcome.value;
  throw new Refused([asUserError(outcome, told)]);
}

export function asUserError({ code, field, message }: Refusal, told: Told = {}): UserError {
  const { under = [], codes = [] } = told;
  return {
    field: field === null ? (under.length === 0 ? null : under) : [...under, ...field],
    message,
    code: codes.includes(code) ? code : null,
  };
}

/** Throws `Refused` where there is any. */
export function assertNone(errors: readonly UserError[], under: readonly string[] = []): void {
  if (errors.length === 0) return;
  throw new Refused(
    errors.map((one) => ({
      ...one,
      field: one.field === null ? null : [...under, ...one.field],
    })),
  );
}
