/**
 * The accounts points move between, and the only moves there are. Law 1: every movement is one of
 * the triples below, or the same triple reversed.
 */

/**
 * `issued` is the source of what is earned, `adjusted` of what staff give, and where what they take
 * goes; `pending`, `available`, `held` are the member's.
 */
export type Account =
  'issued' | 'pending' | 'available' | 'held' | 'spent' | 'revoked' | 'repaid' | 'adjusted';

export type MovementKind =
  'award' | 'mature' | 'claw-back' | 'hold' | 'settle' | 'release' | 'return' | 'adjust' | 'repay';

/** Every legal (kind, from, to), written `kind:from:to`. */
export const MOVES: ReadonlySet<string> = new Set([
  'award:issued:pending',
  'award:issued:available',
  'mature:pending:available',
  'claw-back:pending:revoked',
  'claw-back:available:revoked',
  'hold:available:held',
  'settle:held:spent',
  'release:held:available',
  'return:spent:available',
  'adjust:adjusted:available',
  'adjust:available:adjusted',
  'repay:available:repaid',
  'repay:repaid:available',
]);
