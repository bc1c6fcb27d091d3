/**
 * A bug, not a refusal: something the code holds to be impossible has happened. Only the edge of
 * the process catches it; the transaction it was thrown in dies, so nothing is half-done.
 */
export class InvariantError extends Error {
  override name = 'InvariantError';
}

/** Throws {@link InvariantError} with `sentence` unless `condition` holds. */
export function invariant(condition: unknown, sentence: string): asserts condition {
  if (!condition) throw new InvariantError(sentence);
}
