import { reasonText } from '../contracts/parked-reason.ts';
import { InvariantError } from '../domain/kernel/invariant.ts';

/** A reason for owners and logs: our own sentence or a code, never a value of the delivery. */
export function sayBug(error: unknown): string {
  return reasonText({ code: 'bug', detail: sayError(error) });
}

function sayError(error: unknown): string {
  if (error instanceof InvariantError) return error.message;
  const code = (error as { code?: unknown } | null)?.code;
  const name = error instanceof Error ? error.name : 'unknown';
  return typeof code === 'string' ? `${name} ${code}` : name;
}
