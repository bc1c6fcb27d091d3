/** An argument that cannot be understood; its message names the argument and what would do. */
export class UsageError extends Error {
  override name = 'UsageError';
}
